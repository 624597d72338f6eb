#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "plot/address_map.h"
#include "plot/hilbert.h"

namespace cordon::plot {
namespace {

constexpr int kMostBits = 16;  // of addresses that differ within a view: 256 x 256 squares

std::uint32_t mask_of(int length) { return length == 0 ? 0 : ~std::uint32_t{0} << (32 - length); }

}  // namespace

std::size_t Squares::level(double count, std::size_t levels) const {
  if (!(most > least)) return levels - 1;
  const double share = std::log(count / least) / std::log(most / least);
  const double level = std::clamp(share, 0.0, 1.0) * static_cast<double>(levels);
  return std::min(static_cast<std::size_t>(level), levels - 1);
}

Squares squares_of(const AddressMap& map, int square_length) {
  const int bits = square_length - map.view_length;
  CHECK(map.view_length % 8 == 0 && map.view_length >= 0 && map.view_length <= 16);
  CHECK(bits >= 0 && bits <= kMostBits && bits % 2 == 0);
  Squares squares;
  squares.side = std::size_t{1} << bits / 2;
  squares.counts.assign(squares.side * squares.side, 0);
  const Square corner = square_of(map.view, map.view_length);
  for (const AddressMap::Count& each : map.counts) {
    if (!is_known(each.count) || each.count <= 0) continue;
    if (((each.address ^ map.view) & mask_of(map.view_length)) != 0) continue;
    const Square square = square_of(each.address, square_length);
    const std::size_t x = square.x - (corner.x << bits / 2), y = square.y - (corner.y << bits / 2);
    double& count = squares.counts[y * squares.side + x];
    count = std::min(count + each.count, kLargest);
  }
  for (const double count : squares.counts) {
    if (count <= 0) continue;
    squares.least = squares.taken == 0 ? count : std::min(squares.least, count);
    squares.most = std::max(squares.most, count);
    ++squares.taken;
  }
  return squares;
}

}  // namespace cordon::plot
