// nfdump's own files, read by nfdump: its formats change with its versions, and it knows them all.
//
// The program is started without a shell, the path is an argument of its own; its table (see
// delimited.h) comes through a pipe. The stream owns the child: when it goes, so does the child.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "source/byte_stream.h"

namespace cordon::logs {

/// Told by the magic number of nfdump 1.5 and later, in either order of bytes.
bool looks_like_nfdump(Bytes first);

/// A table with a header line: times in seconds of the epoch, with fractions. Fails where nfdump
/// cannot be started; where it fails later, the stream's trouble() says so.
Result<std::unique_ptr<source::ByteStream>> open_nfdump(const std::string& path);

}  // namespace cordon::logs
