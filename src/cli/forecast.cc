#include "report/forecast.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/curves.h"
#include "cli/investigation.h"
#include "cli/output.h"
#include "cli/strain_named.h"
#include "cli/terminal.h"
#include "epidemic/counts_csv.h"
#include "epidemic/measure.h"
#include "report/epidemic_pictures.h"

namespace cordon::cli {
namespace {

constexpr const char* kExamples = R"(
Examples:
  cordon forecast capture.pcap zeek/            growth, R and a fan, of the largest outbreak in them
  cordon forecast capture.pcap --strain codered.ii --svg growth.svg --svg-r r.svg
  cordon forecast --counts counts.csv           a table: time and new or cumulative hosts
  cordon forecast --counts telescope.csv --darknet /8 --strain codered.v2
  cordon forecast --counts counts.csv --isolate 20% --json -
  cordon forecast --counts examples/akamai_2001_08_01.csv --known-outbreak --rate 5-11
What the counts do not hold is said to be unknown; there is no forecast without growth.
Exit code: 0 done, 2 could not do what was asked.)";

struct Request {
  InvestigationRequest investigation;
  std::string counts, strain, darknet, rate, until, isolate, ahead, step;
  std::string json, svg, svg_r, svg_tree;
  double share = 1, contacts = 1, most = 0;
  bool known_outbreak = false;
  std::size_t draws = 1000;
  std::uint64_t seed = 1;
};

// "/8", "16777216": addresses.
Result<double> addresses_of(const std::string& text) {
  double value = 0;
  const bool prefix = text.starts_with('/');
  const char* begin = text.data() + prefix;
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size()) {
    if (prefix && value >= 0 && value <= 32) return std::ldexp(1.0, 32 - static_cast<int>(value));
    if (!prefix && value >= 1 && value <= 4294967296.0) return value;
  }
  return fail("use --darknet", text, "it is no size", "write /8, or a number of addresses");
}

Result<epidemic::Vantage> vantage_of(const Request& request, std::string& name) {
  name = "everything that happens in it";
  if (!request.darknet.empty()) {
    const auto addresses = addresses_of(request.darknet);
    if (!addresses) return tl::unexpected(addresses.error());
    name =
        fmt::format("a darknet of {} addresses", grouped(static_cast<std::uint64_t>(*addresses)));
    return epidemic::Vantage::darknet(*addresses);
  }
  if (request.share < 1) {
    name = fmt::format("one who sees {:.3g} % of the infections", 100 * request.share);
    return epidemic::Vantage::share(request.share);
  }
  return epidemic::Vantage::everything();
}

// "5-11": probes a second of one host.
Result<std::optional<epidemic::LogNormal>> rate_of(const Request& request,
                                                   const strain::Strain* strain) {
  if (!request.rate.empty()) {
    double low = 0, high = 0;
    const std::size_t dash = request.rate.find('-');
    const char *begin = request.rate.data(), *end = begin + request.rate.size();
    const char* middle = dash == std::string::npos ? end : begin + dash;
    const auto first = std::from_chars(begin, middle, low);
    const auto second = dash == std::string::npos ? std::from_chars(begin, middle, high)
                                                  : std::from_chars(middle + 1, end, high);
    if (first.ec != std::errc{} || second.ec != std::errc{} || first.ptr != middle ||
        second.ptr != end || !(low > 0) || !(high >= low))
      return fail("use --rate", request.rate, "it is no range of probes a second",
                  "write LOW-HIGH, such as 5-11");
    return epidemic::LogNormal::between(low, high > low ? high : low * 1.0001);
  }
  // Of an account's fleet nobody knows into which addresses the probes fall.
  if (strain != nullptr && !request.counts.empty()) return epidemic::scan_rate_of(strain->scanning);
  return std::nullopt;
}

struct Subject {
  report::Prognosis prognosis;
  std::optional<trace::Outbreak> outbreak;
  const strain::Strain* strain = nullptr;
};

// The outbreak that was asked for, or the one with most infections, then senders.
const trace::Outbreak* chosen(const trace::Account& account, const std::string& strain) {
  const trace::Outbreak* best = nullptr;
  const auto size = [](const trace::Outbreak& o) {
    return std::pair(o.infections.size(), o.senders.size());
  };
  for (const trace::Outbreak& outbreak : account.outbreaks)
    if (strain.empty() ? best == nullptr || size(outbreak) > size(*best)
                       : outbreak.strain == strain)
      best = &outbreak;
  return best;
}

// Infections where there are enough of them to be counted, else the sources that were seen.
Result<epidemic::Counts> counts_of(const trace::Outbreak& outbreak, Time end) {
  if (outbreak.infections.size() >= outbreak.senders.size() / 2)
    if (auto counts = epidemic::counts_of(outbreak, end)) return counts;
  return epidemic::counts_of(outbreak.curve);
}

