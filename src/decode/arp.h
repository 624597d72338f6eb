// ARP (RFC 826): who asks for whose hardware address, and who answers.
#pragma once

#include "decode/layers.h"

namespace cordon::decode {

/// Ethernet's and IPv4's alone; others are left at the link.
Layer read_arp(Walk& walk);

}  // namespace cordon::decode
