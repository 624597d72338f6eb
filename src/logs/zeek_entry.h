// Zeek's logs: what the columns of each mean, whether they came as tab-separated values or as JSON.
//
// What is spoken over SMB, DCE/RPC, TLS and the like is told as a flow that was established: with a
// conn.log beside it that says nothing new, without one it says who talks with whom. Of files.log
// the newer versions' alone, which say over which connection a file came. Source: Zeek's
// documentation of its log files; the meaning of conn_state is base/protocols/conn/main.zeek's.
#pragma once

#include <string>

#include "logs/zeek_log.h"

namespace cordon::logs {

/// Rows to entries, with what must be put together. Threads: one a file.
class ZeekTeller {
 public:
  Verdict tell(const ZeekLogName& log, const ZeekRow& row, EntrySink& sink);

 private:
  bool tell(const ZeekLogName& log, const ZeekRow& row);
  void tell_http(const ZeekRow& row);
  bool tell_dns(const ZeekRow& row);
  bool tell_notice(const ZeekRow& row);
  void tell_message(const ZeekRow& row, event::App app);

  Entry entry_;
  std::string text_, version_;
};

}  // namespace cordon::logs
