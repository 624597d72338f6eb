// The recognisers of all formats: one in each format's file. Each gives the format with a fresh
// parser, or nothing. Pure.
#pragma once

#include "logs/recognise.h"

namespace cordon::logs {

std::optional<Format> recognise_netflow(std::string_view first, const Hints& hints);
std::optional<Format> recognise_zeek_tsv(std::string_view first, const Hints& hints);
std::optional<Format> recognise_w3c(std::string_view first, const Hints& hints);
std::optional<Format> recognise_json(std::string_view first, const Hints& hints);  // Zeek, EVE, web
std::optional<Format> recognise_delimited(std::string_view first,
                                          const Hints& hints);  // CSV, Argus
std::optional<Format> recognise_iis_native(std::string_view first, const Hints& hints);
std::optional<Format> recognise_access(std::string_view first, const Hints& hints);
std::optional<Format> recognise_syslog(std::string_view first, const Hints& hints);

}  // namespace cordon::logs
