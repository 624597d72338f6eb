// Words in a picture: made harmless, measured, cut, broken into lines.
//
// Text comes from captures, logs and file names. What leaves clean() is UTF-8 without control and
// direction characters, so that it can break neither a picture nor a terminal, and is no longer
// than kMostCharacters. Threads: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::plot {

inline constexpr std::size_t kMostCharacters = 400;  // of one text: names can be sent by anybody

/// Wrong UTF-8 becomes U+FFFD; line breaks become spaces.
std::string clean(std::string_view text);
/// Characters of a clean text, as a terminal counts columns (wide ones count two).
std::size_t columns(std::string_view text);
/// A clean text's characters, each as text; what is not ASCII can be made '?'.
std::vector<std::string> characters(std::string_view text);
std::string ascii_only(std::string_view text);
/// The most of a clean text that fits into so many columns, with "..." or an ellipsis at a cut.
std::string cut_to_columns(std::string_view text, std::size_t most, std::string_view ellipsis);

/// Width in the same units as the font's size: at least that of the usual sans-serif fonts.
double text_width(std::string_view text, double size);
/// The most that fits into the width, with an ellipsis where it was cut.
std::string cut_to_width(std::string_view text, double size, double width);
/// Broken at spaces; what is left after the last line is cut.
std::vector<std::string> wrapped(std::string_view text, double size, double width,
                                 std::size_t most_lines);

}  // namespace cordon::plot
