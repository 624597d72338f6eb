#include "pipeline/sensors.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace cordon::pipeline {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::optional<net::Address> address_in(std::string_view name) {
  for (std::size_t begin = 0; begin < name.size(); ++begin) {
    if (!is_digit(name[begin]) || (begin > 0 && is_digit(name[begin - 1]))) continue;
    std::size_t end = begin;
    int dots = 0;
    while (end < name.size() &&
           (is_digit(name[end]) ||
            (name[end] == '.' && dots < 3 && end + 1 < name.size() && is_digit(name[end + 1])))) {
      dots += name[end] == '.';
      ++end;
    }
    if (dots == 3)
      if (const auto address = net::Address::parse(name.substr(begin, end - begin))) return address;
  }
  return std::nullopt;
}

}  // namespace

std::string stem_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  std::string stem = path;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view end : {".gz", ".zst", ".old"})
      if (stem.size() > begin + end.size() && stem.ends_with(end)) {
        stem.resize(stem.size() - end.size());
        again = true;
      }
    // ".3", "-20240101", ".2024-01-01": digits, and what sets them off.
    std::size_t mark = stem.size();
    while (mark > begin && (is_digit(stem[mark - 1]) || stem[mark - 1] == '-')) --mark;
    if (mark > begin && stem[mark - 1] == '.') --mark;
    const bool set_off = mark < stem.size() && !is_digit(stem[mark]);
    if (set_off && mark > begin && is_digit(stem.back())) {
      stem.resize(mark);
      again = true;
    }
  }
  return stem;
}

std::optional<net::Address> address_in_path(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return address_in(path);
  if (const auto address = address_in(std::string_view(path).substr(slash + 1))) return address;
  const std::string folder = path.substr(0, slash);
  return address_in(std::string_view(folder).substr(folder.rfind('/') + 1));
}

std::vector<Sensor> sensors_of(const std::vector<LogFile>& files, const LogOptions& options) {
  std::vector<Sensor> sensors;
  std::map<std::pair<std::string, std::string>, std::size_t> known;  // by kind, and host or stem
  std::uint32_t stand_ins = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const LogFile& file = files[i];
    Sensor sensor;
    sensor.kind = file.kind;
    if (const auto* host = given_for(file.path, options.hosts)) {
      sensor.host = *host;
    } else if (!file.names_server) {
      if (const auto in_path = address_in_path(file.path))
        sensor.host = *in_path;
      else
        sensor.stand_in = true;
    }
    // Zeek's and Suricata's files of one folder are one sensor's.
    sensor.stem = file.names_server ? file.path.substr(0, file.path.rfind('/') + 1) + file.kind
                                    : stem_of(file.path);
    const std::string who = sensor.host.is_unspecified() ? sensor.stem : sensor.host.text();
    const auto [at, added] = known.try_emplace({file.kind, who}, sensors.size());
    if (added) {
      if (sensor.stand_in) sensor.host = net::Address::v4(++stand_ins);
      sensors.push_back(sensor);
    }
    sensors[at->second].files.push_back(i);
  }
  for (Sensor& sensor : sensors)
    std::sort(sensor.files.begin(), sensor.files.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(files[a].path, a) < std::pair(files[b].path, b);
    });
  return sensors;
}

}  // namespace cordon::pipeline
