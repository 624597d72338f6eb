#include "traffic/day_curve.h"

#include <cmath>
#include <cstdlib>

#include "base/text.h"

namespace cordon::traffic {
namespace {

constexpr double kHour = 3600, kDay = 86400;
constexpr double kSlice = 300;  // seconds within which the rate is taken as one
constexpr double kMostSlices = 10 * 366 * kDay / kSlice;  // ten years: then nothing comes
constexpr double kMostWeight = 1e9;

// Offices are busy from nine to five; web sites in the evening. After the shapes that Paxson and
// Floyd (1995) and Benson and others (2010) show; the figures are ours.
constexpr const char* kOffice = "2,2,1,1,1,2,4,8,16,24,27,26,22,25,27,26,22,15,9,6,5,4,3,2";
constexpr const char* kWeb = "10,7,5,4,3,4,6,9,12,14,15,16,17,17,17,17,18,19,21,24,25,24,20,15";

double second_of_day(Time time) {
  const double since = seconds(time.time_since_epoch());
  return since - std::floor(since / kDay) * kDay;
}

}  // namespace

Result<DayCurve> DayCurve::parse(std::string_view text) {
  DayCurve curve;
  if (text == "flat") return curve;
  curve.text_ = std::string(text);
  const std::string numbers = text == "office" ? kOffice : text == "web" ? kWeb : curve.text_;
  const auto parts = split(numbers, ',');
  const auto wrong = [&](std::string cause) {
    return fail("simulate", "--day-curve " + std::string(text), std::move(cause),
                "write flat, office, web, or 24 numbers with commas between");
  };
  if (parts.size() != curve.hours_.size())
    return wrong("it is no name of a curve, and not 24 numbers");
  double sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string part(trimmed(parts[i]));
    char* end = nullptr;
    curve.hours_[i] = std::strtod(part.c_str(), &end);
    if (part.empty() || *end != '\0' || !(curve.hours_[i] >= 0 && curve.hours_[i] <= kMostWeight))
      return wrong("'" + part + "' is no number from 0 to 1e9");
    sum += curve.hours_[i];
  }
  if (sum <= 0) return wrong("no hour has any traffic");
  for (double& hour : curve.hours_) hour *= static_cast<double>(curve.hours_.size()) / sum;
  return curve;
}

double DayCurve::at(Time time) const {
  const double hour = second_of_day(time) / kHour;
  const auto before = static_cast<std::size_t>(hour) % hours_.size();
  const double share = hour - std::floor(hour);
  return hours_[before] * (1 - share) + hours_[(before + 1) % hours_.size()] * share;
}

// The integral of the rate up to the next event is exponential, whatever the rate does.
Time DayCurve::after(Time now, double mean, Random& random) const {
  double left = random.exponential(mean);
  if (text_ == "flat") return now + duration_from_seconds(left);
  for (double i = 0; i < kMostSlices; ++i) {
    const double to_end = kSlice - std::fmod(second_of_day(now), kSlice);
    const double rate = at(now + duration_from_seconds(to_end / 2));
    if (rate * to_end > left) return now + duration_from_seconds(left / rate);
    left -= rate * to_end;
    now += duration_from_seconds(to_end) + 1ns;  // beyond the end, however it was rounded
  }
  return now;
}

}  // namespace cordon::traffic
