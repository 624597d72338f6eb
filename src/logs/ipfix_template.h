// Templates of NetFlow v9 (RFC 3954) and IPFIX (RFC 7011): which fields a data record has.
//
// Kept for each observation domain and template id. Bounds, against exporters (or forgers of
// files) that send templates without end: kMostTemplates in all, kMostFields each; what is beyond
// is refused, and its data is counted as without template. Threads: belongs to one parser.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/cursor.h"

namespace cordon::logs {

inline constexpr std::size_t kMostTemplates = 4096;
inline constexpr std::size_t kMostFields = 512;
inline constexpr std::uint16_t kVariableLength = 65535;

struct TemplateField {
  std::uint16_t id = 0;
  std::uint16_t length = 0;  // kVariableLength: the record says
  std::uint32_t enterprise = 0;
};

struct Template {
  std::vector<TemplateField> fields;  // scope fields first
  std::size_t scopes = 0;
  bool options = false;
  std::size_t least_size = 0;  // of a record; never 0
};

class TemplateBook {
 public:
  /// Reads the templates of one set, without its header; how many, or nothing where one of them
  /// makes no sense (those before it are kept).
  std::optional<std::size_t> read_v9(Bytes set, std::uint32_t domain);
  std::optional<std::size_t> read_v9_options(Bytes set, std::uint32_t domain);
  std::optional<std::size_t> read_ipfix(Bytes set, std::uint32_t domain, bool options);

  const Template* find(std::uint32_t domain, std::uint16_t id) const;
  std::size_t size() const { return templates_.size(); }

 private:
  bool add(std::uint32_t domain, std::uint16_t id, Template added);

  std::map<std::uint64_t, Template> templates_;  // domain << 16 | id
};

}  // namespace cordon::logs
