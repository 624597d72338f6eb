"""Days without a worm that yet look like one: crowds, crawlers, peers, updates, lists, an outage, NAT, scanners.

What spreads here spreads honestly: a list sends on what it got, caches serve what they fetched, rumours run
through a cluster. Each event is told with its time, so that a false alarm can be laid to what made it.
"""
import math, random
from .background import Background, prose
from .hosts import Host, text

US, HOUR = 1_000_000, 3_600_000_000


class CleanDay:
    def __init__(self, world, rng, o):
        self.world, self.rng, self.wire, self.fleet = world, rng, world.wire, world.fleet
        self.usual = Background(world, random.Random(f"background {o.seed}"), None, [])
        self.events, self.scanners = [], []
        self.hours = max(1, o.clean)
        self.scale = min(1.0, self.hours / 6)       # a short capture has smaller events
        self.per_minute = o.background if o.background is not None else 6
        self.curve(0)
        kinds = (self.flash_crowd, self.crawler, self.swarm, self.updates, self.shared_cache, self.mailing_list, self.outage, self.nat,
                 self.authorised_scanner, self.sweeper, self.backup, self.administration, self.rumours, self.slow_scanner)
        for i, kind in enumerate(kinds):
            share = (i + rng.uniform(0.1, 0.7)) / len(kinds) if kind != self.rumours else 0.01
            world.schedule(int(share * self.hours * HOUR), lambda t, k=kind: self.begin(t, k))

    def begin(self, at, kind):
        self.events.append([kind.__name__, at, kind(at)])

    def told(self, when):
        return {"events": [[name, when(at), who] for name, at, who in self.events], "scanners": self.scanners, "infected": [], "vulnerable": [], "worm_flows": []}

    def often(self, at, seconds, rate, what):
        """what(t) at that rate a second, for so long."""
        end = at + int(seconds * US)
        def one(t):
            if t < end:
                what(t)
                self.world.schedule(t + max(1, int(self.rng.expovariate(rate) * US)), one)
        self.world.schedule(at, one)

    def curve(self, at):
        """Busy by day, thin by night: a rate for each quarter of an hour."""
        hour = at / HOUR % 24
        busy = 0.35 + 1.3 * max(0.0, math.sin((hour - 1) / 24 * 2 * math.pi))
        u = self.usual
        self.often(at, 900, self.per_minute * busy / 60, lambda t: getattr(u, self.rng.choices(u.kinds, u.weights)[0])(t))
        self.world.schedule(at + HOUR // 4, self.curve)

    # -- popular content ----------------------------------------------------------------------------------
    def flash_crowd(self, at):
        server, crowd = self.usual.web[0], [self.fleet.stranger(self.rng) for _ in range(int(500 * self.scale) + 50)]
        self.often(at, 700 * self.scale, 1.5, lambda t: self.usual.http(t, self.rng.choice(crowd), server, pages=(3, 7)))
        return text(server.ip)

    def crawler(self, at):
        bot = self.fleet.stranger(self.rng)
        bot.names["agent"] = "Mozilla/5.0 (compatible; Crawlbot/1.4; +http://crawl.example/bot)"
        gone = [Host(self.rng, self.fleet.base + self.rng.randrange(self.fleet.size), "linux", True, 100) for _ in range(3)]
        def visit(t):
            if self.rng.random() < 0.06:
                there = self.rng.choice(gone)
                return self.wire.silence(t, bot, self.fleet.hosts.get(there.ip, there), 80, 2) if there.ip not in self.fleet.hosts else None
            self.usual.http(t, bot, self.rng.choice(self.usual.web), pages=[self.rng.randrange(200) for _ in range(8)])
        self.often(at, 3600 * self.scale, 0.25, visit)
        return text(bot.ip)

    def swarm(self, at):
        """Peer-to-peer at full swing, from one client; strangers then connect to it, too."""
        who = self.fleet.clients[0]
        def one(t):
            if self.rng.random() < 0.7:
                return self.usual.peer(t, who)
            shake = b"\x13BitTorrent protocol" + b"\0\0\0\0\0\x10\0\x05" + random.Random("torrent").randbytes(20)
            chunk = random.Random(f"chunk {self.rng.randrange(6)}").randbytes(9000)
            self.wire.tcp(t, self.fleet.stranger(self.rng), who, 51413, [(0, shake + self.rng.randbytes(20), 500), (1, shake + self.rng.randbytes(20), 9000),
                          (0, b"\0\0\0\x0d\x06" + bytes(12), 9000), (1, b"\0\0\x23\x31\x07" + chunk, 9000)], "fin")
        self.often(at, 1800 * self.scale, 0.6, one)
        return text(who.ip)

    def updates(self, at):
        """All of ours fetch the same package from one host of the Internet, within the hour."""
        depot = self.fleet.stranger(self.rng)
        package = random.Random("package").randbytes(45_000)
        ask = b"GET /pool/main/p/package_1.2.3.deb HTTP/1.1\r\nHost: updates.example\r\nUser-Agent: Updater/2.0\r\n\r\n"
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n" % len(package) + package
        for host in self.fleet.servers + self.fleet.clients:
            self.world.schedule(at + self.rng.randrange(int(HOUR * self.scale)), lambda t, h=host: self.wire.tcp(t, h, depot, 80, [(0, ask, 500), (1, answer, 2000)], "fin"))
        return text(depot.ip)

    def shared_cache(self, at):
        """Clients that hand an update on: whoever has fetched the pieces serves them. It spreads, by being asked."""
        pieces = [random.Random(f"piece {i}").randbytes(6000) for i in range(4)]
        clients = self.fleet.clients[:]
        self.rng.shuffle(clients)
        have = clients[:1]
        def fetch(t, who):
            source = self.rng.choice(have)
            script = [(0, b"\x0eSwarm protocol" + bytes(9) + self.rng.randbytes(16), 500), (1, b"\x0eSwarm protocol" + bytes(9) + self.rng.randbytes(16), 900)]
            for i in range(4):
                script += [(0, b"\0\0\0\x0d\x06" + bytes((i, 0, 0, 0)), 700), (1, b"\0\0\x17\x79\x07" + pieces[i], 900)]
            self.wire.tcp(t, who, source, 7680, script, "fin")
            have.append(who)
        for i, who in enumerate(clients[1:]):
            self.world.schedule(at + int((i + self.rng.random()) * 40 * US), lambda t, w=who: fetch(t, w))
        return text(have[0].ip)

    def mailing_list(self, at):
        """A letter comes in and goes out to all subscribers: a sender that was a receiver, of the same bytes."""
        for n in range(3):
            body = self.usual.mail_body() + prose(self.rng, 3000)
            when = at + n * 900 * US
            self.world.schedule(when, lambda t, b=body: self.wire.tcp(t, self.rng.choice(self.usual.visitors), self.usual.mail[0], 25, self.usual.letter("list@example.net", "all@example.org", b), "fin"))
            self.often(when + 5 * US, 150 * self.scale, 1.0, lambda t, b=body: self.usual.smtp_out(t, b))
            if len(self.usual.mail) > 1:
                self.world.schedule(when + 4 * US, lambda t, b=body: self.wire.tcp(t, self.usual.mail[0], self.usual.mail[1], 25, self.usual.letter("list@example.net", "b@example.org", b), "fin"))
        return text(self.usual.mail[0].ip)

    def rumours(self, at):
        """A cluster whose members pass on what they hear, by datagrams, to members drawn at random."""
        members = self.usual.apps[:7]
        if len(members) < 2:
            return ""
        for h in members:
            h.services[("udp", 8301)] = "usual"
        current = {"text": self.rng.randbytes(120)}
        def one(t):
            if self.rng.random() < 0.02:
                current["text"] = self.rng.randbytes(120)
            a, b = self.rng.sample(members, 2)
            self.wire.udp(t, a, b, 8301, [(0, b"\x05gossip" + self.rng.randbytes(4) + current["text"], 0), (1, b"\x06ack" + self.rng.randbytes(4), 400)], sport=8301)
        self.often(at, self.hours * 3600, 0.12, one)
        return [text(h.ip) for h in members]

    # -- failures -----------------------------------------------------------------------------------------
    def outage(self, at):
        """The most popular server is off; everybody keeps trying, servers among them."""
        server, seconds = self.usual.web[0], 1500 * self.scale
        server.down.append((at, at + int(seconds * US)))
        others = self.fleet.servers[:12] + self.fleet.clients + self.usual.visitors
        def attempt(t):
            who = self.rng.choice(others)
            if who is not server:
                self.wire.silence(t, who, server, self.rng.choice((80, 80, 80, 443)), 3)
        self.often(at, seconds, 0.5, attempt)
        return text(server.ip)

    def nat(self, at):
        """Many users behind one address of the Internet, and some of ours behind one of ours."""
        outer, inner = self.fleet.stranger(self.rng), self.fleet.clients[1 % len(self.fleet.clients)]
        self.often(at, 2400 * self.scale, 0.25, lambda t: self.rng.choice((self.usual.http, self.usual.https))(t, outer))
        def out(t):
            there = self.fleet.stranger(self.rng)
            if self.rng.random() < 0.12:
                return self.wire.silence(t, inner, there, self.rng.choice((80, 443, 443, 993)), 3)
            self.usual.https(t, inner, there)
        self.often(at, 2400 * self.scale, 0.25, out)
        return [text(outer.ip), text(inner.ip)]

    # -- scanners, and those that look like them ----------------------------------------------------------
    def knock(self, t, who, ip, port, probe=b""):
        target = self.fleet.hosts.get(ip)
        if target is who:
            return
        if target is None:
            return self.wire.silence(t, who, Host(self.rng, ip, "linux", True, 100), port, 1)
        if ("tcp", port) in target.services and not target.is_down(t):
            script = [(0, probe, 900), (1, b"HTTP/1.0 400 Bad Request\r\n\r\n", 2000)] if probe else []
            return self.wire.tcp(t, who, target, port, script, "rst")
        self.wire.silence(t, who, target, port, 1, answer="" if target.silent else "rst")

    def authorised_scanner(self, at):
        """A vulnerability scanner of ours: every address, some ports, checks that look like exploits."""
        who = self.fleet.servers[-1]
        checks = [b"GET /cgi-bin/%s HTTP/1.0\r\nUser-Agent: vulncheck\r\n\r\n" % n for n in (b"test.cgi", b"..%2f..%2fetc/passwd", b"printenv")]
        ports = (22, 80, 443, 445, 8080)[:max(2, int(5 * self.scale))]
        todo = [(self.fleet.base + i, p) for i in range(2, self.fleet.size - 1) for p in ports]
        for i, (ip, port) in enumerate(todo):
            self.world.schedule(at + int(i * US / 12) + self.rng.randrange(20_000), lambda t, a=ip, p=port: self.knock(t, who, a, p, self.rng.choice(checks)))
        self.scanners.append(text(who.ip))
        return text(who.ip)

    def sweeper(self, at):
        """A stranger that sweeps the whole network, one port."""
        who = self.fleet.stranger(self.rng)
        addresses = list(range(self.fleet.base + 2, self.fleet.base + self.fleet.size - 1))
        self.rng.shuffle(addresses)
        for i, ip in enumerate(addresses):
            self.world.schedule(at + i * US // 20, lambda t, a=ip: self.knock(t, who, a, 22))
        self.scanners.append(text(who.ip))
        return text(who.ip)

    def slow_scanner(self, at):
        """A stranger that tries an address every half minute."""
        who = self.fleet.stranger(self.rng)
        self.often(at, 3600 * self.scale, 1 / 20, lambda t: self.knock(t, who, self.fleet.base + self.rng.randrange(2, self.fleet.size), 23))
        self.scanners.append(text(who.ip))
        return text(who.ip)

    def backup(self, at):
        who = self.usual.monitor
        for i, host in enumerate(h for h in self.fleet.servers if h is not who):
            data = self.rng.randbytes(self.rng.randint(8000, 40_000))
            host.services.setdefault(("tcp", 873), "usual")
            self.world.schedule(at + i * 20 * US, lambda t, h=host, d=data: self.wire.tcp(t, who, h, 873, [(1, b"@RSYNCD: 31.0\n", 900), (0, b"@RSYNCD: 31.0\nbackup\n", 500), (1, d, 4000)], "fin"))
        return text(who.ip)

    def administration(self, at):
        """One machine logs in everywhere within minutes, and leaves the same behind."""
        who = self.fleet.clients[2 % len(self.fleet.clients)]
        for i, host in enumerate(self.fleet.servers):
            self.world.schedule(at + i * 3 * US, lambda t, h=host: self.wire.silence(t, who, h, 22, 3) if h.is_down(t) else self.usual.ssh(t, who, h))
        return text(who.ip)
