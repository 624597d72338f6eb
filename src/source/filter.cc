#include "source/filter.h"

#include <pcap/pcap.h>

namespace cordon::source {
namespace {

/// A pcapng file can name 65,536 link types; each program costs memory.
constexpr std::size_t kMostPrograms = 64;
constexpr int kSnapLength = 256 * 1024;

// libpcap compiles for the system's numbers (DLT_*), captures hold the portable ones; they differ
// for raw IP only, of the types that we know.
int system_number(net::LinkType link) {
  return link == net::LinkType::raw_ip ? DLT_RAW : static_cast<int>(link);
}

}  // namespace

struct Filter::Program {
  Program(const std::string& expression, net::LinkType link) {
    pcap_t* dead = pcap_open_dead(system_number(link), kSnapLength);
    if (dead == nullptr) {
      error = "no memory to compile it";
      return;
    }
    compiled = pcap_compile(dead, &code, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0;
    if (!compiled) error = pcap_geterr(dead);
    pcap_close(dead);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    if (compiled) pcap_freecode(&code);
  }

  bpf_program code{};
  bool compiled = false;
  std::string error;
};

Filter::Filter(std::string expression) : expression_(std::move(expression)) {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

const Filter::Program* Filter::program(net::LinkType link) {
  if (last_ != nullptr && link == last_link_) return last_;
  auto found = programs_.find(link);
  if (found == programs_.end()) {
    if (programs_.size() == kMostPrograms) return nullptr;
    found = programs_.emplace(link, std::make_unique<Program>(expression_, link)).first;
  }
  last_link_ = link;
  return last_ = found->second.get();
}

Result<void> Filter::check(net::LinkType link) {
  const Program* asked = program(link);
  if (asked != nullptr && asked->compiled) return {};
  return fail("compile filter", "'" + expression_ + "'",
              asked != nullptr ? asked->error : "too many link types",
              "see pcap-filter(7) for the language");
}

bool Filter::matches(const net::Frame& frame) {
  const Program* asked = program(frame.link);
  return asked != nullptr && asked->compiled &&
         bpf_filter(asked->code.bf_insns, frame.bytes.data(), frame.wire_length,
                    static_cast<u_int>(frame.bytes.size())) != 0;
}

}  // namespace cordon::source
