"""Conversations as frames: TCP with its own sequence numbers, ACKs, losses and endings; UDP; silence and refusal.

A conversation is a script: (side, bytes, pause in microseconds before they are sent), side 0 the client's.
"""
import struct
from .frames import ACK, FIN, PSH, RST, SYN, arp, ethernet, icmp, ipv4, tcp, udp

TCP, UDP, ICMP = 6, 17, 1
ARP_KEPT = 15 * 60 * 1_000_000
IPV4 = b"\x08\x00"


class Flow:
    __slots__ = ("at", "end", "proto", "src", "sport", "dst", "dport", "state", "packets", "bytes", "mark")

    def __init__(self, at, proto, src, sport, dst, dport):
        self.at, self.end, self.proto, self.src, self.sport, self.dst, self.dport = at, at, proto, src, sport, dst, dport
        self.state, self.packets, self.bytes, self.mark = "S0", [0, 0], [0, 0], None


class Wire:
    """What the capture sees. view 'switch': everything; 'border': only what has one end outside."""

    def __init__(self, rng, fleet, view="switch", with_arp=False, loss=0.003):
        self.rng, self.fleet, self.view, self.with_arp, self.loss = rng, fleet, view, with_arp, loss
        self.frames, self.flows, self.known = [], [], {}

    def sees(self, a, b):
        return self.view == "switch" or a.inside != b.inside

    def macs(self, a, b):
        if a.inside and b.inside and a.ip >> 8 == b.ip >> 8:
            return b.mac + a.mac
        if a.inside:
            return self.fleet.router_mac + a.mac
        return b.mac + self.fleet.router_mac

    def resolve(self, at, a, b):
        """ARP before a speaks to b, where both are on one link; None where nobody answers."""
        if not self.with_arp or not a.inside or self.view != "switch":
            return at
        on_link = a.ip >> 8 == b.ip >> 8
        key = (a.ip, b.ip if on_link else 0)
        if self.known.get(key, -ARP_KEPT) + ARP_KEPT > at:
            return at
        target = b if on_link else self.fleet.router
        there = target is self.fleet.router or (target.ip in self.fleet.hosts and not target.is_down(at))
        asked = self.fleet.base + (a.ip - self.fleet.base >> 8 << 8) + 1 if not on_link else b.ip
        asked = struct.pack("!I", asked)
        for wait in (0,) if there else (0, 1_000_000, 2_000_000):
            self.frames.append((at + wait + self.rng.randrange(40), arp(1, a.mac, a.raw, b"", asked)))
        if not there:
            return None
        mac = b.mac if on_link else self.fleet.router_mac
        at += self.rng.randint(90, 400)
        self.frames.append((at, arp(2, mac, asked, a.mac, a.raw)))
        self.known[key] = at
        return at + self.rng.randint(20, 90)

    def raw(self, at, a, b, proto, body, df=None):
        ident = a.next_ident(self.rng)
        packet = ipv4(a.raw, b.raw, proto, a.ttl, ident, a.df if df is None else df, body)
        self.frames.append((at, ethernet_of(self.macs(a, b), packet)))

    def unreachable(self, at, by, a, offending, code):
        """ICMP: by tells a that what it sent did not arrive."""
        self.raw(at, by, a, ICMP, icmp(3, code, 0, offending[:28]), False)

    def udp(self, at, c, s, dport, script, sport=None, port_closed=False, mark=None):
        """Datagrams; returns the flow and when the last one passed."""
        sport = sport or c.next_port(self.rng)
        flow = Flow(at, UDP, c.ip, sport, s.ip, dport)
        flow.mark = mark
        started = self.resolve(at, c, s)
        if started is None:
            return None, at
        at = flow.at = flow.end = started
        seen, last = self.sees(c, s), None
        for side, data, pause in script:
            who, other = (c, s) if side == 0 else (s, c)
            turned = last is not None and last != side
            at += pause + (2 * who.away + self.rng.randrange(60) if turned else 0)
            ports = (sport, dport) if side == 0 else (dport, sport)
            body = udp(who.raw, other.raw, *ports, data)
            if seen:
                self.raw(at, who, other, UDP, body, False)
            flow.packets[side] += 1
            flow.bytes[side] += 28 + len(data)
            if port_closed and side == 0 and seen:
                packet = ipv4(c.raw, s.raw, UDP, c.ttl, c.ident, False, body)
                self.unreachable(at + 2 * s.away + self.rng.randint(20, 200), s, c, packet, 3)
            last = side
        flow.end, flow.state = at, "SF" if flow.packets[1] else "S0"
        if seen:
            self.flows.append(flow)
        return flow, at

    def silence(self, at, c, s, dport, tries=2, sport=None, answer="", mark=None):
        """SYNs that nobody accepts. answer: '' nothing, 'rst' refused, 'icmp' a router says no."""
        rng = self.rng
        sport = sport or c.next_port(rng)
        flow = Flow(at, TCP, c.ip, sport, s.ip, dport)
        flow.mark = mark
        started = self.resolve(at, c, s)
        if started is None:
            return None, at
        at = flow.at = started
        seq, seen = rng.randrange(1 << 32), self.sees(c, s)
        waits = (0,) + c.retries
        tries = 1 if answer else min(tries, len(waits))
        for i in range(tries):
            when = at + int(waits[i] * 1_000_000) + (rng.randint(0, 3000) if i else 0)
            body = tcp(c.raw, s.raw, sport, dport, seq, 0, SYN, c.window, syn_options(c, None, when), b"")
            if seen:
                self.raw(when, c, s, TCP, body)
            flow.packets[0] += 1
            flow.bytes[0] += 20 + len(body)
            flow.end = when
        if answer:
            when = at + 2 * s.away + rng.randint(15, 150)
            if answer == "rst":
                flow.state, flow.packets[1], flow.bytes[1], flow.end = "REJ", 1, 40, when
                if seen:
                    self.raw(when, s, c, TCP, tcp(s.raw, c.raw, dport, sport, 0, seq + 1, RST | ACK, 0, b"", b""))
            elif seen:
                by = self.fleet.router if s.inside else s
                self.unreachable(when, by, c, ipv4(c.raw, s.raw, TCP, c.ttl, c.ident, c.df, body), 1)
        if seen:
            self.flows.append(flow)
        return flow, flow.end

    def tcp(self, at, c, s, dport, script, ending="fin", sport=None, segment=(None, None), mark=None):
        """A whole conversation. ending: fin, fin-server, rst (by the client), rst-server, none.

        Returns the flow, when it ended, and for each line of the script when its last byte passed.
        """
        sport = sport or c.next_port(self.rng)
        flow = Flow(at, TCP, c.ip, sport, s.ip, dport)
        flow.mark = mark
        started = self.resolve(at, c, s)
        if started is None:
            return None, at, []
        flow.at = started
        if not self.sees(c, s):     # invisible, but it takes its time
            passed = []
            at = started + 2 * (c.away + s.away)
            for side, data, pause in script:
                at += pause + 2 * (c.away + s.away) + 60 * (len(data) // 1460)
                passed.append(at)
            return flow, at, passed
        end, passed = _Stream(self, flow, c, s, segment).run(started, script, ending)
        flow.end, flow.state = end, {"rst": "RSTO", "rst-server": "RSTR", "none": "S1"}.get(ending, "SF")
        self.flows.append(flow)
        return flow, end, passed


def ethernet_of(macs, packet):
    frame = macs + IPV4 + packet
    return frame if len(frame) >= 60 else frame + bytes(60 - len(frame))


def syn_options(host, peer, at, echo=0):
    """Options of a SYN, or of the answer to one by peer: only what both speak."""
    out = struct.pack("!BBH", 2, 4, host.mss)
    stamps = host.stamps and (peer is None or peer.stamps)
    if peer is None or (peer.scale is not None and host.scale is not None):
        out += b"\x04\x02"
        if stamps:
            out += struct.pack("!BBII", 8, 10, host.clock + at // 1000 & 0xFFFFFFFF, echo)
            if host.scale is not None:
                out += b"\x01" + struct.pack("!BBB", 3, 3, host.scale)
        elif host.scale is not None:
            out += b"\x01\x01\x01" + struct.pack("!BBB", 3, 3, host.scale)
    return out + b"\x01" * (-len(out) % 4)


class _Stream:
    """One TCP conversation being written."""

    def __init__(self, wire, flow, c, s, segment):
        self.wire, self.rng, self.flow, self.hosts = wire, wire.rng, flow, (c, s)
        self.seq = [self.rng.randrange(1 << 32), self.rng.randrange(1 << 32)]
        self.acked = [0, 0]         # by this side, of the other's numbers
        self.ports = (flow.sport, flow.dport)
        self.stamps = c.stamps and s.stamps
        mss = min(c.mss, s.mss) - (12 if self.stamps else 0)
        self.segment = [min(n or mss, mss) for n in segment]
        self.window = [h.window if h.scale is None else max(1, (h.window << 2) >> h.scale) for h in self.hosts]
        self.echo = [0, 0]
        self.unacked = [0, 0]       # segments of this side that the other has not acknowledged yet

    def put(self, at, side, flags, data=b"", options=None, seq=None):
        a, b = self.hosts[side], self.hosts[1 - side]
        if options is None:
            options = b""
            if self.stamps and not flags & RST:
                now = a.clock + at // 1000 & 0xFFFFFFFF
                options = b"\x01\x01" + struct.pack("!BBII", 8, 10, now, self.echo[side])
                self.echo[1 - side] = now
        window = 0 if flags & RST else min(65535, self.window[side] - self.rng.randrange(8))
        if flags & SYN:
            window = a.window
        body = tcp(a.raw, b.raw, self.ports[side], self.ports[1 - side], self.seq[side] if seq is None else seq,
                   self.acked[side] if flags & ACK else 0, flags, max(window, 0), options, data)
        self.wire.raw(at, a, b, TCP, body)
        self.flow.packets[side] += 1
        self.flow.bytes[side] += 20 + len(body)

    def turn(self, side):
        """How long until something of that side passes in answer."""
        return 2 * self.hosts[side].away + self.rng.randint(12, 120)

    def run(self, at, script, ending):
        c, s = self.hosts
        self.put(at, 0, SYN, options=syn_options(c, None, at))
        self.seq[0] += 1
        self.echo[1] = c.clock + at // 1000 & 0xFFFFFFFF
        at += self.turn(1)
        self.acked[1] = self.seq[0]
        self.put(at, 1, SYN | ACK, options=syn_options(s, c, at, self.echo[1]))
        self.seq[1] += 1
        self.acked[0] = self.seq[1]
        self.echo[0] = s.clock + at // 1000 & 0xFFFFFFFF
        at += self.turn(0)
        self.put(at, 0, ACK)
        passed, last = [], 0
        for side, data, pause in script:
            if side != last:
                if self.unacked[1 - side] and pause > 40_000:      # a delayed ACK goes before the answer
                    self.acknowledge(at + self.turn(side) + 40_000 - self.rng.randrange(9000), side)
                at += self.turn(side)
            elif self.unacked[side] and pause > 40_000:
                self.acknowledge(at + self.turn(1 - side) + 40_000 - self.rng.randrange(9000), 1 - side)
            at = self.send(at + pause, side, data)
            passed.append(at)
            last = side
        return self.finish(at, last, ending), passed

    def acknowledge(self, at, side):
        self.acked[side] = self.seq[1 - side]
        self.unacked[1 - side] = 0
        self.put(at, side, ACK)

    def send(self, at, side, data):
        """All bytes of one line: segments, ACKs of every second one, a window that opens, now and then a loss."""
        rng, step = self.rng, self.segment[side]
        self.acked[side] = self.seq[1 - side]
        self.unacked[1 - side] = 0
        window, in_flight = 10, 0
        for start in range(0, len(data), step):
            part = data[start:start + step]
            final = start + step >= len(data)
            if in_flight >= window:
                at += self.turn(1 - side)
                window, in_flight = min(44, window * 2), 0
            flags = ACK | PSH if final else ACK
            dice = rng.random()
            if dice < self.wire.loss:                   # lost behind us: passes again later
                self.put(at, side, flags, part)
                at += 200_000 + rng.randint(0, 60_000)
                self.put(at, side, flags, part)
            elif dice < 1.5 * self.wire.loss and not final:   # overtaken by the next one
                after = data[start + step:start + 2 * step]
                self.put(at, side, ACK, after, seq=self.seq[side] + len(part))
                at += rng.randint(3, 30)
                self.put(at, side, flags, part)
            else:
                self.put(at, side, flags, part)
            self.seq[side] += len(part)
            self.unacked[side] += 1
            in_flight += 1
            if self.unacked[side] >= 2 and not final:
                when = at + self.turn(1 - side)
                kept, self.acked[1 - side] = self.acked[1 - side], self.seq[side]
                self.put(when, 1 - side, ACK)
                self.acked[1 - side] = max(kept, self.seq[side])
                self.unacked[side] = 0
            if not final:
                at += rng.randint(8, 90)
        return at

    def finish(self, at, last, ending):
        if ending == "none":
            return at
        side = 1 if ending.endswith("server") else 0
        at += self.turn(side) if side != last else self.rng.randint(20, 2000)
        self.acked[side] = self.seq[1 - side]
        if ending.startswith("rst"):
            self.put(at, side, RST | ACK)
            return at
        self.put(at, side, FIN | ACK)
        self.seq[side] += 1
        at += self.turn(1 - side)
        self.acked[1 - side] = self.seq[side]
        self.put(at, 1 - side, FIN | ACK)
        self.seq[1 - side] += 1
        at += self.turn(side)
        self.acked[side] = self.seq[1 - side]
        self.put(at, side, ACK)
        return at
