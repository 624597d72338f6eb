#include "plot/svg.h"

#include <fmt/format.h>

#include "base/check.h"
#include "plot/style.h"
#include "plot/words.h"

namespace cordon::plot {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : clean(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

// Our own values, which may be long: no cleaning, which would cut them, is needed.
bool is_plain(std::string_view value) {
  return value.find_first_of("&<>\"") == std::string_view::npos;
}

}  // namespace

std::string place(double value) {
  CHECK(is_known(value));
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.erase(text.size() - 2);
  return text == "-0" ? "0" : text;
}

Path& Path::put(char command, double x, double y) {
  text_ += command;
  text_ += place(x);
  text_ += ' ';
  text_ += place(y);
  return *this;
}

Path& Path::close() {
  text_ += 'Z';
  return *this;
}

Svg::Svg(double width, double height, std::string_view label, std::string_view style) {
  open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
               {"class", "cordon-plot"},
               {"viewBox", fmt::format("0 0 {} {}", place(width), place(height))},
               {"role", "img"},
               {"aria-label", clean(label)}});
  out_ += fmt::format("<style>{}{}</style>\n", kStyle, style);
  element("rect", {{"class", "paper"}, {"width", width}, {"height", height}});
}

void Svg::begin(std::string_view name, Attributes attributes) {
  out_ += '<';
  out_ += name;
  for (const Attribute& each : attributes) {
    out_ += fmt::format(" {}=\"", each.name);
    out_ += is_plain(each.value) ? each.value : escaped(each.value);
    out_ += '"';
  }
}

void Svg::element(std::string_view name, Attributes attributes, std::string_view tooltip) {
  begin(name, attributes);
  if (tooltip.empty())
    out_ += "/>\n";
  else
    out_ += fmt::format("><title>{}</title></{}>\n", escaped(tooltip), name);
}

void Svg::open(std::string_view name, Attributes attributes, std::string_view tooltip) {
  begin(name, attributes);
  out_ += ">";
  if (!tooltip.empty()) out_ += fmt::format("<title>{}</title>", escaped(tooltip));
  out_ += '\n';
  opened_.emplace_back(name);
}

void Svg::close() {
  CHECK(!opened_.empty());
  out_ += fmt::format("</{}>\n", opened_.back());
  opened_.pop_back();
}

void Svg::line(double x1, double y1, double x2, double y2, std::string_view kind) {
  element("line", {{"class", kind}, {"x1", x1}, {"y1", y1}, {"x2", x2}, {"y2", y2}});
}

void Svg::path(const Path& path, std::string_view kind, std::string_view tooltip) {
  if (!path.empty()) element("path", {{"class", kind}, {"d", path.text()}}, tooltip);
}

void Svg::text(double x, double y, std::string_view words, std::string_view kind, Anchor anchor) {
  const std::string harmless = escaped(words);
  if (harmless.empty()) return;
  begin("text", {{"class", kind}, {"x", x}, {"y", y}});
  if (anchor != Anchor::start)
    out_ += anchor == Anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
  out_ += fmt::format(">{}</text>\n", harmless);
}

std::string Svg::done() {
  close();
  CHECK(opened_.empty());
  return std::move(out_);
}

}  // namespace cordon::plot
