#include "logs/netflow.h"

#include <gtest/gtest.h>

#include "logs/recognisers.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

using event::Outcome;

// Big-endian bytes, put together.
struct Wire {
  std::string bytes;
  Wire& n(std::uint64_t number, int size) {
    for (int i = size - 1; i >= 0; --i) bytes += static_cast<char>(number >> (8 * i));
    return *this;
  }
  Wire& text(const std::string& more) {
    bytes += more;
    return *this;
  }
};

struct FlowOfTest {
  std::uint32_t source = 0, destination = 0;
  std::uint16_t source_port = 0, destination_port = 0;
  std::uint8_t protocol = 6, flags = 0;
};
constexpr std::uint32_t kA = 0xc0000201, kB = 0xc6336402;  // 192.0.2.1, 198.51.100.2

std::string v5(const std::vector<FlowOfTest>& flows, int sampling = 0) {
  Wire wire;
  wire.n(5, 2).n(flows.size(), 2).n(60'000, 4).n(1'300'000'000, 4).n(500'000'000, 4).n(0, 4);
  wire.n(0, 2).n(static_cast<std::uint64_t>(sampling), 2);
  for (const FlowOfTest& f : flows) {
    wire.n(f.source, 4).n(f.destination, 4).n(0, 4).n(0, 4).n(3, 4).n(144, 4);
    wire.n(50'000, 4).n(59'000, 4).n(f.source_port, 2).n(f.destination_port, 2);
    wire.n(0, 1).n(f.flags, 1).n(f.protocol, 1).n(0, 1).n(0, 8);
  }
  return wire.bytes;
}

std::string set(int id, const std::string& body) {
  return Wire().n(static_cast<std::uint64_t>(id), 2).n(body.size() + 4, 2).text(body).bytes;
}

using Fields = std::vector<std::pair<int, int>>;  // id, length
std::string template_record(int id, const Fields& fields) {
  Wire wire;
  wire.n(static_cast<std::uint64_t>(id), 2).n(fields.size(), 2);
  for (const auto& [field, length] : fields)
    wire.n(static_cast<std::uint64_t>(field), 2).n(static_cast<std::uint64_t>(length), 2);
  return wire.bytes;
}

