#include "source/pcap_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include "base/check.h"

namespace cordon::source {
namespace {

constexpr std::size_t kBufferSize = 256 * 1024;  // stays in the cache of one core
constexpr int kMaxNames = 64;  // temporary names tried before we give up: others may be left over
constexpr std::uint32_t kMagicMicroseconds = 0xa1b2c3d4, kMagicNanoseconds = 0xa1b23c4d;
constexpr std::int64_t kSecond = 1'000'000'000;

// Written in this machine's byte order (little-endian is assumed); readers tell it by the magic.
struct FileHeader {
  std::uint32_t magic;
  std::uint16_t major, minor;
  std::uint32_t zone, accuracy, snap_length, link;
};
static_assert(sizeof(FileHeader) == 24);

struct RecordHeader {
  std::uint32_t seconds, fraction, captured, wire;
};
static_assert(sizeof(RecordHeader) == 16);

template <class Header>
Bytes bytes_of_header(const Header& header) {
  return {reinterpret_cast<const std::uint8_t*>(&header), sizeof header};
}

RecordHeader record_header(Time time, bool nanoseconds, std::uint32_t captured,
                           std::uint32_t wire) {
  const std::int64_t latest = std::numeric_limits<std::uint32_t>::max() * kSecond + kSecond - 1;
  const std::int64_t ns = std::clamp<std::int64_t>(to_ns(time), 0, latest);
  const std::int64_t fraction = ns % kSecond;
  return {static_cast<std::uint32_t>(ns / kSecond),
          static_cast<std::uint32_t>(nanoseconds ? fraction : fraction / 1000), captured, wire};
}

bool is_special(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode);
}

}  // namespace

// Where the bytes go: a descriptor and the names before and after close().
class PcapWriter::Target {
 public:
  static Result<std::unique_ptr<Target>> open(const std::string& path) {
    auto target = std::unique_ptr<Target>(new Target(path));
    if (path == "-") {
      target->descriptor_ = STDOUT_FILENO;
    } else if (is_special(path)) {
      target->descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
      target->open_temporary();
    }
    if (target->descriptor_ < 0) return fail("write", path, std::strerror(errno), kRemedy);
    return target;
  }

  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;
  ~Target() {
    close_descriptor();
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  void write(Bytes bytes) {
    while (!bytes.empty() && error_ == 0) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written > 0)
        bytes = tail(bytes, static_cast<std::size_t>(written));
      else if (errno != EINTR)
        error_ = written < 0 ? errno : EIO;
    }
  }

  Result<void> finish() {
    close_descriptor();
    if (error_ == 0 && !temporary_.empty() && std::rename(temporary_.c_str(), path_.c_str()) != 0)
      error_ = errno;
    if (error_ != 0) return fail("write", path_, std::strerror(error_), kRemedy);
    temporary_.clear();
    return {};
  }

 private:
  static constexpr const char* kRemedy = "check the folder, its rights and the space left";

  explicit Target(std::string path) : path_(std::move(path)) {}

  void open_temporary() {
    for (int attempt = 0; attempt < kMaxNames && descriptor_ < 0; ++attempt) {
      const std::string name =
          path_ + "." + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".part";
      descriptor_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor_ >= 0)
        temporary_ = name;
      else if (errno != EEXIST)
        return;
    }
  }

  void close_descriptor() {
    if (descriptor_ > STDERR_FILENO && ::close(descriptor_) != 0 && error_ == 0) error_ = errno;
    descriptor_ = -1;
  }

  std::string path_;
  std::string temporary_;  // empty where we write straight
  int descriptor_ = -1;
  int error_ = 0;  // the first
};

Result<PcapWriter> PcapWriter::open(const std::string& path, const Options& options) {
  auto target = Target::open(path);
  if (!target) return tl::unexpected(target.error());
  return PcapWriter(std::move(*target), options);
}

PcapWriter::PcapWriter(std::unique_ptr<Target> target, const Options& options)
    : target_(std::move(target)),
      options_(options),
      buffer_(std::make_unique<std::uint8_t[]>(kBufferSize)) {
  const FileHeader header{options.nanoseconds ? kMagicNanoseconds : kMagicMicroseconds,
                          2,
                          4,
                          0,
                          0,
                          options.snap_length,
                          static_cast<std::uint32_t>(options.link)};
  put(bytes_of_header(header));
}

PcapWriter::PcapWriter(PcapWriter&&) noexcept = default;
PcapWriter& PcapWriter::operator=(PcapWriter&&) noexcept = default;
PcapWriter::~PcapWriter() = default;

void PcapWriter::write(Time time, Bytes bytes, std::uint32_t wire_length) {
  CHECK(target_ != nullptr);
  bytes = head(bytes, options_.snap_length);
  const auto captured = static_cast<std::uint32_t>(bytes.size());
  put(bytes_of_header(
      record_header(time, options_.nanoseconds, captured, std::max(wire_length, captured))));
  put(bytes);
  ++frames_;
}

void PcapWriter::put(Bytes bytes) {
  if (bytes.empty()) return;
  if (bytes.size() > kBufferSize - used_) {
    target_->write({buffer_.get(), used_});
    used_ = 0;
  }
  if (bytes.size() > kBufferSize) return target_->write(bytes);
  std::memcpy(buffer_.get() + used_, bytes.data(), bytes.size());
  used_ += bytes.size();
}

Result<void> PcapWriter::close() {
  CHECK(target_ != nullptr);
  const std::unique_ptr<Target> target = std::move(target_);
  target->write({buffer_.get(), used_});
  used_ = 0;
  return target->finish();
}

}  // namespace cordon::source
