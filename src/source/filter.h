// A BPF expression over frames ("tcp port 80 and host 10.0.0.1"), compiled by libpcap for each link
// type as it comes up. Threads: one reader.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/frame.h"

namespace cordon::source {

class Filter {
 public:
  explicit Filter(std::string expression);
  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  /// Whether the expression can be asked of frames of this link type.
  Result<void> check(net::LinkType link);
  /// False for frames of a link type of which the expression cannot be asked.
  bool matches(const net::Frame& frame);

 private:
  struct Program;
  const Program* program(net::LinkType link);

  std::string expression_;
  std::map<net::LinkType, std::unique_ptr<Program>> programs_;
  net::LinkType last_link_ = net::LinkType::ethernet;
  const Program* last_ = nullptr;  // of last_link_, once asked
};

}  // namespace cordon::source
