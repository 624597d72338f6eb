#include "plot/tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "plot/chart.h"
#include "plot/number_text.h"
#include "plot/style.h"
#include "plot/tree_rows.h"
#include "plot/words.h"

namespace cordon::plot {
namespace {

constexpr double kWidth = 800, kRow = 24, kDot = 4.5, kLeft = 24;
constexpr double kBeside = kDot + 5, kGap = 8;  // of words from their dot, and from each other
constexpr double kWidestLabel = 300;
constexpr std::size_t kHighFrom = 25;  // rows, from which on time stands above too

const char* class_of(Tree::Node::Kind kind) {
  switch (kind) {
    case Tree::Node::Kind::outside: return "node outside";
    case Tree::Node::Kind::suspected: return "node suspected";
    case Tree::Node::Kind::confirmed: break;
  }
  return "node";
}

class Drawing {
 public:
  explicit Drawing(const Tree& tree)
      : tree_(tree),
        rows_(rows_of(tree.nodes, kMostRows)),
        area_(area()),
        svg_(kWidth, area_.bottom + height_below(tree.time),
             tree.captions.title + ". " + tree.captions.subtitle),
        across_(scale()) {}

  std::string draw() {
    draw_legend(draw_captions(svg_, tree_.captions, kWidth));
    draw_x_axis(svg_, tree_.time, across_, area_);
    if (is_high()) draw_words_above(svg_, tree_.time, across_, area_);
    for (std::size_t i = 0; i < rows_.size(); ++i) draw_edge(i);
    for (std::size_t i = 0; i < rows_.size(); ++i) draw_host(i);
    return svg_.done();
  }

 private:
  bool is_high() const { return rows_.size() > kHighFrom; }
  Box area() const {
    const double top = height_of_captions(tree_.captions, kWidth) + (is_high() ? 46 : 24);
    const double high = kRow * static_cast<double>(std::max<std::size_t>(rows_.size(), 1));
    return {kLeft, top, kWidth - kLeft, top + high + 10};
  }

  const Tree::Node& node(std::size_t row) const { return tree_.nodes[rows_[row].node]; }
  double x_of(std::size_t row) const { return across_.at(node(row).time); }
  double y_of(std::size_t row) const {
    return area_.top + kRow * (static_cast<double>(row) + 0.5) + 5;
  }
  std::string label_of(std::size_t row) const {
    return cut_to_width(clean(node(row).label), kLabelSize, kWidestLabel);
  }
  std::string fold_of(std::size_t row) const {
    const std::size_t folded = rows_[row].folded;
    return folded == 0 ? std::string() : fmt::format("+{} more", grouped(folded));
  }
  // What stands to the right of a host; its probability may be among it.
  double width_beside(std::size_t row) const {
    const double fold = text_width(fold_of(row), kSmallSize);
    return kBeside + text_width(label_of(row), kLabelSize) + kGap +
           text_width("100 %", kSmallSize) + (fold > 0 ? fold + kGap : 0);
  }

  // The words of the last host need room to the right of it: the scale ends before the area does.
  Scale scale() const {
    Extent times(tree_.time.is_logarithmic());
    for (std::size_t row = 0; row < rows_.size(); ++row) times.add(node(row).time);
    const Ends ends = ends_of(tree_.time, times.low(), times.high(), false);
    const double left = area_.left + 10;
    const Scale shares(ends.low, ends.high, tree_.time.is_logarithmic(), 0, 1);
    double right = area_.right;
    for (std::size_t row = 0; row < rows_.size(); ++row)
      if (const double share = shares.at(node(row).time); share > 0.01)
        right = std::min(right, left + (area_.right - width_beside(row) - left) / share);
    return {ends.low, ends.high, tree_.time.is_logarithmic(), left, std::max(right, left + 200)};
  }

  bool any(Tree::Node::Kind kind) const {
    return std::any_of(rows_.begin(), rows_.end(),
                       [&](const TreeRow& row) { return tree_.nodes[row.node].kind == kind; });
  }

  void draw_legend(double top) {
    double x = 20;
    const auto word = [&](std::string_view text, double swatch) {
      svg_.text(x + swatch, top + 12, text, "");
      x += swatch + text_width(text, kLabelSize) + 20;
    };
    using Kind = Tree::Node::Kind;
    for (const auto& [kind, name] :
         {std::pair(Kind::outside, "outside"), std::pair(Kind::suspected, "suspected"),
          std::pair(Kind::confirmed, "confirmed")}) {
      if (!any(kind)) continue;
      svg_.element("circle",
                   {{"class", class_of(kind)}, {"cx", x + 5}, {"cy", top + 8}, {"r", kDot}});
      word(name, 16);
    }
    svg_.line(x, top + 8, x + 24, top + 8, "edge unsure");
    word(fmt::format("parent less than {} sure", share_text(tree_.uncertain_below)), 30);
  }

  void draw_edge(std::size_t row) {
    const double x = x_of(row), y = y_of(row);
    if (rows_[row].last_below != 0) svg_.line(x, y, x, y_of(rows_[row].last_below), "edge");
    if (!rows_[row].above) return;
    const double probability = node(row).probability;
    const bool unsure = is_known(probability) && probability < tree_.uncertain_below;
    svg_.line(x_of(*rows_[row].above), y, x, y, unsure ? "edge unsure" : "edge");
  }

  void draw_host(std::size_t row) {
    const Tree::Node& host = node(row);
    const double x = x_of(row), y = y_of(row);
    std::string note = value_text(tree_.time, host.time);
    if (!host.note.empty()) note = host.note + ", " + note;
    svg_.element("circle", {{"class", class_of(host.kind)}, {"cx", x}, {"cy", y}, {"r", kDot}},
                 note);
    double beside = x + kBeside;
    const auto put = [&](const std::string& words, double size, std::string_view kind) {
      if (words.empty()) return;
      svg_.text(beside, y + 4, words, kind);
      beside += text_width(words, size) + kGap;
    };
    put(label_of(row), kLabelSize, "strong halo");
    if (rows_[row].above && is_known(host.probability)) {
      const std::string probability = share_text(std::clamp(host.probability, 0.0, 1.0));
      // On its edge where that is long enough.
      if (x - x_of(*rows_[row].above) > text_width(probability, kSmallSize) + 4 * kDot)
        svg_.text(x - kBeside, y - 4, probability, "small", Svg::Anchor::end);
      else
        put(probability, kSmallSize, "small halo");
    }
    put(fold_of(row), kSmallSize, "small fold");
  }

  const Tree& tree_;
  std::vector<TreeRow> rows_;
  Box area_;
  Svg svg_;
  Scale across_;
};

}  // namespace

std::string tree_svg(const Tree& tree) { return Drawing(tree).draw(); }

}  // namespace cordon::plot
