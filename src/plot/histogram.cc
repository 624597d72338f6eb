#include "plot/histogram.h"

#include <algorithm>

#include "base/check.h"
#include "plot/chart.h"
#include "plot/text_chart.h"

namespace cordon::plot {

std::string histogram_text(const Histogram& histogram, const Terminal& terminal) {
  CHECK(is_known(histogram.start) && is_known(histogram.width) && histogram.width > 0);
  // A bin is never narrower than a column, of which the axis' words take some.
  constexpr std::size_t kAxis = 16;
  const std::size_t room = terminal.columns() - kAxis;
  const std::size_t bins = std::max<std::size_t>(histogram.counts.size(), 1);
  const std::size_t together = (bins + room - 1) / room;
  std::vector<double> sums((bins + together - 1) / together, 0);
  for (std::size_t i = 0; i < histogram.counts.size(); ++i)
    if (is_known(histogram.counts[i]) && histogram.counts[i] > 0)
      sums[i / together] = std::min(sums[i / together] + histogram.counts[i], kLargest);
  const double wide = histogram.width * static_cast<double>(together);
  const double end = histogram.start + wide * static_cast<double>(sums.size());
  Extent up(histogram.y.is_logarithmic());
  for (const double sum : sums) up.add(sum);
  if (!histogram.y.is_logarithmic()) up.add(0);
  TextChart chart({histogram.captions,
                   histogram.x,
                   histogram.y,
                   ends_of(histogram.x, histogram.start, end, false),
                   ends_of(histogram.y, up.low(), up.high(), true),
                   {}},
                  terminal);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const double from = histogram.start + wide * static_cast<double>(i);
    if (sums[i] > 0) chart.bar(from, from + wide, sums[i]);
  }
  return chart.done();
}

}  // namespace cordon::plot
