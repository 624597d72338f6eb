// Which rules an investigation runs: the catalogue's, and those of files that were named.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "rules/rule_set.h"
#include "strain/catalogue.h"

namespace cordon::cli {

struct RuleRequest {
  std::vector<std::string> only;  // -S: these and no others
  std::vector<std::string> more;  // -s: beside the catalogue's; files or folders of *.rules
  std::vector<std::string>
      settings;  // KEY=VALUE; "vars." and Suricata's groups before KEY are dropped
  bool strict = false;
  bool none = false;  // --no-payload: flows are judged alone
};

/// Rules that do not load are told on standard error, a line each, and left out; with `strict` the
/// first of them is the error.
Result<rules::RuleSet> load_rules(const RuleRequest& request, const strain::Catalogue& catalogue);

}  // namespace cordon::cli
