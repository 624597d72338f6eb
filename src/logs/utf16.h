// Logs in UTF-16, as PowerShell's ">" and Windows' spreadsheets write them, read as UTF-8.
//
// Told by the mark at the begin, which every such writer sets. Half a pair of surrogates, which no
// sound text has, becomes U+FFFD. Owns the stream below it. Threads: one reader.
#pragma once

#include <memory>

#include "source/byte_stream.h"

namespace cordon::logs {

bool looks_like_utf16(Bytes first);

/// The mark itself is left out. `inner` begins with it.
std::unique_ptr<source::ByteStream> utf8_of_utf16(std::unique_ptr<source::ByteStream> inner);

}  // namespace cordon::logs
