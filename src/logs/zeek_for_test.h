// Rows of Zeek's logs as it writes them, and what is told of them: for tests.
#pragma once

#include <gtest/gtest.h>

#include "logs/recognise.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {

inline constexpr std::string_view kIds =
    "\"id.orig_h\":\"198.51.100.7\",\"id.orig_p\":51234,"
    "\"id.resp_h\":\"192.0.2.80\",\"id.resp_p\":80";

// Fields and a row as Zeek writes a log of tab-separated values.
inline std::string tsv(std::string_view path, std::string_view fields, std::string_view row) {
  std::string text =
      "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n"
      "#unset_field\t-\n#path\t" +
      std::string(path) +
      "\n#open\t2024-01-09-12-00-00\n#fields\tts\tuid\tid.orig_h\tid.orig_p\t"
      "id.resp_h\tid.resp_p";
  for (const char c : "\t" + std::string(fields)) text += c == ' ' ? '\t' : c;
  text +=
      "\n#types\ttime\tstring\taddr\tport\taddr\tport\n"
      "1704801600.250000\tC1\t198.51.100.7\t51234\t192.0.2.80\t80";
  for (const char c : "\t" + std::string(row)) text += c == ' ' ? '\t' : c;
  return text + "\n#close\t2024-01-09-13-00-00\n";
}

inline std::string json(std::string_view rest, std::string_view ids = kIds) {
  return "{\"ts\":1704801600.25,\"uid\":\"C1\"," + std::string(ids) + "," + std::string(rest) +
         "}\n";
}

struct Read {
  std::string format;
  Verdicts verdicts;
  std::vector<KeptEntry> entries;
};

inline Read read(const std::string& text, std::string file = "log") {
  Read out;
  auto format = recognise(text, {"", "", std::move(file)});
  if (!format || !*format) return out;
  out.format = (*format)->name;
  Gathered gathered;
  out.verdicts = read_lines(*(*format)->parser, text, gathered);
  out.entries = std::move(gathered.all);
  return out;
}

inline KeptEntry one(const std::string& text, std::string_view format, std::string file = "log") {
  Read out = read(text, std::move(file));
  EXPECT_EQ(out.format, format);
  EXPECT_EQ(out.entries.size(), 1u) << text;
  if (out.entries.empty()) return {};
  EXPECT_EQ(rfc3339(out.entries[0].entry.time), "2024-01-09T12:00:00.250000Z");
  return out.entries[0];
}

inline void expect_parties(const KeptEntry& kept) {
  EXPECT_EQ(kept.entry.client.text(), "198.51.100.7:51234");
  EXPECT_EQ(kept.entry.server.text(), "192.0.2.80:80");
}

}  // namespace cordon::logs
