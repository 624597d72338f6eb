#include "traffic/vantage.h"

#include "traffic/frame_bytes.h"

namespace cordon::traffic {

Result<Vantage> Vantage::parse(std::string_view text) {
  constexpr std::string_view kServer = "server:";
  if (text == "all") return Vantage{};
  if (text == "border") return Vantage{Kind::border, {}};
  if (text.substr(0, kServer.size()) == kServer)
    if (const auto server = net::Address::parse(text.substr(kServer.size())))
      return Vantage{Kind::server, *server};
  return fail("simulate", "--vantage " + std::string(text), "it is no place that can be seen from",
              "write all, border, or server:10.20.0.17");
}

std::string Vantage::text() const {
  switch (kind) {
    case Kind::border: return "border";
    case Kind::server: return "server:" + server.text();
    case Kind::everywhere: break;
  }
  return "all";
}

bool Vantage::sees(const net::Address& a, const net::Address& b, const net::Prefix& network) const {
  switch (kind) {
    case Kind::border: return network.contains(a) != network.contains(b);
    case Kind::server: return a == server || b == server;
    case Kind::everywhere: break;
  }
  return true;
}

void VantageSink::frame(Time time, Bytes bytes) {
  const auto* ip = bytes.data() + kEthernetSize;
  if (!vantage_.sees(net::Address::from_v4(ip + 12), net::Address::from_v4(ip + 16), network_))
    return;
  ++frames_;
  sink_.frame(time, bytes);
}

}  // namespace cordon::traffic
