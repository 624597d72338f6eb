#include "decode/arp.h"

namespace cordon::decode {

Layer read_arp(Walk& walk) {
  Cursor cursor(walk.rest);
  const std::uint16_t hardware = cursor.be16();
  const std::uint16_t protocol = cursor.be16();
  const std::uint16_t lengths = cursor.be16();  // of the addresses of both
  const std::uint16_t operation = cursor.be16();
  cursor.skip(6);
  const std::uint32_t sender = cursor.be32();
  cursor.skip(6);
  const std::uint32_t target = cursor.be32();
  if (cursor.failed()) return walk.wrong(Anomaly::link_truncated);
  if (hardware != 1 || protocol != 0x0800 || lengths != 0x0604) return Layer::done;
  if (operation != 1 && operation != 2) return Layer::done;
  walk.packet.arp = operation == 1 ? Arp::request : Arp::reply;
  walk.packet.source = net::Address::v4(sender);
  walk.packet.destination = net::Address::v4(target);
  return Layer::done;
}

}  // namespace cordon::decode
