#include "epidemic/matrix_mixing.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace cordon::epidemic {
namespace {

constexpr std::uint32_t kChangesBetweenSums = 4096;  // rounding errors grow with each

int longest_preference(const Worm& worm) {
  int longest = 0;
  if (!worm.is_ordered())
    for (const LocalShare& local : worm.local)
      if (local.share > 0) longest = std::max(longest, local.prefix_length);
  return longest;
}

std::uint32_t first_bits(std::uint32_t address, int length) {
  return length == 0 ? 0 : address >> (32 - length);
}

// Distinct host addresses of a segment, in order.
std::vector<std::uint32_t> addresses_in(const Segment& segment, Random& random) {
  const std::uint32_t base = segment.cidr.base().v4_number();
  const std::uint64_t size = std::uint64_t{1} << (32 - segment.cidr.length());
  const std::uint64_t edge = size > 2 ? 1 : 0;  // neither the network's address nor the broadcast's
  std::vector<std::uint32_t> list;
  if (segment.vulnerable * 2 > size) {  // dense: choose by walking all (selection sampling)
    std::uint64_t needed = segment.vulnerable, left = size - 2 * edge;
    for (std::uint64_t i = edge; needed > 0; ++i, --left)
      if (random.below(left) < needed) {
        list.push_back(base + static_cast<std::uint32_t>(i));
        --needed;
      }
    return list;
  }
  while (list.size() < segment.vulnerable) {
    for (std::size_t i = list.size(); i < segment.vulnerable; ++i)
      list.push_back(base + static_cast<std::uint32_t>(edge + random.below(size - 2 * edge)));
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return list;
}

// Cuts each segment's run of hosts into cells of at most this length of prefix.
void cut(const Network& network, const Population& population, int length, MatrixCells& cells) {
  cells.cell_begin.clear();
  cells.segment_of.clear();
  cells.prefix_of.clear();
  Host host = 0;
  for (std::size_t s = 0; s < network.segments.size(); ++s) {
    const Segment& segment = network.segments[s];
    const int cell_length = std::max(length, segment.cidr.length());
    const Host end = host + static_cast<Host>(segment.vulnerable);
    while (host < end) {
      const std::uint32_t network_bits = first_bits(population.addresses[host], cell_length);
      cells.cell_begin.push_back(host);
      cells.segment_of.push_back(s);
      cells.prefix_of.emplace_back(net::Address::v4(population.addresses[host]), cell_length);
      while (host < end && first_bits(population.addresses[host], cell_length) == network_bits)
        ++host;
    }
  }
  cells.cell_begin.push_back(host);
}

}  // namespace

Population populate(const Network& network, std::uint64_t seed) {
  Random random(combine(seed, 0x706c616365));
  Population population;
  for (const Segment& segment : network.segments) {
    const auto here = addresses_in(segment, random);
    population.addresses.insert(population.addresses.end(), here.begin(), here.end());
  }
  return population;
}

double chance_per_probe(const net::Prefix& from, const net::Prefix& to, const Worm& worm) {
  const int known = std::min(from.length(), to.length());
  double anywhere = 1, chance = 0;
  if (!worm.is_ordered())
    for (const LocalShare& local : worm.local) {
      anywhere -= local.share;
      // The bits that both prefixes fix must agree; each further one does by half a chance.
      const int fixed = std::min(known, local.prefix_length);
      if (first_bits(from.base().v4_number(), fixed) != first_bits(to.base().v4_number(), fixed))
        continue;
      chance += local.share * std::ldexp(1.0, fixed - local.prefix_length) *
                std::ldexp(1.0, local.prefix_length - 32);
    }
  return chance + std::max(0.0, anywhere) * std::ldexp(1.0, -32);
}

MatrixCells cells_of(const Network& network, const Population& population, const Worm& worm,
                     double mean_units) {
  MatrixCells cells;
  cells.network = &network;
  cells.ports = worm.ports;
  cut(network, population, longest_preference(worm), cells);
  if (cells.size() > kMostCells) cut(network, population, 0, cells);
  CHECK(cells.size() <= kMostCells);
  cells.per_probe.resize(cells.size() * cells.size());
  for (std::size_t from = 0; from < cells.size(); ++from)
    for (std::size_t to = 0; to < cells.size(); ++to)
      cells.per_probe[from * cells.size() + to] =
          chance_per_probe(cells.prefix_of[from], cells.prefix_of[to], worm);
  cells.outside_units = network.infected_outside * mean_units * std::ldexp(1.0, -32);
  return cells;
}

MatrixMixing::MatrixMixing(const MatrixCells& cells)
    : cells_(cells),
      size_(cells.size()),
      chance_(cells.per_probe),
      outside_(size_),
      susceptible_(size_),
      rate_(size_),
      pressure_(size_),
      weights_(size_) {
  enter(Stretch{});
}

void MatrixMixing::clear() {
  std::fill(susceptible_.begin(), susceptible_.end(), 0);
  std::fill(rate_.begin(), rate_.end(), 0);
  sum_pressure();
}

void MatrixMixing::enter(const Stretch& stretch) {
  const Network& network = *cells_.network;
  const std::size_t segments = network.segments.size();  // fewer than cells: asked once each
  std::vector<bool> open(segments * segments);
  for (std::size_t from = 0; from < segments; ++from)
    for (std::size_t to = 0; to < segments; ++to)
      open[from * segments + to] = network.open(from, to, cells_.ports, stretch.blocks);
  for (std::size_t from = 0; from < size_; ++from)
    for (std::size_t to = 0; to < size_; ++to)
      chance_[from * size_ + to] = open[cells_.segment_of[from] * segments + cells_.segment_of[to]]
                                       ? cells_.per_probe[from * size_ + to]
                                       : 0;
  for (std::size_t to = 0; to < size_; ++to) {
    const bool presses = stretch.spreading && network.open(kOutside, cells_.segment_of[to],
                                                           cells_.ports, stretch.blocks);
    outside_[to] = presses ? cells_.outside_units : 0;
  }
  sum_pressure();
}

void MatrixMixing::sum_pressure() {
  changes_ = 0;
  pressure_ = outside_;
  for (std::size_t from = 0; from < size_; ++from)
    if (rate_[from] > 0)
      for (std::size_t to = 0; to < size_; ++to)
        pressure_[to] += static_cast<double>(rate_[from]) * chance_[from * size_ + to];
  weigh_all();
}

void MatrixMixing::weigh_all() {
  for (std::size_t to = 0; to < size_; ++to)
    weights_.put(to, static_cast<double>(susceptible_[to]) * pressure_[to]);
  weights_.sum();
}

void MatrixMixing::add_susceptible(Cell cell, std::int64_t hosts) {
  susceptible_[cell] += static_cast<std::uint64_t>(hosts);
  weights_.set(cell, static_cast<double>(susceptible_[cell]) * pressure_[cell]);
}

void MatrixMixing::set_susceptible(const std::vector<std::uint32_t>& by_cell) {
  std::copy(by_cell.begin(), by_cell.end(), susceptible_.begin());
  weigh_all();
}

void MatrixMixing::add_rate(Cell cell, std::int64_t units) {
  rate_[cell] += static_cast<RateUnits>(units);
  if (rate_[cell] == 0 || ++changes_ > kChangesBetweenSums) return sum_pressure();
  const double* chance = &chance_[cell * size_];
  for (std::size_t to = 0; to < size_; ++to)
    pressure_[to] += static_cast<double>(units) * chance[to];
  weigh_all();
}

Mixing::Meeting MatrixMixing::draw(Random& random) const {
  Meeting meeting;
  meeting.target = static_cast<Cell>(weights_.find(random.unit() * weights_.total()));
  double left = random.unit() * pressure_[meeting.target] - outside_[meeting.target];
  meeting.outside = left < 0;
  // The last that can be the source is it where rounding leaves a rest.
  for (Cell from = 0; from < size_ && !meeting.outside; ++from) {
    const double rate = static_cast<double>(rate_[from]) * chance_[from * size_ + meeting.target];
    if (rate <= 0) continue;
    meeting.from = from;
    meeting.to = from + 1;
    if (left < rate) break;
    left -= rate;
  }
  return meeting;
}

void MatrixMixing::pressure(const std::vector<double>& rates, std::vector<double>& per_host) const {
  per_host = outside_;
  for (std::size_t from = 0; from < size_; ++from)
    if (rates[from] > 0)
      for (std::size_t to = 0; to < size_; ++to)
        per_host[to] += rates[from] * chance_[from * size_ + to];
}

}  // namespace cordon::epidemic
