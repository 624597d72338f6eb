#!/usr/bin/env python3
"""Labelled outbreaks of unknown worms in a fleet, as a capture and a truth: written apart from `cordon simulate`.

    second_generator.py --seed 1 -o x.pcap --truth x.json
    second_generator.py --seed 1 --transport udp --port 1434 --rate 300 --targeting random -o x.pcap --truth x.json
    second_generator.py --seed 1 --invariant 60 --pieces 3 --split yes --until-infected 3 -o x.pcap --truth x.json
    second_generator.py --seed 2 --worm-seed 1 -o other.pcap --truth other.json      the same worm, another network
    second_generator.py --clean 24 --seed 1 -o clean.pcap --truth clean.json         a busy fleet, no worm
    second_generator.py --seed 1 --flows x.csv --truth x.json                        flow records alone

The worm is inert: fixed pieces of random bytes (its invariant), random filler, in the dress of a made-up service.
What is not given is drawn from the seeds: the network from --seed, the worm from --worm-seed (the same, if absent).
The same options give the same bytes. Times in the truth are RFC 3339; "by" is null where nobody in sight did it.
The world is small: of random probes so many go to the fleet that the worm lives (share_into_fleet in the truth).
"""
import argparse, datetime, heapq, json, random, sys, time
from secondnet.background import Background
from secondnet.clean import CleanDay
from secondnet.frames import write_pcap
from secondnet.hosts import Fleet, text
from secondnet.outbreak import Outbreak
from secondnet.talk import Wire
from secondnet.worm import TARGETING, Worm

US = 1_000_000


class World:
    """What is to happen, in order of time."""

    def __init__(self, fleet, wire):
        self.fleet, self.wire, self.queue, self.count, self.end = fleet, wire, [], 0, None

    def schedule(self, at, what):
        self.count += 1
        heapq.heappush(self.queue, (at, self.count, what))

    def stop(self, at):
        self.end = at if self.end is None else min(self.end, at)

    def run(self, most_frames, most_bytes):
        """Until the end, or until more than that was written; returns when that was."""
        at, counted, size, frames = 0, 0, 0, self.wire.frames
        while self.queue:
            at, _, what = heapq.heappop(self.queue)
            if self.end is not None and at >= self.end:
                return self.end
            what(at)
            if len(frames) > counted + 1000:
                size += sum(len(f) for _, f in frames[counted:])
                counted = len(frames)
                if counted > most_frames or size > most_bytes:
                    return at
        return at


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("-o", "--output", help="capture to write (pcap)")
    p.add_argument("--truth", help="JSON to write")
    p.add_argument("--flows", help="CSV of flow records to write")
    p.add_argument("--seed", type=int, default=1, help="of the network and of what happens")
    p.add_argument("--worm-seed", type=int, help="of the worm: its bytes and manners")
    p.add_argument("--servers", type=int, default=60)
    p.add_argument("--clients", type=int, default=25)
    p.add_argument("--vulnerable", type=float, default=0.4, help="share of the servers, at least three")
    p.add_argument("--transport", choices=("tcp", "udp"))
    p.add_argument("--port", type=int)
    p.add_argument("--invariant", type=int, help="bytes that never change")
    p.add_argument("--pieces", type=int, help="in how many places")
    p.add_argument("--payload-bytes", type=int, help="of the whole exploit, about")
    p.add_argument("--split", choices=("yes", "no"), help="the exploit over many small segments")
    p.add_argument("--targeting", choices=TARGETING)
    p.add_argument("--rate", type=float, help="probes a second of one infected host")
    p.add_argument("--latent", type=float, help="seconds from infection to the first probe, about")
    p.add_argument("--body", choices=("push", "pull", "whole"), help="how the body goes over: sent, fetched, in the exploit")
    p.add_argument("--origin", choices=("outside", "client", "server"), help="where it begins")
    p.add_argument("--reach", type=float, help="probes that a random worm needs for its first victim, about")
    p.add_argument("--until-infected", type=int, metavar="N", help="end just before server N+1 is infected")
    p.add_argument("--background", type=float, help="conversations a minute")
    p.add_argument("--warm-up", type=float, help="seconds before the worm begins")
    p.add_argument("--view", choices=("switch", "border"), default="switch")
    p.add_argument("--arp", action="store_true", help="with ARP: who is asked for on his own link and is not there gets no SYN")
    p.add_argument("--loss", type=float, default=0.003, help="share of segments that pass twice or late")
    p.add_argument("--duration", type=float, default=24 * 3600, help="seconds, at most")
    p.add_argument("--most-frames", type=int, default=250_000)
    p.add_argument("--most-bytes", type=int, default=60_000_000)
    p.add_argument("--clean", type=float, metavar="HOURS", help="no worm: a busy fleet")
    return p.parse_args()


