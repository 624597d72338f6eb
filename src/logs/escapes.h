// What a log's writer did to bytes that it would not write as they are, undone.
//
// Apache and nginx write \xHH, \" and \\; JSON's and C's \n, \t, \/, \u00HH occur too. A backslash
// before anything else stands for itself: old servers wrote all bytes as they came. Percent escapes
// are the client's and stay. Pure; gives a view of `text` itself where nothing was escaped.
#pragma once

#include <string>
#include <string_view>

namespace cordon::logs {

std::string_view unescaped(std::string_view text, std::string& scratch);

/// \xHH alone: Zeek's and Suricata's JSON has it for bytes that are no text, and any other
/// backslash as it was sent.
std::string_view with_bytes(std::string_view text, std::string& scratch);

/// HAProxy's: #HH.
std::string_view unhashed(std::string_view text, std::string& scratch);

}  // namespace cordon::logs
