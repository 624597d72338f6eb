// Link layers: each reads its header from `walk.rest` and names the layer that comes next.
#pragma once

#include "decode/layers.h"

namespace cordon::decode {

Layer read_ethernet(Walk& walk);
Layer read_llc(Walk& walk);    // IEEE 802.2 with SNAP
Layer read_vlan(Walk& walk);   // 802.1Q, 802.1ad
Layer read_vntag(Walk& walk);  // 802.1BR
Layer read_mpls(Walk& walk);   // RFC 3032
Layer read_pppoe(Walk& walk);  // RFC 2516
Layer read_ppp(Walk& walk);    // RFC 1661
Layer read_null(Walk& walk);   // BSD loopback
Layer read_raw_ip(Walk& walk);
Layer read_sll(Walk& walk);  // Linux cooked
Layer read_sll2(Walk& walk);
Layer read_nflog(Walk& walk);
Layer read_radiotap(Walk& walk);
Layer read_wlan(Walk& walk);       // 802.11
Layer read_ethertype(Walk& walk);  // what the type field says comes next

}  // namespace cordon::decode
