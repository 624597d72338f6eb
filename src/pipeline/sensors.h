// Sensors: which log files were written by the same eye, and who that is.
//
// The weekly files of one server are one sensor; its access log and a Zeek beside it are two, which
// may have seen the same thing. A host is told by the user, by an address in the file's or its
// folder's name, or by the lines themselves; else an address of 0.0.0.0/8 ("this host on this
// network", RFC 1122) stands for it, and the report says for whom. Pure.
#pragma once

#include <string>
#include <vector>

#include "logs/parser.h"
#include "pipeline/log_options.h"

namespace cordon::pipeline {

struct LogFile {
  std::string path;
  std::string kind;           // logs::Format::kind
  bool names_server = false;  // its lines say who served: no stand-in is needed
};

struct Sensor {
  std::string kind;
  net::Address host;               // unspecified: the lines say it
  bool stand_in = false;           // the host is not known by its address
  std::string stem;                // for people: "logs/access_log"
  std::vector<std::size_t> files;  // of the list given, in the order of their names
};

/// In the order in which the first file of each stands in the list.
std::vector<Sensor> sensors_of(const std::vector<LogFile>& files, const LogOptions& options);

/// A path without what tells rotated files apart: "a/access_log.3.gz" and "a/access_log-20240101"
/// are "a/access_log", "u_ex240109.log" is "u_ex.log". What could be a machine's number stays.
std::string stem_of(const std::string& path);

/// An IPv4 address in the file's name or in its folder's.
std::optional<net::Address> address_in_path(const std::string& path);

}  // namespace cordon::pipeline