std::string v9(const std::string& sets, int domain = 7) {
  return Wire()
      .n(9, 2)
      .n(1, 2)
      .n(60'000, 4)
      .n(1'300'000'000, 4)
      .n(1, 4)
      .n(static_cast<std::uint64_t>(domain), 4)
      .text(sets)
      .bytes;
}
std::string ipfix(const std::string& sets, int domain = 7) {
  return Wire()
      .n(10, 2)
      .n(sets.size() + 16, 2)
      .n(1'300'000'000, 4)
      .n(1, 4)
      .n(static_cast<std::uint64_t>(domain), 4)
      .text(sets)
      .bytes;
}

const Fields kPlain = {{8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1},
                       {6, 1}, {2, 4},  {1, 4}, {22, 4}, {21, 4}};
std::string plain_record(const FlowOfTest& f) {
  return Wire()
      .n(f.source, 4)
      .n(f.destination, 4)
      .n(f.source_port, 2)
      .n(f.destination_port, 2)
      .n(f.protocol, 1)
      .n(f.flags, 1)
      .n(3, 4)
      .n(144, 4)
      .n(50'000, 4)
      .n(59'000, 4)
      .bytes;
}

Verdicts read_messages(NetflowParser& parser, std::string_view file, Gathered& gathered) {
  Verdicts verdicts;
  while (!file.empty()) {
    const std::size_t size = message_size(file, true);
    if (size == kNoMessage || size == 0) {
      ++verdicts.bad;
      break;
    }
    switch (parser.read(file.substr(0, size), gathered)) {
      case Verdict::told: ++verdicts.told; break;
      case Verdict::nothing: ++verdicts.nothing; break;
      case Verdict::bad: ++verdicts.bad; break;
      case Verdict::cut: ++verdicts.cut; break;
    }
    file.remove_prefix(size);
  }
  return verdicts;
}

TEST(Netflow, ReadsVersion5WithItsTimesAndSampling) {
  NetflowParser parser;
  Gathered gathered;
  const std::string file =
      v5({{kA, kB, 4000, 445, 6, kSyn}, {kB, kA, 445, 4000, 6, kReset | kAck}}, 0x4000 | 100) +
      v5({{kA, kB, 1044, 1434, 17, 0}});
  const Verdicts verdicts = read_messages(parser, file, gathered);
  EXPECT_EQ(verdicts.told, 2u);
  ASSERT_EQ(gathered.all.size(), 3u);
  const Entry& syn = gathered.all[0].entry;
  EXPECT_EQ(rfc3339(syn.time), "2011-03-13T07:06:30.500000Z");
  EXPECT_EQ(syn.lasted, 9s);
  EXPECT_EQ(syn.sampling, 100u);
  EXPECT_EQ(syn.outcome, Outcome::unanswered);
  EXPECT_TRUE(syn.bytes_are_ip);
  EXPECT_EQ(syn.client_bytes, 144u);
  const Entry& reset = gathered.all[1].entry;
  EXPECT_EQ(reset.client.text(), "192.0.2.1:4000");
  EXPECT_EQ(reset.outcome, Outcome::refused);
  EXPECT_EQ(reset.server_packets, 3u);
  EXPECT_EQ(gathered.all[2].entry.outcome, Outcome::unknown)
      << "the answer would be another record";
  EXPECT_EQ(gathered.all[2].entry.server.port, 1434);
}

TEST(Netflow, ReadsVersion9WhoseTemplateComesFirst) {
  NetflowParser parser;
  Gathered gathered;
  const std::string data = v9(set(256, plain_record({kA, kB, 4000, 80, 6, kSyn | kAck | kPush})));
  const std::string file = data + v9(set(0, template_record(256, kPlain))) + data +
                           v9(set(256, plain_record({kA, kB, 1, 2, 6, kSyn})), 8);
  const Verdicts verdicts = read_messages(parser, file, gathered);
  EXPECT_EQ(verdicts.bad, 2u) << "before its template, and of another domain";
  EXPECT_EQ(verdicts.nothing, 1u);
  ASSERT_EQ(gathered.all.size(), 1u);
  EXPECT_EQ(gathered.all[0].entry.outcome, Outcome::established);
  EXPECT_EQ(rfc3339(gathered.all[0].entry.time), "2011-03-13T07:06:30.000000Z");
}

TEST(Netflow, LearnsTheSamplingRateFromOptions) {
  NetflowParser parser;
  Gathered gathered;
  // Options template 257: scope "system" (1) of 4 bytes, then the interval (34) of 4.
  const std::string options =
      Wire().n(257, 2).n(4, 2).n(4, 2).n(1, 2).n(4, 2).n(34, 2).n(4, 2).bytes;
  const std::string rate = Wire().n(0, 4).n(512, 4).bytes;
  const std::string file =
      v9(set(1, options) + set(257, rate) + set(0, template_record(256, kPlain)) +
         set(256, plain_record({kA, kB, 4000, 80, 6, kSyn})));
  read_messages(parser, file, gathered);
  ASSERT_EQ(gathered.all.size(), 1u);
  EXPECT_EQ(gathered.all[0].entry.sampling, 512u);
  // IPFIX: one in ten, as an interval of 1 and a space of 9, in domain 7 alone.
  const std::string ipfix_options =
      Wire().n(258, 2).n(3, 2).n(1, 2).n(149, 2).n(4, 2).n(305, 2).n(4, 2).n(306, 2).n(4, 2).bytes;
  NetflowParser other;
  Gathered more;
  read_messages(other,
                ipfix(set(3, ipfix_options) + set(258, Wire().n(7, 4).n(1, 4).n(9, 4).bytes) +
                      set(2, template_record(256, kPlain)) +
                      set(256, plain_record({kA, kB, 4000, 80, 6, kSyn}))) +
                    ipfix(set(2, template_record(256, kPlain)) +
                              set(256, plain_record({kA, kB, 4000, 80, 6, kSyn})),
                          8),
                more);
  ASSERT_EQ(more.all.size(), 2u);
  EXPECT_EQ(more.all[0].entry.sampling, 10u);
  EXPECT_EQ(more.all[1].entry.sampling, 1u);
}

TEST(Netflow, ReadsIpfixWithVersionSixEnterpriseAndVariableFields) {
  NetflowParser parser;
  Gathered gathered;
  Wire form;
  form.n(300, 2).n(9, 2).n(27, 2).n(16, 2).n(28, 2).n(16, 2).n(7, 2).n(2, 2).n(11, 2).n(2, 2);
  form.n(4, 2).n(1, 2).n(152, 2).n(8, 2).n(153, 2).n(8, 2);
  form.n(0x8000 | 5, 2).n(65535, 2).n(4711, 4);  // somebody's own, of variable length
  form.n(0x8000 | 2, 2).n(8, 2).n(29305, 4);     // packets of the other direction
  const std::string six = std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0');
  Wire data;
  data.text(six + '\1').text(six + '\2').n(5000, 2).n(53, 2).n(17, 1);
  data.n(1'300'000'000'250, 8).n(1'300'000'001'250, 8).n(3, 1).text("abc").n(2, 8);
  read_messages(parser, ipfix(set(2, form.bytes) + set(300, data.bytes)), gathered);
  ASSERT_EQ(gathered.all.size(), 1u);
  const Entry& entry = gathered.all[0].entry;
  EXPECT_EQ(entry.client.text(), "[2001:db8::1]:5000");
  EXPECT_EQ(rfc3339(entry.time), "2011-03-13T07:06:40.250000Z");
  EXPECT_EQ(entry.lasted, 1s);
  EXPECT_EQ(entry.server_packets, 2u);
  EXPECT_EQ(entry.outcome, Outcome::established);
}

TEST(Netflow, TakesTheTimeOfExportWhereIpfixCountsFromAnUnknownStart) {
  NetflowParser parser;
  Gathered gathered;
  read_messages(parser,
                ipfix(set(2, template_record(256, kPlain)) +
                      set(256, plain_record({kA, kB, 4000, 80, 6, kSyn}))),
                gathered);
  ASSERT_EQ(gathered.all.size(), 1u);
  EXPECT_EQ(rfc3339(gathered.all[0].entry.time), "2011-03-13T07:06:40.000000Z");
  EXPECT_EQ(gathered.all[0].entry.lasted, 9s);
}

TEST(Netflow, ForgetsWithdrawnTemplatesAndRefusesTooMany) {
  TemplateBook book;
  for (std::uint32_t domain = 0; domain < kMostTemplates + 10; ++domain)
    book.read_ipfix(bytes_of(template_record(256, {{1, 4}})), domain, false);
  EXPECT_EQ(book.size(), kMostTemplates);
  EXPECT_NE(book.find(3, 256), nullptr);
  book.read_ipfix(bytes_of(template_record(256, {})), 3, false);
  EXPECT_EQ(book.find(3, 256), nullptr);
  EXPECT_FALSE(book.read_ipfix(bytes_of(template_record(256, {{1, 0}})), 3, false).has_value())
      << "records of no length would never end";
  EXPECT_FALSE(
      book.read_v9(bytes_of(Wire().n(256, 2).n(60'000, 2).text(std::string(400, 1)).bytes), 3)
          .has_value());
}

TEST(Netflow, SaysHowLongAMessageIs) {
  const std::string five = v5({{kA, kB, 1, 2, 6, 2}});
  const std::string nine = v9(set(0, template_record(256, kPlain)));
  const std::string ten = ipfix(set(2, template_record(256, kPlain)));
  EXPECT_EQ(message_size(five), 72u);
  EXPECT_EQ(message_size(five.substr(0, 71)), 0u);
  EXPECT_EQ(message_size(nine), 0u) << "another flow set may follow";
  EXPECT_EQ(message_size(nine, true), nine.size());
  EXPECT_EQ(message_size(nine + five), nine.size());
  EXPECT_EQ(message_size(ten), ten.size());
  for (const std::string& none : {std::string("GET /"), std::string(4, '\0'),
                                  std::string("\0\5\0\0", 4), std::string("\0\12\0\17", 4)})
    EXPECT_EQ(message_size(none), kNoMessage);
}

TEST(Netflow, SurvivesEveryCutOfEveryMessage) {
  const std::string options =
      Wire().n(257, 2).n(4, 2).n(4, 2).n(1, 2).n(4, 2).n(34, 2).n(4, 2).bytes;
  for (const std::string& whole :
       {v5({{kA, kB, 1, 2, 6, 2}, {kA, kB, 1, 2, 6, 2}}),
        v9(set(1, options) + set(0, template_record(256, kPlain)) +
           set(256, plain_record({kA, kB, 1, 2, 6, 2}))),
        ipfix(set(2, template_record(256, kPlain)) + set(256, plain_record({kA, kB, 1, 2, 6, 2})))})
    for (std::size_t size = 0; size < whole.size(); ++size) {
      NetflowParser parser;
      Gathered gathered;
      EXPECT_NE(parser.read(std::string(whole, 0, size), gathered), Verdict::told) << size;
    }
}

TEST(Netflow, IsRecognisedByItsFirstMessages) {
  const auto name = [](const std::string& first) {
    const auto format = recognise_netflow(first, {});
    return format ? format->name : "none";
  };
  const std::string nine = v9(set(0, template_record(256, kPlain)));
  EXPECT_EQ(name(v5({{kA, kB, 1, 2, 6, 2}})), "NetFlow v5");
  EXPECT_EQ(name(nine + nine), "NetFlow v9");
  EXPECT_EQ(name(ipfix(set(2, template_record(256, kPlain)))), "IPFIX");
  EXPECT_EQ(name("192.0.2.1 - - [x] \"GET / HTTP/1.0\" 200 1\n"), "none");
  EXPECT_EQ(name(std::string("\0\5\0\1", 4) + std::string(68, 'x') + "more"), "none");
  EXPECT_EQ(name(std::string(100, '\0')), "none");
  EXPECT_EQ(name(""), "none");
}

}  // namespace
}  // namespace cordon::logs
