"""What goes on in any fleet: web, names, time, mail, shells, databases, health checks, proxies, peers, noise.

Each kind is a method that writes one conversation that begins at `at`; `run` draws kinds by weight.
"""
import random
from .hosts import Host, text
from .worm import PRINTABLE

US = 1_000_000
WORDS = ("the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you "
         "were her all she there would their we him been has when who will more no if out so said what up its about into than them "
         "can only other new some could time these two may then do first any my now such like our over man me even most made after "
         "report invoice order customer shipping price total account login search product review comment archive index").split()
AGENTS = ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36",
          "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/118.0", "curl/7.88.1", "python-requests/2.28.1",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
          "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "Wget/1.21.3", "okhttp/4.10.0")


def prose(rng, size):
    out, n = [], 0
    while n < size:
        word = rng.choice(WORDS)
        out.append(word)
        n += len(word) + 1
    return " ".join(out)[:size].encode()


class Background:
    def __init__(self, world, rng, worm, offering):
        self.world, self.rng, self.wire, self.fleet = world, rng, world.wire, world.fleet
        servers = self.fleet.servers
        n = len(servers)
        pick = lambda share, least=1: rng.sample(servers, min(n, max(least, int(n * share))))
        self.web, self.tls, self.apps, self.dbs = pick(0.4), pick(0.3), pick(0.3), pick(0.12)
        self.names, self.mail, self.proxies, self.monitor = pick(0, 2), pick(0, 2), pick(0, 1), pick(0, 1)[0]
        for group, key in ((self.web, ("tcp", 80)), (self.tls, ("tcp", 443)), (self.apps, ("tcp", 8080)), (self.dbs, ("tcp", 3306)),
                           (self.names, ("udp", 53)), (self.mail, ("tcp", 25)), (self.proxies, ("tcp", 443)), (servers, ("tcp", 22))):
            for h in group:
                h.services.setdefault(key, "usual")
        self.worm, self.offering = worm, offering
        self.visitors = [self.fleet.stranger(rng) for _ in range(120)]
        self.peers = [self.fleet.stranger(rng) for _ in range(60)]
        self.gone = Host(rng, self.fleet.base + self.fleet.size - 7, "linux", True, 100)     # taken away, still asked for
        self.kept = {}
        everyone = {"http": 24, "https": 10, "dns": 16, "ntp": 3, "ssh": 3, "database": 9, "health": 9, "proxied": 6, "smtp_in": 4,
                    "smtp_out": 4, "outward": 8, "peer": 5, "noise": 5, "stale": 1}
        if worm is not None:
            everyone["own_service"] = 8
        self.kinds, self.weights = zip(*everyone.items())
        self.turn = 0

    def run(self, at, per_minute):
        """From now on, conversations at that mean rate."""
        def one(t):
            getattr(self, self.rng.choices(self.kinds, self.weights)[0])(t)
            self.world.schedule(t + max(1, int(self.rng.expovariate(per_minute / 60) * US)), one)
        self.world.schedule(at, one)

    # -- web ----------------------------------------------------------------------------------------------
    def page(self, server, number):
        """The same page is the same bytes for everyone."""
        key = (server.ip, number)
        if key not in self.kept:
            own = random.Random(f"page {server.ip} {number}")
            size = min(28_000, int(own.lognormvariate(7.8, 1.0)))
            if number % 4 == 3:
                self.kept[key] = (b"image/png", b"\x89PNG\r\n\x1a\n" + own.randbytes(size))
            else:
                self.kept[key] = (b"text/html; charset=utf-8", b"<!DOCTYPE html><html><head><title>%d</title></head><body>" % number + prose(own, size) + b"</body></html>\n")
        return self.kept[key]

    def request(self, client, server, number, port=80):
        rng = self.rng
        agent = client.names.setdefault("agent", rng.choice(AGENTS))
        cookie = client.names.setdefault("cookie", "%032x" % rng.getrandbits(128))
        path = f"/{random.Random(number).choice(WORDS)}/{number}" + rng.choice(("", "", f"?q={rng.choice(WORDS)}", f"?id={rng.randrange(9999)}"))
        name = text(server.ip) if port != 80 else f"www{server.ip % 97}.example.org"
        return (f"GET {path} HTTP/1.1\r\nHost: {name}\r\nUser-Agent: {agent}\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate\r\n"
                f"Cookie: session={cookie}; theme={rng.choice(('dark', 'light'))}\r\nConnection: keep-alive\r\n\r\n").encode()

    def response(self, server, number):
        dice = self.rng.random()
        kind, body = self.page(server, number)
        if dice < 0.08:
            return b"HTTP/1.1 304 Not Modified\r\nETag: \"%x\"\r\n\r\n" % number
        if dice < 0.12:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nnot found"
        return (b"HTTP/1.1 200 OK\r\nServer: %s\r\nContent-Type: %s\r\nETag: \"%x\"\r\nContent-Length: %d\r\n\r\n" %
                (b"nginx" if server.ip % 2 else b"Apache/2.4.57", kind, number, len(body)) + body)

    def http(self, at, client=None, server=None, port=80, pages=None):
        rng = self.rng
        client = client or (rng.choice(self.visitors) if rng.random() < 0.7 or not self.fleet.clients else rng.choice(self.fleet.clients))
        server = server or rng.choice(self.web)
        if server.is_down(at):
            return self.wire.silence(at, client, server, port, 3)
        script = []
        for i in range(min(9, 1 + int(rng.expovariate(0.5)))):
            number = pages[i % len(pages)] if pages else int(rng.paretovariate(0.8)) % 60
            script.append((0, self.request(client, server, number, port), 300 if i == 0 else int(rng.lognormvariate(13, 1.5))))
            script.append((1, self.response(server, number), int(rng.lognormvariate(8.5, 1.2))))
        self.wire.tcp(at, client, server, port, script, rng.choice(("fin", "fin", "fin-server", "rst")))

    def hello(self, server):
        """TLS that looks like it: records of the right types, a certificate that is the server's own."""
        rng = self.rng
        record = lambda kind, data: bytes((kind, 3, 3)) + len(data).to_bytes(2, "big") + data
        name = b"www%d.example.org" % (server.ip % 97)
        extensions = b"\x00\x00" + (len(name) + 5).to_bytes(2, "big") + (len(name) + 3).to_bytes(2, "big") + b"\0" + len(name).to_bytes(2, "big") + name
        body = b"\x03\x03" + rng.randbytes(32) + b"\x20" + rng.randbytes(32) + bytes.fromhex("000813011302c02bc02f0100") + len(extensions).to_bytes(2, "big") + extensions
        client = record(22, b"\x01" + len(body).to_bytes(3, "big") + body)
        body = b"\x03\x03" + rng.randbytes(32) + b"\x20" + rng.randbytes(32) + b"\xc0\x2f\0\0\0"
        own = random.Random(f"certificate {server.ip}").randbytes(900)
        chain = b"\x0b" + (len(own) + 6).to_bytes(3, "big") + (len(own) + 3).to_bytes(3, "big") + len(own).to_bytes(3, "big") + own
        answer = record(22, b"\x02" + len(body).to_bytes(3, "big") + body) + record(22, chain) + record(22, b"\x0e\0\0\0")
        rest = record(22, b"\x10" + rng.randbytes(66)) + b"\x14\x03\x03\0\x01\x01" + record(22, rng.randbytes(40))
        return client, answer, rest, lambda size: record(23, rng.randbytes(min(size, 16000)))

    def https(self, at, client=None, server=None, port=443):
        rng = self.rng
        client = client or (rng.choice(self.visitors) if rng.random() < 0.7 or not self.fleet.clients else rng.choice(self.fleet.clients))
        server = server or rng.choice(self.tls)
        if server.is_down(at):
            return self.wire.silence(at, client, server, port, 3)
        a, b, c, data = self.hello(server)
        script = [(0, a, 200), (1, b, 900), (0, c, 1500), (1, b"\x14\x03\x03\0\x01\x01" + data(40), 400)]
        for _ in range(1 + int(rng.expovariate(0.7))):
            script += [(0, data(rng.randint(200, 900)), int(rng.lognormvariate(12, 2))), (1, data(int(rng.lognormvariate(7.6, 1))), int(rng.lognormvariate(8.5, 1)))]
        self.wire.tcp(at, client, server, port, script, rng.choice(("fin", "fin-server", "rst", "none")))

    def proxied(self, at):
        """A visitor at the reverse proxy, and what it asks behind."""
        rng, proxy, app = self.rng, self.proxies[0], self.rng.choice(self.apps)
        self.https(at, rng.choice(self.visitors), proxy)
        if app is not proxy:
            self.http(at + rng.randint(60_000, 200_000), proxy, app, 8080)

    def outward(self, at):
        """Ours on the Internet."""
        who = self.rng.choice(self.fleet.clients or self.fleet.servers)
        there = self.fleet.stranger(self.rng, self.rng.choice(self.peers).ip)
        (self.https if self.rng.random() < 0.8 else self.http)(at, who, there)

    # -- small services -----------------------------------------------------------------------------------
    def dns(self, at):
        rng = self.rng
        server, who = rng.choice(self.names), rng.choice(self.fleet.clients + self.fleet.servers)
        ident = rng.randbytes(2)
        labels = (rng.choice(("www", "mail", "api", "cdn")), rng.choice(WORDS) + rng.choice(WORDS), rng.choice(("com", "org", "net")))
        question = b"".join(bytes((len(l),)) + l.encode() for l in labels) + b"\0\0\x01\0\x01"
        ask = ident + b"\x01\0\0\x01\0\0\0\0\0\0" + question
        missing = rng.random() < 0.08
        tell = ident + (b"\x81\x83\0\x01\0\0\0\0\0\0" if missing else b"\x81\x80\0\x01\0\x01\0\0\0\0") + question
        tell += b"" if missing else b"\xc0\x0c\0\x01\0\x01\0\0\x0e\x10\0\x04" + rng.randbytes(4)
        self.wire.udp(at, who, server, 53, [(0, ask, 0), (1, tell, int(rng.lognormvariate(7, 1)))])
        if rng.random() < 0.3:
            self.wire.udp(at + 100, server, self.fleet.stranger(rng, self.peers[rng.randrange(8)].ip), 53, [(0, ask, 0), (1, tell, 500)])

    def ntp(self, at):
        rng = self.rng
        there = self.fleet.stranger(rng, self.peers[rng.randrange(3)].ip)
        self.wire.udp(at, rng.choice(self.fleet.servers), there, 123, [(0, b"\x23\0\x06\xec" + bytes(36) + rng.randbytes(8), 0), (1, b"\x24\x01\x03\xe8" + rng.randbytes(44), 200)], sport=123)

    def ssh(self, at, client=None, server=None):
        rng = self.rng
        client, server = client or rng.choice(self.fleet.clients + [self.monitor]), server or rng.choice(self.fleet.servers)
        if client is server:
            return
        kex = b"\0\0\x04\x3c\x06\x14" + rng.randbytes(16) + b"curve25519-sha256,ecdh-sha2-nistp256,diffie-hellman-group14-sha256" + bytes(9)
        script = [(1, b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", 4000), (0, b"SSH-2.0-OpenSSH_8.9\r\n", 300), (0, kex, 900), (1, kex[:22] + rng.randbytes(16) + kex[38:], 900)]
        for _ in range(rng.randint(4, 30)):
            script += [(0, rng.randbytes(rng.choice((36, 44, 52, 100))), int(rng.lognormvariate(12.5, 1.4))), (1, rng.randbytes(rng.choice((36, 52, 300, 1100))), 2000)]
        self.wire.tcp(at, client, server, 22, script, "fin")

    def database(self, at):
        rng = self.rng
        app, db = rng.choice(self.apps + self.web), rng.choice(self.dbs)
        if app is db:
            return
        script = [(1, b"\x4a\0\0\0\x0a8.0.34\0" + rng.randbytes(60), 900), (0, b"\x54\0\0\x01" + rng.randbytes(84), 700), (1, b"\x07\0\0\x02\0\0\0\x02\0\0\0", 400)]
        for i in range(rng.randint(1, 12)):
            query = f"SELECT id, name, price FROM {rng.choice(WORDS)} WHERE {rng.choice(WORDS)} = {rng.randrange(100000)} LIMIT {rng.randint(1, 50)}".encode()
            script += [(0, (len(query) + 1).to_bytes(3, "little") + b"\0\x03" + query, int(rng.lognormvariate(10, 2))), (1, prose(rng, rng.randint(60, 2500)), 1500)]
        self.wire.tcp(at, app, db, 3306, script, "fin")

    def health(self, at):
        """The monitor's round: each service in turn, the same words each time."""
        everywhere = [(h, p) for h in self.fleet.servers for p in sorted(h.services) if p[0] == "tcp"]
        host, (_, port) = everywhere[self.turn % len(everywhere)]
        self.turn += 1
        if host is self.monitor:
            return
        if host.is_down(at):
            return self.wire.silence(at, self.monitor, host, port, 2)
        if port in (80, 8080):
            script = [(0, b"GET /healthz HTTP/1.0\r\nUser-Agent: checker/2.1\r\n\r\n", 200), (1, b"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nok\n", 600)]
            return self.wire.tcp(at, self.monitor, host, port, script, "fin-server")
        self.wire.tcp(at, self.monitor, host, port, [], "fin")

    def letter(self, sender, rcpt, body):
        rng = self.rng
        lines = [(1, b"220 mx ESMTP ready\r\n", 9000), (0, b"EHLO mail.example.org\r\n", 500), (1, b"250-mx\r\n250-SIZE 35882577\r\n250 8BITMIME\r\n", 600),
                 (0, f"MAIL FROM:<{sender}>\r\n".encode(), 400), (1, b"250 2.1.0 Ok\r\n", 700), (0, f"RCPT TO:<{rcpt}>\r\n".encode(), 300), (1, b"250 2.1.5 Ok\r\n", 900),
                 (0, b"DATA\r\n", 300), (1, b"354 End data with <CR><LF>.<CR><LF>\r\n", 500), (0, body + b"\r\n.\r\n", 800)]
        return lines + [(1, b"250 2.0.0 Ok: queued as %X\r\n" % rng.getrandbits(40), 20_000), (0, b"QUIT\r\n", 300), (1, b"221 2.0.0 Bye\r\n", 300)]

    def mail_body(self):
        rng = self.rng
        return b"Subject: " + prose(rng, 30) + b"\r\nMessage-ID: <%x@example.org>\r\n\r\n" % rng.getrandbits(80) + prose(rng, min(12_000, int(rng.lognormvariate(7, 1))))

    def smtp_in(self, at):
        rng = self.rng
        self.wire.tcp(at, rng.choice(self.visitors), rng.choice(self.mail), 25, self.letter(f"{rng.choice(WORDS)}@example.com", f"{rng.choice(WORDS)}@example.org", self.mail_body()), "fin")

    def smtp_out(self, at, body=None):
        rng = self.rng
        there = self.fleet.stranger(rng, rng.choice(self.peers).ip) if rng.random() < 0.8 else Host(rng, self.fleet.public(rng), "linux", False, 30_000)
        if rng.random() < 0.12:
            return self.wire.silence(at, self.mail[0], there, 25, 4, answer=rng.choice(("", "rst")))
        self.wire.tcp(at, self.mail[0], there, 25, self.letter(f"{rng.choice(WORDS)}@example.org", f"{rng.choice(WORDS)}@example.net", body or self.mail_body()), "fin")

    # -- what fails, and what nobody asked for ------------------------------------------------------------
    def peer(self, at, who=None):
        """Peer-to-peer by one or two clients: many strangers, half of them gone."""
        rng = self.rng
        if not self.fleet.clients:
            return
        who = who or self.fleet.clients[rng.randrange(min(2, len(self.fleet.clients)))]
        there = Host(rng, self.fleet.public(rng), "windows", False, int(rng.lognormvariate(10.5, 0.8)))
        port = rng.choice((6881, 51413, rng.randint(10_000, 65_000)))
        if rng.random() < 0.6:
            ask = b"d1:ad2:id20:" + rng.randbytes(20) + b"9:info_hash20:" + rng.randbytes(20) + b"e1:q9:get_peers1:t2:" + rng.randbytes(2) + b"1:y1:qe"
            return self.wire.udp(at, who, there, port, [(0, ask, 0)] + ([(1, b"d1:rd2:id20:" + rng.randbytes(60) + b"e1:y1:re", 900)] if rng.random() < 0.5 else []), sport=51413)
        if rng.random() < 0.55:
            return self.wire.silence(at, who, there, port, 2, answer=rng.choice(("", "", "rst")))
        shake = b"\x13BitTorrent protocol" + b"\0\0\0\0\0\x10\0\x05" + random.Random("torrent").randbytes(20)
        script = [(0, shake + rng.randbytes(20), 500), (1, shake + rng.randbytes(20), 9000), (1, b"\0\0\x40\x09\x07" + rng.randbytes(rng.randint(2000, 16_000)), 40_000)]
        self.wire.tcp(at, who, there, port, script, rng.choice(("fin", "rst")))

    def noise(self, at):
        """The Internet's own: strangers that knock at an address of ours."""
        rng = self.rng
        ip = self.fleet.base + rng.randrange(self.fleet.size)
        who, port = self.fleet.stranger(rng), rng.choice((22, 23, 23, 445, 3389, 80, 8080, 5060))
        target = self.fleet.hosts.get(ip)
        if target is None:
            return self.wire.silence(at, who, Host(rng, ip, "linux", True, 100), port, 1)
        if ("tcp", port) in target.services:
            return self.wire.tcp(at, who, target, port, [], "rst")
        self.wire.silence(at, who, target, port, 1, answer="" if target.silent else "rst")

    def stale(self, at):
        """A server that keeps asking for one that was taken away."""
        self.wire.silence(at, self.fleet.servers[0], self.gone, 8080, 3)

    def own_service(self, at):
        """Honest use of the service that the worm comes through."""
        rng, service = self.rng, self.worm.service
        if not self.offering:
            return
        # servers of one kind talk among themselves, too: who is infected goes on doing what he did before
        server, who = rng.choice(self.offering), rng.choice(self.fleet.clients + self.visitors[:20] + self.offering[:1 + len(self.offering) // 2])
        if who is server:
            return
        data = lambda: prose(rng, rng.randint(20, 500)) if service.dress == "line" else rng.randbytes(rng.randint(20, 500)).translate(PRINTABLE)
        if service.transport == "udp":
            return self.wire.udp(at, who, server, service.port, [(0, service.magic + data(), 0), (1, service.answer(rng, True, rng.randint(8, 300)), 900)])
        script = self.worm.opening(rng)
        for _ in range(rng.randint(1, 4)):
            script += [(0, service.wrap(rng, text(server.ip), data()), 2000), (1, service.answer(rng, rng.random() < 0.97, rng.randint(20, 1500)), 4000)]
        self.wire.tcp(at, who, server, service.port, script, rng.choice(("fin", "fin-server")))
