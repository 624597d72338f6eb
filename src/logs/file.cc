#include "logs/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/text.h"
#include "logs/nfdump.h"
#include "logs/utf16.h"
#include "source/capture.h"

namespace cordon::logs {
namespace {

constexpr std::size_t kMostShown = 160;            // of a bad line
constexpr std::uint64_t kUnitsBetweenNews = 4096;  // of progress

Result<std::unique_ptr<source::ByteStream>> stream_of(const std::string& path,
                                                      std::vector<std::uint8_t> read_before) {
  if (path == source::kStandardInput)
    return source::rejoined(std::move(read_before), source::descriptor_stream(STDIN_FILENO));
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return fail("read", path, std::strerror(errno), "check the path and the rights");
  return source::descriptor_stream(descriptor);
}

}  // namespace

Result<std::unique_ptr<File>> File::open(const std::string& path, Hints hints,
                                         std::vector<std::uint8_t> read_before) {
  auto raw = stream_of(path, std::move(read_before));
  if (!raw) return tl::unexpected(raw.error());
  source::Unpacked unpacked = source::unpacked(std::move(*raw));
  std::vector<std::uint8_t> first = source::first_bytes(*unpacked.stream, kFirstBytes);
  if (looks_like_nfdump(first) && path != source::kStandardInput) {
    auto table = open_nfdump(path);
    if (!table) return tl::unexpected(table.error());
    unpacked.stream = std::move(*table);
    unpacked.compression = ", by nfdump";
    first = source::first_bytes(*unpacked.stream, kFirstBytes);
  }
  if (looks_like_utf16(first)) {
    unpacked.stream = utf8_of_utf16(source::rejoined(std::move(first), std::move(unpacked.stream)));
    unpacked.compression += ", UTF-16";
    first = source::first_bytes(*unpacked.stream, kFirstBytes);
  }
  hints.file_name = std::filesystem::path(path).filename().string();
  auto format = recognise(text_of(first), hints);
  if (!format) return tl::unexpected(format.error());
  if (!*format) return std::unique_ptr<File>();
  auto file = std::make_unique<File>();
  file->stream_ = source::rejoined(std::move(first), std::move(unpacked.stream));
  file->format_ = std::move(**format);
  file->compression_ = std::move(unpacked.compression);
  return file;
}

void File::count(Verdict verdict, const Unit& unit) {
  ++counters_.units;
  if (verdict == Verdict::cut || unit.cut) ++counters_.cut;
  if (verdict != Verdict::bad) return;
  ++counters_.bad;
  if (counters_.samples.size() < kMostBadKept)
    counters_.samples.push_back({unit.number, printable(bytes_of(unit.bytes), kMostShown)});
}

void File::tell(Teller& teller, Sieve* sieve, const std::function<void(std::uint64_t)>& progress) {
  Units units(std::move(stream_), format_.framing, sieve);
  Parser& parser = *format_.parser;
  for (Unit unit; units.next(unit);) {
    if (unit.bytes.empty()) {
      ++counters_.units;
      continue;
    }
    teller.set_place(unit.number, unit.may_match);
    parser.be_brief(!unit.may_match);
    count(parser.read(unit.bytes, teller), unit);
    if (progress && counters_.units % kUnitsBetweenNews == 0) progress(units.file_bytes());
  }
  teller.finish();
  counters_.bytes = units.bytes_read();
  counters_.taken = units.file_bytes();
  trouble_ = units.trouble();
}

bool is_log(const std::string& path, const Hints& hints) {
  const auto file = File::open(path, hints);
  if (file) return *file != nullptr;
  // Where it can be read, opening it once more will say what is amiss: a hint, or nfdump missing.
  return ::access(path.c_str(), R_OK) == 0;
}

}  // namespace cordon::logs