Result<Subject> subject_of(const Request& request, const strain::Catalogue& catalogue) {
  Subject subject;
  if (!request.strain.empty()) {
    const auto strain = strain_named(catalogue, request.strain);
    if (!strain) return tl::unexpected(strain.error());
    subject.strain = *strain;
  }
  if (!request.counts.empty()) {
    if (request.investigation.has_inputs())
      return fail("forecast", request.counts, "captures or logs were given too",
                  "give one of them");
    auto counts = epidemic::read_counts(request.counts);
    if (!counts) return tl::unexpected(counts.error());
    subject.prognosis.title = request.counts.substr(request.counts.rfind('/') + 1);
    subject.prognosis.counts = std::move(*counts);
    return subject;
  }
  auto rules = load_rules(request.investigation.rules, catalogue);
  if (!rules) return tl::unexpected(rules.error());
  const auto investigated = investigate(request.investigation, *rules, catalogue, nullptr);
  if (!investigated) return tl::unexpected(investigated.error());
  const trace::Account& account = investigated->outcome.account;
  const trace::Outbreak* outbreak = chosen(account, request.strain);
  if (outbreak == nullptr)
    return fail("forecast", "the input",
                request.strain.empty() ? "no outbreak was found in it"
                                       : "no outbreak of " + request.strain + " was found in it",
                "cordon investigate says what is there");
  auto counts = counts_of(*outbreak, account.coverage.last);
  if (!counts) return tl::unexpected(counts.error());
  subject.prognosis.counts = std::move(*counts);
  subject.prognosis.title = outbreak->strain_name;
  subject.outbreak = *outbreak;
  if (subject.strain == nullptr) subject.strain = catalogue.find(outbreak->strain);
  return subject;
}

// "20%" of the infectious hosts an hour, as a rate a second.
Result<double> isolation_of(const std::string& text) {
  if (text.empty()) return 0.0;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool percent = end != text.data() + text.size() && *end == '%';
  if (error != std::errc{} || end + percent != text.data() + text.size() || !percent ||
      !(value >= 0) || value > 100'000)
    return fail("use --isolate", text, "it is no share", "write 20%: so many in a hundred an hour");
  return value / 100 / 3600;
}

Result<epidemic::ForecastOptions> options_of(const Request& request) {
  epidemic::ForecastOptions options;
  options.draws = request.draws;
  options.seed = request.seed;
  options.contact_rate = request.contacts;
  const auto isolation = isolation_of(request.isolate);
  if (!isolation) return tl::unexpected(isolation.error());
  options.isolation_rate = *isolation;
  const auto length = [](const std::string& option, const std::string& text) -> Result<double> {
    const auto value = epidemic::seconds_of(text);
    if (value && *value > 0) return *value;
    return fail("use " + option, text, "it is no length of time", "write 90s, 15m, 24h or 7d");
  };
  if (!request.step.empty()) {
    const auto step = length("--step", request.step);
    if (!step) return tl::unexpected(step.error());
    options.step = *step;
  }
  if (!request.ahead.empty()) {
    const auto ahead = length("--ahead", request.ahead);
    if (!ahead) return tl::unexpected(ahead.error());
    if (options.step == 0) options.step = *ahead / static_cast<double>(options.steps);
    options.steps = static_cast<std::size_t>(std::max(1.0, std::round(*ahead / options.step)));
  }
  return options;
}

// What was seen after that is left out, as if it were still to come.
Result<void> cut(const Request& request, epidemic::Counts& counts) {
  if (request.until.empty()) return {};
  const auto until = parse_rfc3339(request.until);
  if (!until)
    return fail("use --until", request.until, "it is no time", "write 2001-08-01T16:30:00Z");
  Time end = counts.begin;
  std::size_t kept = 0;
  for (; kept < counts.steps.size(); ++kept) {
    end += duration_from_seconds(counts.steps[kept].length);
    if (end > *until) break;
  }
  if (kept == 0)
    return fail("use --until", request.until, "nothing was counted by then", "choose a later time");
  counts.steps.resize(kept);
  return {};
}

Result<void> prognose(const Request& request, Subject& subject) {
  report::Prognosis& p = subject.prognosis;
  if (auto done = cut(request, p.counts); !done) return done;
  const auto vantage = vantage_of(request, p.vantage);
  if (!vantage) return tl::unexpected(vantage.error());
  auto rate = rate_of(request, subject.strain);
  if (!rate) return tl::unexpected(rate.error());
  epidemic::GrowthPrior prior;
  prior.scan_rate = *rate;
  prior.known_outbreak = request.known_outbreak ||
                         (subject.outbreak.has_value() && !subject.outbreak->infections.empty());
  if (request.most > 0) prior.most_vulnerable = request.most;
  if (vantage->kind == epidemic::Vantage::Kind::darknet)
    if (const auto measured = epidemic::scan_rate_of(p.counts, vantage->darknet_addresses))
      prior.scan_rate = prior.scan_rate ? prior.scan_rate->and_also(*measured) : *measured;
  auto growth = epidemic::fit_growth(p.counts, *vantage, prior);
  if (!growth) return tl::unexpected(growth.error());
  p.growth = std::move(*growth);
  p.rate_is_known = prior.scan_rate.has_value();
  p.warning = epidemic::warn(p.counts);
  const auto options = options_of(request);
  if (!options) return tl::unexpected(options.error());
  auto forecast = epidemic::forecast(p.growth, p.counts.end(), *options);
  if (forecast)
    p.forecast = std::move(*forecast);
  else
    p.no_forecast_because = forecast.error().cause;
  if (!subject.outbreak) return {};
  auto reproduction = epidemic::reproduction_of(*subject.outbreak);
  if (reproduction)
    p.reproduction = std::move(*reproduction);
  else
    p.no_reproduction_because = reproduction.error().cause;
  return {};
}

Result<void> put_outputs(const Request& request, const Subject& subject) {
  const report::Prognosis& p = subject.prognosis;
  const auto growth = report::picture_of(p.counts, p.forecast ? &*p.forecast : nullptr, p.title,
                                         "hosts ever infected, and their forecast");
  if (auto done = write_picture(request.svg, plot::growth_svg(growth)); !done) return done;
  if (!request.svg_r.empty()) {
    if (!p.reproduction)
      return fail("draw R over time for", p.title,
                  p.no_reproduction_because.empty() ? "it needs captures or logs, not counts"
                                                    : p.no_reproduction_because);
    if (auto done = write_picture(
            request.svg_r, plot::reproduction_svg(report::picture_of(*p.reproduction, p.title)));
        !done)
      return done;
  }
  if (!request.svg_tree.empty()) {
    if (!subject.outbreak)
      return fail("draw the tree of", p.title, "it needs captures or logs, not counts");
    if (auto done =
            write_picture(request.svg_tree, plot::tree_svg(report::tree_of(*subject.outbreak)));
        !done)
      return done;
  }
  if (!request.json.empty())
    if (auto done = write_file(request.json, report::json_of(p)); !done) return done;
  if (request.json == "-") return {};
  return write_file("-", report::text_of(p, terminal_for_curves(), wants_colour()));
}

Result<void> run(const Request& request) {
  const auto catalogue = strain::Catalogue::built_in();
  if (!catalogue) return tl::unexpected(catalogue.error());
  auto subject = subject_of(request, *catalogue);
  if (!subject) return tl::unexpected(subject.error());
  if (auto done = prognose(request, *subject); !done) return done;
  return put_outputs(request, *subject);
}

}  // namespace