def rfc3339(epoch_us, at):
    moment = datetime.datetime.fromtimestamp((epoch_us + at) // US, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{(epoch_us + at) % US:06}Z"


def pace(worm, outbreak, o):
    """Seconds before the worm, and conversations a minute so that the whole stays small."""
    expected = 8 * outbreak.fleet.size / outbreak.share / len(outbreak.vulnerable) / worm.rate + 6 * outbreak.latent
    warm_up = o.warm_up if o.warm_up is not None else min(900, max(60, expected / 6))
    per_minute = o.background if o.background is not None else min(240, max(3, 1800 / ((expected + warm_up) / 60)))
    return warm_up, per_minute


def write_flows(path, flows, epoch_us, end):
    with open(path, "w") as out:
        out.write("time,duration,proto,saddr,sport,daddr,dport,state,spkts,dpkts,sbytes,dbytes\n")
        for f in sorted(flows, key=lambda f: (f.at, f.src, f.sport)):
            if f.at < end:
                lasted = (min(f.end, end) - f.at) / US
                out.write(f"{(epoch_us + f.at) / US:.6f},{lasted:.6f},{'tcp' if f.proto == 6 else 'udp'},{text(f.src)},{f.sport},{text(f.dst)},{f.dport},"
                          f"{f.state},{f.packets[0]},{f.packets[1]},{f.bytes[0]},{f.bytes[1]}\n")


def main():
    o = options()
    began = time.monotonic()
    rng = random.Random(f"network {o.seed}")
    fleet = Fleet(rng, o.servers, o.clients)
    wire = Wire(random.Random(f"wire {o.seed}"), fleet, o.view, o.arp, o.loss)
    world = World(fleet, wire)
    epoch_us = (1_700_000_000 + rng.randrange(30_000_000)) * US + rng.randrange(US)
    truth = {"generator": "second", "seed": o.seed, "network": str(fleet.network)}
    if o.clean:
        world.stop(int(o.clean * 3600 * US))
        day = CleanDay(world, random.Random(f"clean {o.seed}"), o)
        end = world.run(o.most_frames * 4, o.most_bytes * 4)
        truth |= day.told(lambda t: rfc3339(epoch_us, t))
        infected = []
    else:
        worm = Worm(o.seed if o.worm_seed is None else o.worm_seed, o)
        outbreak = Outbreak(world, worm, random.Random(f"outbreak {o.seed}"), o)
        warm_up, per_minute = pace(worm, outbreak, o)
        world.stop(int(o.duration * US)) if o.until_infected is None else None
        Background(world, random.Random(f"background {o.seed}"), worm, outbreak.offering).run(0, per_minute)
        world.schedule(int(warm_up * US), outbreak.start)
        end = world.run(o.most_frames, o.most_bytes)
        infected = [i for i in outbreak.infected.values() if i.at < end]
        when = lambda t: rfc3339(epoch_us, t) if t is not None and t < end else None
        names = lambda hosts: sorted(text(h.ip) for h in hosts)
        truth |= {
            "worm_seed": o.seed if o.worm_seed is None else o.worm_seed,
            "worm": worm.described() | {"latent": round(outbreak.latent, 3)}, "share_into_fleet": round(outbreak.share, 4), "background_per_minute": per_minute,
            "origin": outbreak.origin, "attackers": names(outbreak.attackers),
            "patient_zero": text(infected[0].host.ip) if infected else None,
            "infected": [{"host": text(i.host.ip), "by": text(i.by.ip) if i.by else None, "at": when(i.at), "onset": when(i.onset)} for i in infected],
            "servers_infected": outbreak.servers_infected, "vulnerable": names(outbreak.vulnerable), "patched": names(outbreak.patched),
            "scanners": [], "invariant": [p.hex() for p in worm.pieces],
            "worm_flows": [[when(at), text(src), sport, text(dst), dport, "tcp" if proto == 6 else "udp", kind if whole < end else "cut"]
                           for at, src, sport, dst, dport, proto, kind, whole in outbreak.flows if at < end]}
    truth |= {"servers": sorted(text(h.ip) for h in fleet.servers), "start": rfc3339(epoch_us, 0), "end": rfc3339(epoch_us, end)}
    frames = [f for f in wire.frames if f[0] < end]
    truth["frames"] = len(frames)
    if o.output:
        write_pcap(o.output, frames, epoch_us)
    if o.flows:
        write_flows(o.flows, wire.flows, epoch_us, end)
    if o.truth:
        with open(o.truth, "w") as out:
            json.dump(truth, out, indent=0)
    said = "clean" if o.clean else f"{len(infected)} infected, {len(outbreak.vulnerable)} of {o.servers} servers vulnerable"
    print(f"{len(frames)} frames, {end / US:.1f} s, {said}; written in {time.monotonic() - began:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
