#include "detect/contacts.h"

namespace cordon::detect {

void Contacts::see(const event::FlowClosed& closed) {
  const event::Flow& flow = closed.flow;
  evidence::Contact contact;
  contact.client = flow.client.address;
  contact.server = flow.server.address;
  contact.port = flow.server.port;
  contact.protocol = flow.protocol;
  contact.first = contact.last = flow.first.time;
  if (closed.alike > 1) contact.last = flow.last.time;
  contact.first_frame = flow.first.frame;
  contact.flows = closed.alike;
  contact.ended = flow.last.time;
  contact.packets_out = flow.half(event::Side::client).packets;
  contact.packets_in = flow.half(event::Side::server).packets;
  contact.bytes_out = flow.half(event::Side::client).bytes;
  contact.bytes_in = flow.half(event::Side::server).bytes;
  switch (flow.outcome) {
    case event::Outcome::established: contact.established = closed.alike; break;
    case event::Outcome::refused: contact.refused = closed.alike; break;
    case event::Outcome::unanswered: contact.unanswered = closed.alike; break;
    case event::Outcome::unknown: break;
  }
  book_.add(contact);
}

}  // namespace cordon::detect
