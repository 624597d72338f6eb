#include "pipeline/sensors.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.h"

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

namespace {

bool is_set_off(char c) { return c == '.' || c == '-' || c == '_'; }

// How many bytes at the end of `name` only tell rotated files apart, with what sets them off: ".3",
// "-20240101", ".2024-01-01-12", "_20240101". A mere "-3" may be a machine's number.
std::size_t rotation_at_end(std::string_view name) {
  std::size_t begin = name.size(), digits = 0;
  while (begin > 0 && (is_digit(name[begin - 1]) || name[begin - 1] == '-')) {
    digits += is_digit(name[begin - 1]);
    --begin;
  }
  constexpr std::size_t kDate = 6;  // of a year of two digits, a month and a day
  const std::string_view tail = name.substr(begin);
  if (digits == 0 || !is_digit(name.back())) return 0;
  if (begin > 0 && is_set_off(name[begin - 1]))
    return name[begin - 1] == '.' || digits >= kDate ? tail.size() + 1 : 0;
  return begin > 0 && tail.front() == '-' && digits >= kDate ? tail.size() : 0;
}

// IIS: ex240109, u_ex24010912, nc240109, in240109.
std::size_t rotation_of_iis(std::string_view name) {
  for (const std::string_view prefix :
       {"ex", "u_ex", "u_extend", "extend", "nc", "u_nc", "ncsa", "in", "u_in", "inetsv"}) {
    if (name.size() <= prefix.size() || lowered(name.substr(0, prefix.size())) != prefix) continue;
    const std::string_view rest = name.substr(prefix.size());
    if (std::all_of(rest.begin(), rest.end(), is_digit)) return rest.size();
  }
  return 0;
}

// The name without one thing that rotation adds; false where there is none.
bool unrotate(std::string& name) {
  for (const std::string_view end : {".gz", ".zst", ".old"})
    if (name.size() > end.size() && name.ends_with(end)) {
      name.resize(name.size() - end.size());
      return true;
    }
  if (const std::size_t size = rotation_at_end(name); size > 0 && size < name.size()) {
    name.resize(name.size() - size);
    return true;
  }
  for (const std::string_view end : {".log", ".txt", ".csv", ".json", ".jsonl"}) {
    if (!name.ends_with(end)) continue;
    std::string_view before(name);
    before.remove_suffix(end.size());
    std::size_t size = rotation_of_iis(before);
    if (size == 0) size = rotation_at_end(before);
    if (size == 0 || size >= before.size()) return false;
    name = std::string(before.substr(0, before.size() - size)) + std::string(end);
    return true;
  }
  return false;
}

// "logs/2024-01-09/" and "logs/current/" are where Zeek keeps the days of "logs/".
std::string folder_of_days(const std::string& path) {
  std::string folder = path.substr(0, path.rfind('/') + 1);
  const std::size_t above =
      folder.size() < 2 ? std::string::npos : folder.rfind('/', folder.size() - 2);
  const std::size_t begin = above == std::string::npos ? 0 : above + 1;
  const std::string_view name =
      std::string_view(folder).substr(begin, folder.empty() ? 0 : folder.size() - 1 - begin);
  const bool day = name.size() == 10 && name[4] == '-' && name[7] == '-' &&
                   std::count_if(name.begin(), name.end(), is_digit) == 8;
  if (day || name == "current") folder.resize(begin);
  return folder;
}

}  // namespace

std::string stem_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  std::string name = path.substr(begin);
  while (unrotate(name)) {
  }
  return path.substr(0, begin) + name;
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
    sensor.stem = file.names_server ? folder_of_days(file.path) + file.kind : stem_of(file.path);
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
