#include "source/byte_stream.h"

#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace cordon::source {
namespace {

constexpr std::size_t kInputBuffer = 128 * 1024;  // zstd's recommended input size

class DescriptorStream : public ByteStream {
 public:
  explicit DescriptorStream(int descriptor) : descriptor_(descriptor) {}
  DescriptorStream(const DescriptorStream&) = delete;
  DescriptorStream& operator=(const DescriptorStream&) = delete;
  ~DescriptorStream() override {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  }

  std::size_t read(std::span<std::uint8_t> room) override {
    ssize_t got = 0;
    do {
      got = ::read(descriptor_, room.data(), room.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      trouble_ = std::strerror(errno);
      return 0;
    }
    taken_ += static_cast<std::size_t>(got);
    return static_cast<std::size_t>(got);
  }
  std::uint64_t taken() const override { return taken_; }
  std::string trouble() const override { return trouble_; }

 private:
  int descriptor_;
  std::uint64_t taken_ = 0;
  std::string trouble_;
};

class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(Bytes bytes) : all_(bytes.size()), rest_(bytes) {}

  std::size_t read(std::span<std::uint8_t> room) override {
    const Bytes some = head(rest_, room.size());
    if (!some.empty()) std::memcpy(room.data(), some.data(), some.size());
    rest_ = rest_.subspan(some.size());
    return some.size();
  }
  std::uint64_t taken() const override { return all_ - rest_.size(); }
  std::string trouble() const override { return {}; }

 private:
  std::size_t all_;
  Bytes rest_;
};

class RejoinedStream : public ByteStream {
 public:
  RejoinedStream(std::vector<std::uint8_t> first, std::unique_ptr<ByteStream> inner)
      : first_(std::move(first)), inner_(std::move(inner)) {}

  std::size_t read(std::span<std::uint8_t> room) override {
    if (given_ == first_.size()) return inner_->read(room);
    const Bytes some = head(tail(first_, given_), room.size());
    std::copy(some.begin(), some.end(), room.begin());
    given_ += some.size();
    return some.size();
  }
  std::uint64_t taken() const override { return inner_->taken(); }
  std::string trouble() const override { return inner_->trouble(); }

 private:
  std::vector<std::uint8_t> first_;
  std::size_t given_ = 0;
  std::unique_ptr<ByteStream> inner_;
};

// What the two decompressors share: a buffer of compressed bytes and the way trouble is told.
class DecompressedStream : public ByteStream {
 public:
  explicit DecompressedStream(std::unique_ptr<ByteStream> inner)
      : inner_(std::move(inner)), buffer_(kInputBuffer) {}

  std::uint64_t taken() const override { return inner_->taken(); }
  std::string trouble() const override { return trouble_.empty() ? inner_->trouble() : trouble_; }

 protected:
  /// False at the end of the compressed bytes.
  bool refill() {
    if (!rest_.empty()) return true;
    rest_ = Bytes(buffer_.data(), inner_->read(buffer_));
    return !rest_.empty();
  }
  std::size_t stop(const std::string& why) {
    if (trouble_.empty()) trouble_ = why;
    done_ = true;
    return 0;
  }

  Bytes rest_;
  bool done_ = false;

 private:
  std::unique_ptr<ByteStream> inner_;
  std::vector<std::uint8_t> buffer_;
  std::string trouble_;
};

class GzipStream : public DecompressedStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> inner) : DecompressedStream(std::move(inner)) {
    constexpr int kGzipOnly = 16;
    ready_ = inflateInit2(&inflater_, MAX_WBITS + kGzipOnly) == Z_OK;
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override {
    if (ready_) inflateEnd(&inflater_);
  }

  std::size_t read(std::span<std::uint8_t> room) override {
    if (!ready_) return stop("no memory to decompress");
    while (!done_) {
      if (!refill()) return between_members_ ? 0 : stop("the gzip stream is cut off");
      if (between_members_ && !begin_member()) return stop("rubbish after the gzip stream");
      inflater_.next_in = const_cast<Bytef*>(rest_.data());
      inflater_.avail_in = static_cast<uInt>(rest_.size());
      inflater_.next_out = room.data();
      inflater_.avail_out = static_cast<uInt>(room.size());
      const int answer = inflate(&inflater_, Z_NO_FLUSH);
      rest_ = rest_.last(inflater_.avail_in);
      const std::size_t made = room.size() - inflater_.avail_out;
      if (answer == Z_STREAM_END) between_members_ = true;
      if (answer != Z_OK && answer != Z_STREAM_END && answer != Z_BUF_ERROR)
        stop("the gzip stream is damaged");
      if (made > 0) return made;
    }
    return 0;
  }

