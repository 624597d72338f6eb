// Transports (RFC 9293, 768, 792, 4443, 9260), and the tunnels that they carry (RFC 2784, 2637,
// 7348, 4380, ERSPAN).
#pragma once

#include "decode/layers.h"

namespace cordon::decode {

Layer read_tcp(Walk& walk);
Layer read_udp(Walk& walk);
Layer read_icmp(Walk& walk);
Layer read_icmpv6(Walk& walk);
Layer read_sctp(Walk& walk);

Layer read_gre(Walk& walk);
Layer read_erspan2(Walk& walk);
Layer read_erspan3(Walk& walk);
Layer read_vxlan(Walk& walk);
Layer read_teredo(Walk& walk);

}  // namespace cordon::decode