void add_forecast(CLI::App& app, int& exit_code) {
  auto request = std::make_shared<Request>();
  CLI::App* command = app.add_subcommand(
      "forecast", "Say how fast an outbreak grows, how far it will go, and what is not known");
  add_investigation_options(*command, request->investigation);
  command->add_option("--counts", request->counts, "Table of counts instead of captures and logs")
      ->type_name("FILE");
  command->add_flag("--known-outbreak", request->known_outbreak,
                    "The counts are infections: whether anything grows need not be asked");
  command->add_option("--strain", request->strain, "Which outbreak; or whose probes are counted");
  command->add_option("--darknet", request->darknet,
                      "The counts are a darknet's: /8, or addresses");
  command->add_option("--seen", request->share, "Share of the infections that is seen")
      ->check(CLI::Range(0.0001, 1.0));
  command->add_option("--rate", request->rate, "Probes a second of one host, as far as known")
      ->type_name("LOW-HIGH");
  command->add_option("--most", request->most, "No more hosts than these can be vulnerable")
      ->check(CLI::Range(1.0, 4294967296.0));
  command
      ->add_option("--isolate", request->isolate,
                   "From now on so many of the infected are isolated an hour")
      ->type_name("PERCENT");
  command
      ->add_option("--contacts", request->contacts,
                   "From now on this share of the worm's contacts gets through")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--until", request->until,
                      "Leave out what was seen later, as 2001-08-01T16:30:00Z");
  command->add_option("--ahead", request->ahead,
                      "How far to look: 30m, 24h (default: 12 doublings)");
  command->add_option("--step", request->step, "Step of the fan");
  command->add_option("--draws", request->draws, "Futures that are played")
      ->check(CLI::Range(20, 100'000));
  command->add_option("--seed", request->seed, "The same seed gives the same fan");
  command->add_option("--json", request->json, "Write it as JSON (- for standard output)");
  command->add_option("--svg", request->svg, "Picture of growth and fan");
  command->add_option("--svg-r", request->svg_r, "Picture of R over time");
  command->add_option("--svg-tree", request->svg_tree, "Picture of who infected whom");
  command->footer(kExamples);
  command->callback([request, &exit_code] { exit_code = exit_code_of(run(*request)); });
}

}  // namespace cordon::cli