 private:
  // A gzip file may be several streams one after the other.
  bool begin_member() {
    between_members_ = false;
    return rest_[0] == 0x1f && inflateReset(&inflater_) == Z_OK;
  }

  z_stream inflater_{};
  bool ready_ = false;
  bool between_members_ = false;
};

class ZstdStream : public DecompressedStream {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> inner)
      : DecompressedStream(std::move(inner)), decoder_(ZSTD_createDStream()) {}
  ZstdStream(const ZstdStream&) = delete;
  ZstdStream& operator=(const ZstdStream&) = delete;
  ~ZstdStream() override { ZSTD_freeDStream(decoder_); }

  std::size_t read(std::span<std::uint8_t> room) override {
    if (decoder_ == nullptr) return stop("no memory to decompress");
    while (!done_) {
      // What was decoded but did not fit waits inside the decoder: it may need no new input.
      const bool fed = refill();
      ZSTD_inBuffer in{rest_.data(), rest_.size(), 0};
      ZSTD_outBuffer out{room.data(), room.size(), 0};
      const std::size_t answer = ZSTD_decompressStream(decoder_, &out, &in);
      rest_ = rest_.subspan(in.pos);
      if (ZSTD_isError(answer) != 0) {
        stop(std::string("the zstd stream is damaged: ") + ZSTD_getErrorName(answer));
      } else {
        if (!fed && out.pos == 0) return between_frames_ ? 0 : stop("the zstd stream is cut off");
        between_frames_ = answer == 0;
      }
      if (out.pos > 0) return out.pos;
    }
    return 0;
  }

 private:
  ZSTD_DStream* decoder_;
  bool between_frames_ = true;
};

}  // namespace

std::unique_ptr<ByteStream> descriptor_stream(int descriptor) {
  return std::make_unique<DescriptorStream>(descriptor);
}
std::unique_ptr<ByteStream> memory_stream(Bytes bytes) {
  return std::make_unique<MemoryStream>(bytes);
}
std::unique_ptr<ByteStream> gzip_stream(std::unique_ptr<ByteStream> inner) {
  return std::make_unique<GzipStream>(std::move(inner));
}
std::unique_ptr<ByteStream> zstd_stream(std::unique_ptr<ByteStream> inner) {
  return std::make_unique<ZstdStream>(std::move(inner));
}
std::unique_ptr<ByteStream> rejoined(std::vector<std::uint8_t> first,
                                     std::unique_ptr<ByteStream> inner) {
  return std::make_unique<RejoinedStream>(std::move(first), std::move(inner));
}

bool looks_like_gzip(Bytes first) {
  return first.size() >= 3 && first[0] == 0x1f && first[1] == 0x8b && first[2] == 8;
}
bool looks_like_zstd(Bytes first) {
  return first.size() >= 4 && first[0] == 0x28 && first[1] == 0xb5 && first[2] == 0x2f &&
         first[3] == 0xfd;
}

std::vector<std::uint8_t> first_bytes(ByteStream& stream, std::size_t count) {
  std::vector<std::uint8_t> first(count);
  std::size_t used = 0;
  while (used < first.size()) {
    const std::size_t got = stream.read(std::span(first).subspan(used));
    if (got == 0) break;
    used += got;
  }
  first.resize(used);
  return first;
}

Unpacked unpacked(std::unique_ptr<ByteStream> stream) {
  constexpr std::size_t kMagicBytes = 4;
  Unpacked result;
  std::vector<std::uint8_t> first = first_bytes(*stream, kMagicBytes);
  result.empty = first.empty();
  const bool gzip = looks_like_gzip(first), zstd = looks_like_zstd(first);
  stream = rejoined(std::move(first), std::move(stream));
  if (gzip) stream = gzip_stream(std::move(stream));
  if (zstd) stream = zstd_stream(std::move(stream));
  result.compression = gzip ? ", gzip" : zstd ? ", zstd" : "";
  result.stream = std::move(stream);
  return result;
}

}  // namespace cordon::source
