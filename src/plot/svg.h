// Writes an SVG picture: elements, attributes, text; everything from outside is escaped.
//
// The picture is sized by its viewBox, draws itself on paper of its own, and is readable in light
// and in dark (prefers-color-scheme). It needs nothing from outside: no script, no font, no link.
// Classes and colours are in style.h. Numbers are written to a tenth; that none is a NaN is a
// promise of who calls (CHECK). Owner: the writer, until done(). Threads: one.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "plot/values.h"

namespace cordon::plot {

/// A coordinate: at most one decimal, no "-0".
std::string place(double value);

/// The d of a path.
class Path {
 public:
  Path& move(double x, double y) { return put('M', x, y); }
  Path& line(double x, double y) { return put('L', x, y); }
  Path& close();
  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

 private:
  Path& put(char command, double x, double y);
  std::string text_;
};

class Svg {
 public:
  struct Attribute {
    Attribute(std::string_view n, std::string_view v) : name(n), value(v) {}
    Attribute(std::string_view n, const char* v) : name(n), value(v) {}
    Attribute(std::string_view n, const std::string& v) : name(n), value(v) {}
    Attribute(std::string_view n, double v) : name(n), value(place(v)) {}
    std::string_view name;
    std::string value;
  };
  using Attributes = std::initializer_list<Attribute>;
  enum class Anchor { start, middle, end };

  /// `label` says in words what is to be seen; `style` is added to the common one.
  Svg(double width, double height, std::string_view label, std::string_view style = {});

  void element(std::string_view name, Attributes attributes, std::string_view tooltip = {});
  void open(std::string_view name, Attributes attributes, std::string_view tooltip = {});
  void close();
  void line(double x1, double y1, double x2, double y2, std::string_view kind);
  void path(const Path& path, std::string_view kind, std::string_view tooltip = {});
  void text(double x, double y, std::string_view words, std::string_view kind,
            Anchor anchor = Anchor::start);
  /// The picture; the writer is empty then.
  std::string done();

 private:
  void begin(std::string_view name, Attributes attributes);
  void tooltip_or_end(std::string_view tooltip, std::string_view name);

  std::string out_;
  std::vector<std::string> opened_;
};

}  // namespace cordon::plot
