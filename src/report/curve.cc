#include "report/curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace cordon::report {
namespace {

constexpr std::size_t kLeastStretches = 3;
constexpr std::size_t kMostColumns = 60;
constexpr const char* kBlocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

std::size_t place_of(const evidence::CurvePoint& point, const evidence::Curve& curve) {
  return static_cast<std::size_t>((point.at - curve.points.front().at) / curve.width);
}

std::string stretch_text(Duration width) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(width).count();
  if (minutes == 60 * 24) return "day";
  if (minutes % (60 * 24) == 0) return fmt::format("{} days", minutes / 60 / 24);
  if (minutes == 60) return "hour";
  if (minutes % 60 == 0) return fmt::format("{} hours", minutes / 60);
  return minutes == 1 ? "minute" : fmt::format("{} minutes", minutes);
}

std::string when(Time time, Duration width) {
  const std::string text = rfc3339(time);
  return width >= std::chrono::hours(24) ? text.substr(0, 10)
                                         : text.substr(0, 10) + " " + text.substr(11, 5);
}

}  // namespace

void put_curve(const evidence::Curve& curve, Page& page) {
  if (curve.points.size() < kLeastStretches) return;
  const std::size_t stretches = place_of(curve.points.back(), curve) + 1;
  const std::size_t a_column = (stretches + kMostColumns - 1) / kMostColumns;
  // A column of several stretches shows the busiest: a sum would count senders twice.
  std::vector<std::uint64_t> columns((stretches + a_column - 1) / a_column, 0);
  const evidence::CurvePoint* peak = &curve.points.front();
  for (const auto& point : curve.points) {
    auto& column = columns[place_of(point, curve) / a_column];
    column = std::max(column, point.senders);
    if (point.senders > peak->senders) peak = &point;
  }
  std::string line = "  ";
  for (const std::uint64_t value : columns)
    line += kBlocks[(value * 8 + peak->senders - 1) / peak->senders];
  page.blank();
  page.heading("  Senders over time");
  page.line(line);
  page.paragraph(fmt::format("{} to {}; {} in the busiest {}, of {}",
                             when(curve.points.front().at, curve.width),
                             when(curve.points.back().at, curve.width), grouped(peak->senders),
                             stretch_text(curve.width), when(peak->at, curve.width)),
                 2);
}

}  // namespace cordon::report
