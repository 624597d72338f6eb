"""An unknown worm: what it sends, how it is answered. All of it follows from the worm's seed and the options.

Inert: pieces of random bytes that never change, random filler around them, in the dress of a made-up service.
"""
import random, string

SAFE = (string.ascii_letters + string.digits + "-_.~").encode()
PRINTABLE = bytes(SAFE[i % len(SAFE)] for i in range(256))
HTTP_PORTS = (80, 8080, 8000, 8081, 8888, 5985, 7001, 9200)
LINE_PORTS = (21, 25, 110, 143, 119, 6667)
TCP_PORTS = HTTP_PORTS + LINE_PORTS + (135, 139, 445, 1433, 2967, 3127, 3306, 3389, 5000, 5554, 5900, 6101, 9898, 10000, 41523)
UDP_PORTS = (137, 161, 1434, 1900, 4000, 5060, 5353, 11211, 27015, 38293)
TARGETING = ("random", "local", "sequential", "hitlist")


class Service:
    """The service that the worm comes through, as honest clients know it too."""

    def __init__(self, rng, transport, port):
        self.transport, self.port = transport, port
        self.dress = "binary"
        if transport == "tcp" and port in HTTP_PORTS:
            self.dress = "http"
        elif transport == "tcp" and port in LINE_PORTS:
            self.dress = "line"
        self.magic = rng.randbytes(rng.choice((2, 4, 4, 8)))
        self.banner = b""
        if self.dress == "line" or (self.dress == "binary" and transport == "tcp" and rng.random() < 0.3):
            self.banner = b"220 " + rng.randbytes(9).translate(PRINTABLE) + b" ready\r\n" if self.dress == "line" else self.magic + rng.randbytes(20)
        self.greets = transport == "tcp" and self.dress != "http" and rng.random() < 0.5
        self.hello = b"HELO " if self.dress == "line" else self.magic + bytes((1, rng.randrange(256), 0, 0))
        self.paths = [b"/" + rng.randbytes(rng.randint(3, 12)).translate(PRINTABLE) for _ in range(12)]

    def wrap(self, rng, host, data, path=None):
        """One message of the service that holds the data."""
        if self.dress == "http":
            agent = b"Mozilla/5.0 (" + rng.randbytes(rng.randint(4, 14)).translate(PRINTABLE) + b")"
            return (b"POST " + (path or rng.choice(self.paths)) + b" HTTP/1.1\r\nHost: " + host.encode() + b"\r\nUser-Agent: " + agent +
                    b"\r\nContent-Length: %d\r\n\r\n" % len(data) + data)
        if self.dress == "line":
            return rng.choice((b"USER ", b"MAIL ", b"LIST ")) + data + b"\r\n"
        return self.magic + len(data).to_bytes(4, "big") + data

    def answer(self, rng, good, size):
        if self.dress == "http":
            status = b"200 OK" if good else rng.choice((b"404 Not Found", b"400 Bad Request", b"403 Forbidden"))
            body = rng.randbytes(size).translate(PRINTABLE)
            return b"HTTP/1.1 " + status + b"\r\nServer: Apache\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body
        if self.dress == "line":
            return (b"250 ok " if good else b"501 syntax error ") + rng.randbytes(4).translate(PRINTABLE) + b"\r\n"
        return self.magic + bytes((0 if good else 0xE1, 0, 0, size & 0xFF)) + rng.randbytes(size)


class Worm:
    def __init__(self, seed, o):
        """o: the options; what is None there is drawn from the seed."""
        rng = random.Random(f"worm {seed}")
        drawn = rng.choice(("tcp", "tcp", "udp"))
        self.transport = o.transport or drawn
        drawn = rng.choice(TCP_PORTS if self.transport == "tcp" else UDP_PORTS)
        self.port = o.port or drawn
        self.service = Service(rng, self.transport, self.port)
        drawn = rng.choice((60, 100, 200, 400))
        invariant = o.invariant or drawn
        drawn = rng.choice((1, 1, 2, 3, 4))
        pieces = max(1, min(o.pieces or drawn, invariant // 8))
        text = self.service.dress == "line" or (self.service.dress == "http" and rng.random() < 0.5)
        self.text = text
        cuts = [invariant * i // pieces for i in range(pieces + 1)]
        self.pieces = []
        for a, b in zip(cuts, cuts[1:]):
            piece = rng.randbytes(b - a)
            self.pieces.append(piece.translate(PRINTABLE) if text else piece)
        most = 1300 if self.transport == "udp" else 6000
        drawn = min(most, invariant + rng.randint(80, 200) + int(invariant * rng.uniform(1, 6)))
        self.payload_bytes = min(most, max(invariant, o.payload_bytes or drawn))
        shares = [rng.random() + 0.1 for _ in range(pieces + 1)]
        self.gaps = [int((self.payload_bytes - invariant) * s / sum(shares)) for s in shares]
        self.in_path = self.service.dress == "http" and text and rng.random() < 0.5
        split = rng.random() < 0.4
        self.split = self.transport == "tcp" and (split if o.split is None else o.split == "yes")
        self.segment = rng.randint(48, 260) if self.split else None
        drawn = rng.choice(TARGETING)
        self.targeting = o.targeting or drawn
        drawn = 10 ** rng.uniform(-1, 3)
        self.rate = o.rate or drawn
        drawn = rng.choice(("push", "push", "pull", "whole"))
        self.body = o.body or drawn      # push: in the same conversation; pull: fetched; whole: the exploit is all
        self.body_bytes = rng.randint(2000, 40000)
        self.body_port = rng.choice((69, 21, 4444, 5554, 8081, 9996, rng.randint(1025, 60000)))
        drawn = 10 ** rng.uniform(-1, 2.5)
        self.latent = o.latent if o.latent is not None else drawn
        self.steady = rng.random() < 0.5
        self.tries = rng.choice((1, 1, 2))
        self.ending = rng.choice(("fin", "rst", "fin-server", "none"))
        self.accepted = rng.choice(("answers", "silent", "crashes"))
        self.patched = rng.choice(("error", "error", "reset", "silent", "closed"))
        self.again = rng.random() < 0.5     # delivers to what is infected already
        self.split_list = rng.random() < 0.7

    def exploit(self, rng, host):
        parts = []
        for i, gap in enumerate(self.gaps):
            size = max(0, gap + rng.randint(-gap // 4, gap // 4)) if gap > 3 else gap
            parts.append(rng.randbytes(size).translate(PRINTABLE) if self.text else rng.randbytes(size))
            if i < len(self.pieces):
                parts.append(self.pieces[i])
        data = b"".join(parts)
        if self.transport == "udp":
            return self.service.magic + data[:1400]
        return self.service.wrap(rng, host, b"", b"/" + data) if self.in_path else self.service.wrap(rng, host, data)

    def opening(self, rng):
        """What goes before the exploit, as a script."""
        script = []
        if self.service.banner:
            script.append((1, self.service.banner, rng.randint(200, 9000)))
        if self.service.greets:
            script.append((0, self.service.hello + rng.randbytes(6).translate(PRINTABLE) + b"\r\n", rng.randint(100, 5000)))
            script.append((1, self.service.answer(rng, True, 8), rng.randint(200, 5000)))
        return script

    def described(self):
        keys = ("transport", "port", "payload_bytes", "split", "segment", "targeting", "rate", "body", "latent", "accepted", "patched", "tries")
        out = {k: getattr(self, k) for k in keys}
        return out | {"dress": self.service.dress, "invariant": sum(map(len, self.pieces)), "pieces": len(self.pieces)}
