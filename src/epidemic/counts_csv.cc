#include "epidemic/counts_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "epidemic/counts_table.h"

namespace cordon::epidemic {
namespace {

class Steps {
 public:
  Steps(const Table& table, const std::string& name) : table_(table), name_(name) {}

  Result<Counts> make() {
    if (table_.rows.size() < 2)
      return fail("read counts from", name_, "fewer than two rows", "give a series over time");
    counts_.begin = table_.rows.front().time;
    auto done =
        table_.is(Column::fresh) || !table_.is(Column::cumulative) ? by_step() : by_reading();
    if (!done) return tl::unexpected(done.error());
    return std::move(counts_);
  }

 private:
  tl::unexpected<Error> wrong(const TableRow& row, std::string cause, std::string remedy) const {
    return fail("read counts from", fmt::format("{}:{}", name_, row.line), std::move(cause),
                std::move(remedy));
  }
  double value(const TableRow& row, Column column) const {
    return row.values[static_cast<std::size_t>(column)];
  }

  CountStep step_of(const TableRow& row, Duration length, double count) const {
    CountStep step;
    step.length = seconds(length);
    step.count = static_cast<std::uint64_t>(count);
    if (table_.is(Column::packets))
      step.packets = static_cast<std::uint64_t>(value(row, Column::packets));
    step.containment.isolated = value(row, Column::isolated);
    step.containment.patched = value(row, Column::patched);
    if (table_.is(Column::contact_rate))
      step.containment.contact_rate = value(row, Column::contact_rate);
    return step;
  }

  // The length that most steps have; nothing where they differ.
  Duration usual() const {
    std::vector<Duration> lengths;
    for (std::size_t i = 1; i < table_.rows.size(); ++i)
      lengths.push_back(table_.rows[i].time - table_.rows[i - 1].time);
    std::sort(lengths.begin(), lengths.end());
    const Duration median = lengths[lengths.size() / 2];
    const auto alike = std::count(lengths.begin(), lengths.end(), median);
    return 2 * static_cast<std::size_t>(alike) >= lengths.size() ? median : Duration::zero();
  }

  Result<void> by_step() {
    const Column column = table_.is(Column::fresh) ? Column::fresh : Column::active;
    counts_.counted = column == Column::fresh ? Counted::new_hosts : Counted::active_hosts;
    const Duration usual_length = usual();
    Duration length = usual_length;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const TableRow& row = table_.rows[i];
      const bool last = i + 1 == table_.rows.size();
      if (!last) length = table_.rows[i + 1].time - row.time;
      std::int64_t quiet = 0;
      if (usual_length > Duration::zero()) {
        if (!last) quiet = (length + usual_length / 2) / usual_length - 1;
        if (quiet > kLongestGap)
          return wrong(row, fmt::format("the next row is {} steps later", quiet + 1),
                       "give rows of 0 if somebody looked, or a file for each stretch");
        if (quiet > 0 || last) length = usual_length;
      }
      counts_.steps.push_back(step_of(row, length, value(row, column)));
      TableRow nothing;
      nothing.values[static_cast<std::size_t>(Column::contact_rate)] =
          value(row, Column::contact_rate);
      for (; quiet > 0; --quiet) counts_.steps.push_back(step_of(nothing, usual_length, 0));
      if (counts_.steps.size() > kMostCountSteps)
        return wrong(row, fmt::format("there are more than {} steps", kMostCountSteps),
                     "count in longer steps");
    }
    return {};
  }

  Result<void> by_reading() {
    counts_.before = static_cast<std::uint64_t>(value(table_.rows.front(), Column::cumulative));
    for (std::size_t i = 1; i < table_.rows.size(); ++i) {
      const TableRow &row = table_.rows[i], &before = table_.rows[i - 1];
      const double more = value(row, Column::cumulative) - value(before, Column::cumulative);
      if (more < 0)
        return wrong(row, "the cumulative count falls",
                     "name the column new or active if it is not cumulative");
      counts_.steps.push_back(step_of(row, row.time - before.time, more));
    }
    return {};
  }

  const Table& table_;
  const std::string& name_;
  Counts counts_;
};

}  // namespace

Result<Counts> parse_counts(std::string_view text, const std::string& name) {
  const auto table = parse_table(text, name);
  if (!table) return tl::unexpected(table.error());
  return Steps(*table, name).make();
}

Result<Counts> read_counts(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail("read counts from", path, "it cannot be opened", "check the path");
  std::string text;
  text.resize(kMostCountBytes + 1);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (file.bad()) return fail("read counts from", path, "reading failed", "check the disk");
  if (text.size() > kMostCountBytes)
    return fail("read counts from", path, "it is larger than 64 MiB", "count in longer steps");
  return parse_counts(text, path);
}

}  // namespace cordon::epidemic
