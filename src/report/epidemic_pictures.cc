#include "report/epidemic_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace cordon::report {
namespace {

double clock_of(Time time) { return static_cast<double>(to_ns(time)) / 1e9; }

plot::FanPoint fan_point(double x, const epidemic::Quantiles& q) {
  return {x, q.q50, q.q25, q.q75, q.q5, q.q95};
}

// Where the best measure leaves a small part of what would fall, only a logarithm shows both.
bool is_wide(const epidemic::WhatIf& what_if) {
  constexpr double kWide = 30;
  double least = 1e300, most = 0;
  for (const epidemic::Effect& effect : what_if.effects) {
    least = std::min(least, std::max(1.0, effect.infected.median));
    most = std::max(most, effect.infected.median);
  }
  return most > kWide * least;
}

}  // namespace

plot::Growth picture_of(const epidemic::Ensemble& ensemble, std::string title,
                        std::string subtitle) {
  plot::Growth picture;
  picture.captions = {std::move(title), std::move(subtitle)};
  const auto& bands = ensemble.bands;
  for (std::size_t i = 0; i < bands[2].size(); ++i)
    picture.fan.push_back({bands[2][i].time, bands[2][i].ever, bands[1][i].ever, bands[3][i].ever,
                           bands[0][i].ever, bands[4][i].ever});
  return picture;
}

plot::Growth picture_of(const epidemic::Trajectory& trajectory, std::string title,
                        std::string subtitle) {
  plot::Growth picture;
  picture.captions = {std::move(title), std::move(subtitle)};
  picture.median_name = "ever infected";
  for (const epidemic::TrajectoryPoint& point : trajectory.points) {
    plot::FanPoint at;
    at.x = point.time;
    at.median = point.ever;
    picture.fan.push_back(at);
  }
  return picture;
}

plot::Growth picture_of(const epidemic::Counts& counts, const epidemic::Forecast* forecast,
                        std::string title, std::string subtitle) {
  plot::Growth picture;
  picture.captions = {std::move(title), std::move(subtitle)};
  picture.x.unit = plot::Unit::clock;
  picture.observed_name = "seen";
  picture.median_name = "forecast, median";
  const auto cumulative = counts.cumulative();
  double at = clock_of(counts.begin);
  picture.observed.push_back({at, static_cast<double>(counts.before)});
  for (std::size_t i = 0; i < counts.steps.size(); ++i)
    picture.observed.push_back({at += counts.steps[i].length, static_cast<double>(cumulative[i])});
  if (forecast == nullptr) return picture;
  picture.marks.push_back({plot::Mark::Along::x, clock_of(counts.end()), "now"});
  for (const epidemic::FanStep& step : forecast->fan)
    picture.fan.push_back(fan_point(clock_of(step.at), step.infected));
  if (forecast->final_size.known)
    picture.marks.push_back({plot::Mark::Along::y, forecast->final_size.known->q50, "final size"});
  return picture;
}

plot::Reproduction picture_of(const epidemic::Reproduction& reproduction, std::string title) {
  plot::Reproduction picture;
  picture.captions = {std::move(title), ""};
  picture.x.unit = plot::Unit::clock;
  for (const epidemic::ReproductionStep& step : reproduction.steps)
    picture.r.push_back(fan_point(clock_of(step.until), step.r));
  return picture;
}

plot::Comparison picture_of(const epidemic::WhatIf& what_if, std::string title) {
  plot::Comparison picture;
  picture.captions = {std::move(title), "hosts ever infected, median of the runs"};
  picture.y.logarithmic = is_wide(what_if);
  for (const epidemic::Effect& effect : what_if.effects) {
    plot::Comparison::Curve curve;
    curve.name = effect.measure;
    for (std::size_t i = 0; i < effect.median.size(); ++i) {
      plot::FanPoint at;
      at.x = static_cast<double>(i) * what_if.step;
      at.median = effect.median[i];
      curve.points.push_back(at);
    }
    picture.curves.push_back(std::move(curve));
  }
  return picture;
}

plot::Tree tree_of(const trace::Outbreak& outbreak) {
  plot::Tree tree;
  tree.captions = {outbreak.strain_name + ": who infected whom", ""};
  std::map<net::Address, std::size_t> index;
  for (const trace::Infection& infection : outbreak.infections) {
    index.emplace(infection.host, tree.nodes.size());
    plot::Tree::Node node;
    node.label = infection.host.text();
    node.kind = infection.status == trace::Status::confirmed ? plot::Tree::Node::Kind::confirmed
                                                             : plot::Tree::Node::Kind::suspected;
    const Time at = infection.infected_at != kNoTime ? infection.infected_at : infection.onset;
    node.time = at == kNoTime ? plot::kUnknown : clock_of(at);
    node.note = fmt::format("{:.0f} % sure", 100 * infection.confidence);
    tree.nodes.push_back(std::move(node));
  }
  const std::size_t infected = tree.nodes.size();
  for (std::size_t i = 0; i < infected; ++i) {
    const trace::Parent& parent = outbreak.infections[i].infected_by.front();
    if (parent.unseen) continue;
    const auto [at, is_new] = index.emplace(parent.host, tree.nodes.size());
    if (is_new) {
      plot::Tree::Node node;
      node.label = parent.host.text();
      node.kind = plot::Tree::Node::Kind::outside;
      node.time = tree.nodes[i].time;
      tree.nodes.push_back(std::move(node));
    }
    tree.nodes[i].parent = at->second;
    tree.nodes[i].probability = parent.probability;
  }
  return tree;
}

plot::AddressMap map_of(const epidemic::World& world, const epidemic::Trajectory& run,
                        std::string title) {
  plot::AddressMap map;
  map.captions = {std::move(title), "infected hosts by network, along the Hilbert curve"};
  for (const epidemic::Infection& infection : run.infections)
    if (infection.host < world.population.public_hosts())
      map.counts.push_back({world.population.addresses[infection.host], 1});
  return map;
}

plot::AddressMap map_of(const trace::Outbreak& outbreak) {
  plot::AddressMap map;
  map.captions = {outbreak.strain_name + ": where its senders are", ""};
  for (const trace::Sender& sender : outbreak.senders)
    if (sender.host.is_v4()) map.counts.push_back({sender.host.v4_number(), 1});
  return map;
}

}  // namespace cordon::report
