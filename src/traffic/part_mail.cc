// Mail: from senders outside by way of exchanger and filter to the store, and out again; a message
// to many recipients, a mailing list, spam from many senders, attachments that are forwarded. Each
// relay is a client of what it was a server of, and passes the same bytes on.
#include <fmt/format.h>

#include <optional>

#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr double kInPerHour = 60, kOutPerHour = 40, kSpamMinutes = 10;
constexpr std::uint64_t kSpammers = 60, kMembers = 120, kLetters = 4;
constexpr double kPutOff = 0.1;  // of deliveries outward: answered by "later" (greylisting), or not
constexpr std::uint16_t kSmtp = 25;

class Mail final : public Part {
 public:
  explicit Mail(CleanWorld& world) : Part(world, "mail") {
    for (const net::Address* relay :
         {&fleet_.mail_exchanger, &fleet_.mail_filter, &fleet_.mail_store, &fleet_.list_server})
      role("mail_relays", *relay);
    plan(after(options_.start, kInPerHour), kIn);
    plan(after(options_.start, kOutPerHour), kOut);
    for (std::uint64_t i = 0; i < kLetters; ++i)
      plan(uniform(options_.at(0.3), options_.at(0.8)), kList, i);
    const Time spam = options_.at(0.52);
    occasion("spam", spam, spam + duration_from_seconds(60 * kSpamMinutes));
    for (std::uint64_t i = 0; i < kSpammers; ++i)
      plan(spam + duration_from_seconds(60 * kSpamMinutes * random_.unit()), kSpam, i);
    plan(options_.at(0.45), kManyRecipients);
  }

 private:
  enum : std::uint32_t { kIn, kOut, kList, kDeliver, kSpam, kManyRecipients };

  void happen(const Happening& h) override {
    switch (h.kind) {
      case kIn:
        plan(after(h.at, kInPerHour), kIn);
        return come_in(h.at, world_server(7000 + random_.below(3000)), letter(h.order), 1);
      case kOut: plan(after(h.at, kOutPerHour), kOut); return go_out(h.at, letter(h.order));
      case kSpam:  // the same from each
        return come_in(h.at, world_server(50'000 + h.a), prose(666, 900), 3);
      case kManyRecipients: return come_in(h.at, world_server(7000), letter(h.order), 80);
      case kList:  // and to each
        come_in(h.at, world_server(7100 + h.a), prose(9000 + h.a, 2500), 1);
        for (std::uint64_t i = 0; i < kMembers; ++i)
          plan(h.at + 5s + std::chrono::milliseconds(700 * i), kDeliver, 9000 + h.a, i);
        return;
      case kDeliver: return deliver(h);
      default: return;
    }
  }

  void deliver(const Happening& h) {
    const net::Endpoint to{world_server(60'000 + h.b), kSmtp};
    if (random_.chance(kPutOff)) {
      plan(h.at + 300s, kDeliver, h.a, h.b);
      return fail(h.at, fleet_.list_server, to, random_.chance(0.5));
    }
    send(h.at, fleet_.list_server, to.address, prose(h.a, 2500), 1);
  }

  // Along the chain, each hop when the one before has it.
  void come_in(Time now, const net::Address& from, const std::string& text,
               std::size_t recipients) {
    now = send(now, from, fleet_.mail_exchanger, text, recipients);
    now = send(now + 40ms, fleet_.mail_exchanger, fleet_.mail_filter, text, recipients);
    send(now + 200ms, fleet_.mail_filter, fleet_.mail_store, text, recipients);
  }
  void go_out(Time now, const std::string& text) {
    const net::Address to = world_server(7000 + random_.below(3000));
    now = send(now, one_of(fleet_.hosts), fleet_.mail_store, text, 1);
    now = send(now + 40ms, fleet_.mail_store, fleet_.mail_exchanger, text, 1);
    if (random_.chance(kPutOff)) fail(now, fleet_.mail_exchanger, {to, kSmtp}, false), now += 60s;
    send(now + 40ms, fleet_.mail_exchanger, to, text, 1);
  }

  // One in eight carries one of a few attachments, which people forward.
  std::string letter(std::uint64_t number) {
    std::string text = prose(combine(options_.seed, number), 300 + random_.below(2000));
    if (random_.chance(0.125))
      text += "\n--part\nContent-Transfer-Encoding: base64\n\n" +
              prose(40'000 + random_.below(5), 6000);
    return text;
  }

  Time send(Time now, const net::Address& from, const net::Address& to, const std::string& text,
            std::size_t recipients) {
    std::vector<Said> said{says(false, "220 mail ESMTP ready\r\n", 0.02)};
    const auto turn = [&](const std::string& asked, const char* answer) {
      said.push_back(says(true, asked, 0.002));
      said.push_back(says(false, answer, 0.004));
    };
    turn(fmt::format("EHLO [{}]\r\n", from.text()), "250-mail\r\n250 PIPELINING\r\n");
    turn("MAIL FROM:<someone@example.com>\r\n", "250 ok\r\n");
    std::string to_all;
    for (std::size_t i = 0; i < recipients; ++i)
      to_all += fmt::format("RCPT TO:<user{}@example.org>\r\n", (random_.below(900) + i) % 900);
    turn(to_all, "250 ok\r\n");
    turn("DATA\r\n", "354 go on\r\n");
    turn("From: someone@example.com\r\nSubject: a message\r\nMIME-Version: 1.0\r\n\r\n" + text +
             "\r\n.\r\n",
         "250 queued\r\n");
    turn("QUIT\r\n", "221 bye\r\n");
    return talk(now, from, {to, kSmtp}, said);
  }
};

}  // namespace

std::unique_ptr<Agent> make_mail(CleanWorld& world) { return std::make_unique<Mail>(world); }

}  // namespace cordon::traffic
