"""Hosts: addresses, MACs, the manners of their TCP/IP stacks; a fleet of them, and the Internet around it."""
import ipaddress, struct

# name: TTL, window, MSS, window scale (or None), timestamps, don't fragment, how IP ids go, SYN retries (seconds)
FAMILIES = {
    "linux": (64, 64240, 1460, 7, True, True, "flow", (1, 3, 7)),
    "windows": (128, 64240, 1460, 8, False, True, "count", (3, 9)),
    "bsd": (64, 65535, 1460, 6, True, True, "random", (1, 3.2, 6.4)),
    "old": (128, 16384, 1460, None, False, False, "count", (3, 9)),
    "router": (255, 4128, 536, None, False, False, "count", (2, 6)),
    "embedded": (64, 5840, 1400, None, False, True, "zero", (3, 9)),
}
VENDORS = [bytes.fromhex(v) for v in ("005056", "0025b5", "3cfdfe", "b8ac6f", "00163e", "94c691", "f8bc12")]


def packed(number):
    return struct.pack("!I", number)


def text(number):
    return str(ipaddress.IPv4Address(number))


class Host:
    __slots__ = ("ip", "raw", "mac", "family", "ttl", "window", "mss", "scale", "stamps", "df", "ids", "retries", "ident",
                 "away", "port", "services", "silent", "role", "clock", "inside", "names", "down")

    def __init__(self, rng, ip, family, inside, away):
        self.ip, self.raw, self.family, self.inside, self.away = ip, packed(ip), family, inside, away
        ttl, self.window, self.mss, self.scale, self.stamps, self.df, self.ids, self.retries = FAMILIES[family]
        self.ttl = ttl if inside else ttl - rng.randint(5, 22)
        self.mac = rng.choice(VENDORS) + rng.randbytes(3)
        self.ident = rng.randrange(65536)
        self.port = rng.randint(32768, 60000) if family in ("linux", "embedded") else rng.randint(49152, 65000)
        self.services = {}      # (protocol, port) -> what answers there
        self.silent = False     # drops what it does not offer, rather than refusing it
        self.role = ""
        self.clock = rng.randrange(1 << 31)
        self.names = {}         # whatever a kind of background remembers about it
        self.down = []          # stretches of time in which it does not answer

    def next_port(self, rng):
        low, high = (32768, 60999) if self.family in ("linux", "embedded") else (49152, 65535)
        self.port += rng.choice((1, 1, 2, 2, 3, 7))
        if self.port > high:
            self.port = low + rng.randrange(50)
        return self.port

    def next_ident(self, rng):
        if self.ids == "zero":
            return 0
        if self.ids == "random":
            return rng.randrange(65536)
        self.ident = (self.ident + 1) & 0xFFFF
        return self.ident

    def is_down(self, at):
        return any(a <= at < b for a, b in self.down)


class Fleet:
    """A network of servers and clients in /24s, its router, and how to make hosts of the outside."""

    def __init__(self, rng, servers, clients):
        self.rng = rng
        size = 1024
        while size < 3 * (servers + clients) and size < 65536:
            size *= 2
        block = rng.choice(("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "147.0.0.0/9", "193.128.0.0/10"))
        whole = ipaddress.ip_network(block)
        base = int(whole.network_address) + rng.randrange(whole.num_addresses // size) * size
        self.network = ipaddress.ip_network((base, 33 - size.bit_length()))
        self.base, self.size = base, size
        self.router_mac = b"\x00\x1c\x73" + rng.randbytes(3)
        self.router = Host(rng, base + 1, "router", True, 60)
        self.hosts, self.outside = {self.router.ip: self.router}, {}
        subnets = list(range(size // 256))
        rng.shuffle(subnets)
        for_servers = sorted(subnets[:max(1, min(len(subnets) - 1, -(-servers // rng.choice((12, 25, 40)))))])
        for_clients = sorted(set(subnets) - set(for_servers))
        self.servers = [self._add(rng.choice(for_servers), ("linux", "linux", "linux", "windows", "bsd", "old")) for _ in range(servers)]
        self.clients = [self._add(rng.choice(for_clients), ("windows", "windows", "linux", "bsd", "embedded")) for _ in range(clients)]
        for host in self.servers + self.clients:
            host.silent = rng.random() < (0.15 if host in self.servers else 0.6)

    def _add(self, subnet, families):
        while True:
            ip = self.base + subnet * 256 + self.rng.randint(5, 250)
            if ip not in self.hosts:
                self.hosts[ip] = Host(self.rng, ip, self.rng.choice(families), True, self.rng.randint(40, 260))
                return self.hosts[ip]

    def holds(self, ip):
        return self.base <= ip < self.base + self.size

    def public(self, rng):
        """An address of the Internet that is not ours."""
        while True:
            ip = rng.randrange(1 << 24, 224 << 24)
            first = ip >> 24
            if first not in (10, 127, 169, 172, 192) and not self.holds(ip):
                return ip

    def stranger(self, rng, ip=None, families=("windows", "linux", "windows", "bsd")):
        """A host of the Internet: a new one, or the one with that address."""
        ip = ip or self.public(rng)
        if ip not in self.outside:
            self.outside[ip] = Host(rng, ip, rng.choice(families), False, int(rng.lognormvariate(10.1, 0.8)))
        return self.outside[ip]
