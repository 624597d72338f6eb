// A page of text for people: 80 columns, colours only where asked. It knows no outbreaks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::report {

inline constexpr std::size_t kColumns = 80;

enum class Ink { plain, bold, dim, red, yellow, green, cyan };

class Page {
 public:
  explicit Page(bool colour) : colour_(colour) {}

  /// Text in an ink, or as it is where the page has no colours.
  std::string inked(Ink ink, std::string_view text) const;
  void heading(std::string_view text);
  void blank() { text_ += '\n'; }
  void line(std::string_view text);
  /// Wraps words at kColumns; further lines are indented by `hang`. The text must be without ink.
  void paragraph(std::string_view text, std::size_t indent = 0, std::size_t hang = 0);
  const std::string& text() const { return text_; }

 private:
  bool colour_;
  std::string text_;
};

inline constexpr std::size_t kMostListed = 12;  // of each list, unless verbose

/// "1,234 hosts", "1 host".
std::string plural(std::uint64_t count, const char* one, const char* many);
/// Columns that a terminal needs for it: UTF-8 letters and escapes counted as they show.
std::size_t width_of(std::string_view text);
/// Filled with spaces up to `columns`.
std::string padded(std::string_view text, std::size_t columns);

}  // namespace cordon::report
