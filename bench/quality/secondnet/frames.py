"""Bytes on the wire: Ethernet, ARP, IPv4, TCP, UDP, ICMP, and the capture file. Times are microseconds."""
import struct

SYN, ACK, PSH, FIN, RST = 0x02, 0x10, 0x08, 0x01, 0x04
_ip = struct.Struct("!BBHHHBBH4s4s")
_tcp = struct.Struct("!HHIIHHHH")
_udp = struct.Struct("!HHHH")


def checksum(data):
    """The Internet checksum: ones' complement of the sum of 16-bit words, which is the number modulo 65535."""
    if len(data) & 1:
        data += b"\0"
    return 65535 - int.from_bytes(data, "big") % 65535


def ipv4(src, dst, proto, ttl, ident, dont_fragment, body, tos=0):
    flags = 0x4000 if dont_fragment else 0
    head = _ip.pack(0x45, tos, 20 + len(body), ident, flags, ttl, proto, 0, src, dst)
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def tcp(src, dst, sport, dport, seq, ack, flags, window, options, payload):
    size = 20 + len(options) + len(payload)
    head = _tcp.pack(sport, dport, seq & 0xFFFFFFFF, ack & 0xFFFFFFFF, (20 + len(options)) // 4 << 12 | flags, window, 0, 0)
    rest = options + payload
    return head[:16] + struct.pack("!HH", checksum(src + dst + struct.pack("!HH", 6, size) + head + rest), 0) + rest


def udp(src, dst, sport, dport, payload):
    size = 8 + len(payload)
    head = _udp.pack(sport, dport, size, 0)
    total = checksum(src + dst + struct.pack("!HH", 17, size) + head + payload)
    return head[:6] + struct.pack("!H", total or 0xFFFF) + payload


def icmp(kind, code, rest, payload):
    head = struct.pack("!BBHI", kind, code, 0, rest)
    return head[:2] + struct.pack("!H", checksum(head + payload)) + head[4:] + payload


def ethernet(dst_mac, src_mac, kind, body):
    frame = dst_mac + src_mac + kind + body
    return frame if len(frame) >= 60 else frame + bytes(60 - len(frame))


def arp(op, src_mac, src, dst_mac, dst):
    to = b"\xff" * 6 if op == 1 else dst_mac
    asked = bytes(6) if op == 1 else dst_mac
    return ethernet(to, src_mac, b"\x08\x06", struct.pack("!HHBBH", 1, 0x0800, 6, 4, op) + src_mac + src + asked + dst)


def write_pcap(path, frames, epoch_us, snap=262144):
    """frames: (microseconds after the epoch, bytes), in any order; equal times keep their order."""
    record = struct.Struct("<IIII")
    parts = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, snap, 1)]
    for at, frame in sorted(frames, key=lambda f: f[0]):
        seconds, micros = divmod(epoch_us + at, 1_000_000)
        parts.append(record.pack(seconds, micros, len(frame), len(frame)))
        parts.append(frame)
    with open(path, "wb") as out:
        out.write(b"".join(parts))
