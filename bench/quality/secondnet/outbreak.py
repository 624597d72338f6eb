"""How the worm spreads over the fleet, probe by probe; who was infected by whom, and when."""
from .hosts import Host, text

US = 1_000_000


class Infected:
    __slots__ = ("host", "by", "at", "onset", "cursor", "left", "list", "rate")

    def __init__(self, host, by, at, onset):
        self.host, self.by, self.at, self.onset = host, by, at, onset
        self.cursor, self.left, self.list, self.rate = 0, 0, None, None


class Outbreak:
    def __init__(self, world, worm, rng, o):
        self.world, self.worm, self.rng, self.o = world, worm, rng, o
        fleet = self.fleet = world.fleet
        servers = fleet.servers[:]
        rng.shuffle(servers)
        count = min(len(servers), max(3, round(o.vulnerable * len(servers))))
        self.vulnerable = servers[:count]
        rest = servers[count:]
        self.patched = rest[:round(len(rest) * rng.uniform(0.2, 0.6))]
        key = (worm.transport, worm.port)
        for h in self.vulnerable + self.patched:
            h.services[key] = "worm's"
        self.weak = {h.ip for h in self.vulnerable}
        if worm.patched == "closed":
            for h in self.patched:
                h.services.pop(key)
        self.offering = [h for h in self.vulnerable + self.patched if key in h.services]
        most = max(60, 25_000 // count)
        reach = o.reach or min(max(60, worm.rate * worm.latent), most)
        least = 0.02 if worm.targeting == "random" else 0.4      # others look near themselves, and must get further
        self.share = min(0.9, max(least, fleet.size / (reach * count)))
        self.latent = self.shortened(worm, fleet.size, count) if o.latent is None else worm.latent
        self.infected, self.attackers, self.flows = {}, [], []
        self.by_order, self.started, self.deadline, self.servers_infected = [], 0, None, 0
        self.keeps_on = rng.random() < 0.5
        self.cut = None

    def shortened(self, worm, size, count):
        """A worm that sleeps for longer than its victims need to find victims has no generations: not drawn."""
        probes = {"random": size / self.share / count, "hitlist": 4}.get(worm.targeting, size / count)
        return min(worm.latent, 0.4 * probes / worm.rate)

    # -- the beginning ------------------------------------------------------------------------------------
    def start(self, at):
        self.started = at
        origin = self.o.origin or self.rng.choice(("outside", "outside", "client", "server"))
        self.origin = origin
        if origin == "outside":
            for i in range(1 if self.rng.random() < 0.7 else self.rng.randint(2, 4)):
                self.attacker(at if i == 0 else at + int(self.rng.expovariate(1 / 60) * US))
            return
        pool = self.fleet.clients if origin == "client" and self.fleet.clients else self.vulnerable
        self.infect(at, self.rng.choice(pool), None, 0)

    def attacker(self, at):
        host = self.fleet.stranger(self.rng)
        self.attackers.append(host)
        state = Infected(host, None, at, at)
        self.aim(state, None)
        self.world.schedule(at, lambda t: self.probe(t, state))

    def infect(self, at, host, by, delay=None):
        if host.ip in self.infected:
            return
        if host.ip in self.weak:
            if self.o.until_infected is not None and self.servers_infected >= self.o.until_infected:
                self.cut = at
                self.world.stop(at)
                return
            self.servers_infected += 1
        latent = self.latent * self.rng.uniform(0.6, 1.6) if delay is None else delay
        state = Infected(host, by, at, at + int(latent * US) + self.rng.randint(2000, 90_000))
        self.infected[host.ip] = state
        self.aim(state, self.infected.get(by.ip) if by else None)
        self.world.schedule(state.onset, lambda t: self.probe(t, state))
        self.watch_end(at)

    def watch_end(self, at):
        """The capture ends some time after nearly all have fallen."""
        tail = int((self.latent * 1.6 + 25 / self.worm.rate + 1) * US)
        if self.servers_infected >= len(self.vulnerable):
            self.world.stop(at + tail)
        elif self.servers_infected >= 0.9 * len(self.vulnerable):
            self.world.stop(at + tail + (at - self.started) // 2)

    # -- targets ------------------------------------------------------------------------------------------
    def aim(self, state, parent):
        if self.worm.targeting == "hitlist":
            if parent is not None and parent.list is not None and self.worm.split_list:
                half = len(parent.list) // 2
                state.list, parent.list = parent.list[half:], parent.list[:half]
            else:
                state.list = [h.ip for h in self.offering if h is not state.host]
                state.list += [self.fleet.public(self.rng) for _ in range(int(len(state.list) * self.rng.uniform(0.3, 1.5)))]
                self.rng.shuffle(state.list)
        if self.worm.targeting == "sequential":
            self.restart(state)

    def restart(self, state):
        rng = self.rng
        if state.host.inside and rng.random() < 0.6:
            state.cursor = (state.host.ip & ~0xFF) - rng.randint(0, 20) + rng.choice((0, 0, 256))
        else:
            state.cursor = self.anywhere()
        state.left = rng.randint(256, 900)

    def anywhere(self):
        if self.rng.random() < self.share:
            return self.fleet.base + self.rng.randrange(self.fleet.size)
        return self.fleet.public(self.rng)

    def target(self, state):
        rng, how = self.rng, self.worm.targeting
        if how == "hitlist" and state.list:
            return state.list.pop()
        if how == "sequential":
            if state.left <= 0:
                self.restart(state)
            state.left -= 1
            state.cursor += 1
            return state.cursor
        if how == "local" and state.host.inside:
            dice = rng.random()
            if dice < 0.5:
                return (state.host.ip & ~0xFF) + rng.randrange(256)
            if dice < 0.8:
                return self.fleet.base + rng.randrange(self.fleet.size)
        return self.anywhere()

    # -- a probe ------------------------------------------------------------------------------------------
    def probe(self, at, state):
        if not state.host.inside and not self.keeps_on and self.infected and at > self.started + 2 * (min(i.at for i in self.infected.values()) - self.started):
            return
        mean = 1 / self.worm.rate
        gap = mean * self.rng.uniform(0.7, 1.3) if self.worm.steady else self.rng.expovariate(1 / mean)
        self.world.schedule(at + max(1, int(gap * US)), lambda t: self.probe(t, state))
        ip = self.target(state)
        if ip == state.host.ip or ip == self.fleet.router.ip or not 1 << 24 <= ip < 224 << 24:
            return
        inside = self.fleet.holds(ip)
        if not inside and not state.host.inside:
            return      # between strangers: nobody here sees it
        if not inside:
            return self.probe_outside(at, state, ip)
        host = self.fleet.hosts.get(ip)
        if host is None:
            return self.no_one(at, state, Host(self.rng, ip, "linux", True, 100), 0.06)
        if (self.worm.transport, self.worm.port) in host.services:
            return self.deliver(at, state, host)
        self.closed(at, state, host, host.silent)

    def probe_outside(self, at, state, ip):
        host = Host(self.rng, ip, "linux", False, int(self.rng.lognormvariate(10.1, 0.8)))
        dice = self.rng.random()
        listed = self.worm.targeting == "hitlist" and state.list
        if dice < (0.8 if listed else 0.015):
            return self.deliver(at, state, host)
        if dice < (0.9 if listed else 0.1):
            return self.closed(at, state, host, False)
        self.no_one(at, state, host, 0.02)

    def no_one(self, at, state, host, told):
        answer = "icmp" if self.rng.random() < told else ""
        if self.worm.transport == "tcp":
            flow, _ = self.world.wire.silence(at, state.host, host, self.worm.port, self.worm.tries, answer=answer, mark="probe")
        else:
            flow, _ = self.world.wire.udp(at, state.host, host, self.worm.port, [(0, self.worm.exploit(self.rng, ""), 0)], mark="exploit")
        self.note(flow, "probe" if self.worm.transport == "tcp" else "exploit")

    def closed(self, at, state, host, silent):
        if silent:
            return self.no_one(at, state, host, 0)
        if self.worm.transport == "tcp":
            flow, _ = self.world.wire.silence(at, state.host, host, self.worm.port, 1, answer="rst", mark="probe")
            return self.note(flow, "probe")
        script = [(0, self.worm.exploit(self.rng, ""), 0)]
        flow, _ = self.world.wire.udp(at, state.host, host, self.worm.port, script, port_closed=True, mark="exploit")
        self.note(flow, "exploit")

    def note(self, flow, kind, whole=None):
        """whole: when the last byte of the exploit passed."""
        if flow is not None:
            self.flows.append((flow.at, flow.src, flow.sport, flow.dst, flow.dport, flow.proto, kind, flow.at if whole is None else whole))

    # -- an exploit that arrives --------------------------------------------------------------------------
    def deliver(self, at, state, host):
        worm, rng, wire = self.worm, self.rng, self.world.wire
        weak = host.ip in self.weak
        fresh = weak and host.ip not in self.infected
        exploit = worm.exploit(rng, text(host.ip))
        if worm.transport == "udp":
            script = [(0, exploit, 0)]
            if weak and worm.accepted == "answers" or not weak and worm.patched == "error" and host.inside:
                script.append((1, worm.service.answer(rng, weak, 12), rng.randint(100, 3000)))
            flow, end = wire.udp(at, state.host, host, worm.port, script, mark="exploit")
            self.note(flow, "exploit")
            if flow and weak and (fresh or worm.again):
                self.hand_over(flow.at + state.host.away + rng.randint(50, 900), state, host, fresh)
            return
        script = worm.opening(rng)
        script.append((0, exploit, rng.randint(50, 4000)))
        sent = last = len(script) - 1
        ending = worm.ending
        if weak:
            if worm.accepted == "answers":
                script.append((1, worm.service.answer(rng, True, rng.randint(4, 200)), rng.randint(300, 90_000)))
            if worm.body == "push" and (fresh or worm.again):
                script.append((0, rng.randbytes(int(worm.body_bytes * rng.uniform(0.8, 1.2))), rng.randint(200, 90_000)))
                last = len(script) - 1
            if worm.accepted == "crashes":
                ending = "rst-server"
        elif worm.patched == "reset" and host.inside:
            ending = "rst-server"
        elif worm.patched == "silent" and host.inside:
            ending = "fin-server"
        else:
            script.append((1, worm.service.answer(rng, False, rng.randint(4, 120)), rng.randint(300, 40_000)))
        flow, end, passed = wire.tcp(at, state.host, host, worm.port, script, ending, segment=(worm.segment, None), mark="exploit")
        self.note(flow, "exploit", passed[sent] if flow else None)
        if flow and weak and (fresh or worm.again):
            self.hand_over(passed[last] + host.away + rng.randint(300, 20_000), state, host, fresh)

    def hand_over(self, at, state, host, fresh):
        """From the exploit to the infection: at once, or when the body has been fetched."""
        if self.worm.body != "pull":
            if fresh:
                self.world.schedule(at, lambda t: self.infect(t, host, state.host))
            return
        self.world.schedule(at + self.rng.randint(20_000, 900_000), lambda t: self.fetch(t, state, host, fresh))

    def fetch(self, at, state, host, fresh):
        rng, worm = self.rng, self.worm
        body = rng.randbytes(int(worm.body_bytes * rng.uniform(0.8, 1.2)))
        script = [(0, rng.randbytes(rng.randint(8, 40)).translate(bytes(97 + i % 26 for i in range(256))) + b"\n", 500), (1, body, 2000)]
        flow, end, _ = self.world.wire.tcp(at, host, state.host, worm.body_port, script, "fin-server", mark="body")
        self.note(flow, "body")
        if flow and fresh:
            self.world.schedule(end + rng.randint(1000, 300_000), lambda t: self.infect(t, host, state.host))
