#include "report/first_edges.h"

#include <fmt/format.h>

#include "base/time.h"

namespace cordon::report {

void put_first_edges(const trace::Outbreak& outbreak, bool verbose, Page& page) {
  if (outbreak.first_edges.empty()) return;
  page.blank();
  page.heading("  Over which contacts it began, by contacts alone");
  std::size_t listed = 0;
  for (const trace::FirstEdge& edge : outbreak.first_edges) {
    if (!verbose && ++listed > kMostListed) {
      page.line(fmt::format("  ... and {} more (-v lists them)",
                            outbreak.first_edges.size() - kMostListed));
      break;
    }
    page.line(fmt::format("  {} {} to {} ({:.2f})", clock_text(edge.at),
                          padded(edge.from.text(), 15), padded(edge.to.text(), 15),
                          edge.probability));
  }
}

}  // namespace cordon::report
