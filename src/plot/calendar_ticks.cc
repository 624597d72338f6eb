#include "plot/calendar_ticks.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>

#include "base/check.h"
#include "plot/number_text.h"

namespace cordon::plot {
namespace {

constexpr double kDay = 86400, kFirst = -62135596800.0, kLast = 253402300799.0;  // years 1 to 9999
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr double kSteps[] = {1,    2,    5,    10,    15,    30,    60,   120,      300,     600,
                             1800, 3600, 7200, 10800, 21600, 43200, kDay, 2 * kDay, 7 * kDay};

struct Date {
  int year = 0, month = 0, day = 0;
};

Date date_of(double seconds) {
  const auto days = static_cast<int>(std::floor(seconds / kDay));
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return {int(date.year()), static_cast<int>(unsigned(date.month())),
          static_cast<int>(unsigned(date.day()))};
}

double start_of(int year, int month) {
  const std::chrono::sys_days day{std::chrono::year{year} /
                                  std::chrono::month{static_cast<unsigned>(month)} / 1};
  return kDay * static_cast<double>(day.time_since_epoch().count());
}

const char* month_of(const Date& date) { return kMonths[date.month - 1]; }

std::string clock(double at, bool with_seconds) {
  const auto of_day = static_cast<int>(at - std::floor(at / kDay) * kDay);
  std::string text = fmt::format("{:02}:{:02}", of_day / 3600, of_day / 60 % 60);
  return with_seconds ? text + fmt::format(":{:02}", of_day % 60) : text;
}

Ticks by_step(double low, double high, double step) {
  Ticks ticks;
  std::string said;
  const double first = std::ceil(low / step - 1e-9);
  for (std::size_t i = 0; i < kMostTicks; ++i) {
    const double at = (first + static_cast<double>(i)) * step;
    if (at < low) continue;
    if (at > high) break;
    const Date date = date_of(at);
    const std::string day = fmt::format("{} {}", date.day, month_of(date));
    std::string below =
        step < kDay ? fmt::format("{} {}", day, date.year) : fmt::format("{}", date.year);
    std::string label = step < kDay ? clock(at, step < 60) : day;
    ticks.major.push_back({at, std::move(label), below == said ? std::string() : below});
    said = std::move(below);
  }
  return ticks;
}

Ticks by_months(double low, double high, int months) {
  Ticks ticks;
  const Date first = date_of(low);
  int said = 0;
  // Counted from the year 0, so that quarters begin in January.
  int month = (first.year * 12 + first.month - 1 + months - 1) / months * months;
  for (; ticks.major.size() < kMostTicks && month < 9999 * 12; month += months) {
    const double at = start_of(month / 12, month % 12 + 1);
    if (at < low) continue;
    if (at > high) break;
    const int year = month / 12;
    if (months % 12 == 0) {
      ticks.major.push_back({at, fmt::format("{}", year), {}});
    } else {
      ticks.major.push_back({at, kMonths[month % 12], year == said ? "" : fmt::format("{}", year)});
      said = year;
    }
  }
  return ticks;
}

}  // namespace

bool has_calendar(double low, double high) { return low >= kFirst && high <= kLast; }

Ticks calendar_ticks(double low, double high, std::size_t most) {
  CHECK(has_calendar(low, high) && most > 0);
  const double least = (high - low) / static_cast<double>(most);
  const auto* step = std::lower_bound(std::begin(kSteps), std::end(kSteps), least);
  if (step != std::end(kSteps)) return by_step(low, high, *step);
  for (const int months :
       {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000})
    if (months * 30.4 * kDay >= least) return by_months(low, high, months);
  return by_months(low, high, 120000);
}

std::string moment_text(double at) {
  if (!(at >= kFirst && at <= kLast)) return number_text(at);
  const Date date = date_of(at);
  return fmt::format("{} {} {} {}", date.day, month_of(date), date.year,
                     clock(at, static_cast<long long>(at) % 60 != 0));
}

}  // namespace cordon::plot
