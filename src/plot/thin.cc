#include "plot/thin.h"

#include <algorithm>

namespace cordon::plot {
namespace {

double height_of(const Point& point) { return point.y; }
double height_of(const FanPoint& point) {
  return is_known(point.median) ? point.median : is_known(point.high90) ? point.high90 : 0;
}

template <class P>
std::vector<P> thinned_by_height(std::vector<P> points, std::size_t most) {
  std::stable_sort(points.begin(), points.end(), [](const P& a, const P& b) { return a.x < b.x; });
  if (points.size() <= most) return points;
  const std::size_t stretches = std::max<std::size_t>(most / 2, 2) - 1;
  std::vector<P> kept{points.front()};
  const std::size_t inner = points.size() - 2;
  for (std::size_t i = 0; i < stretches; ++i) {
    const auto begin = points.begin() + 1 + static_cast<std::ptrdiff_t>(inner * i / stretches);
    const auto end = points.begin() + 1 + static_cast<std::ptrdiff_t>(inner * (i + 1) / stretches);
    if (begin == end) continue;
    const auto [least, greatest] = std::minmax_element(
        begin, end, [](const P& a, const P& b) { return height_of(a) < height_of(b); });
    kept.push_back(*std::min(least, greatest));
    if (least != greatest) kept.push_back(*std::max(least, greatest));
  }
  kept.push_back(points.back());
  return kept;
}

}  // namespace

std::vector<Point> thinned(std::vector<Point> points, std::size_t most) {
  std::erase_if(points, [](const Point& p) { return !is_known(p.x) || !is_known(p.y); });
  return thinned_by_height(std::move(points), most);
}

std::vector<FanPoint> thinned(std::vector<FanPoint> points, std::size_t most) {
  std::erase_if(points, [](const FanPoint& p) { return !is_known(p.x); });
  return thinned_by_height(std::move(points), most);
}

}  // namespace cordon::plot
