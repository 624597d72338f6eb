#!/usr/bin/env python3
"""That second_generator.py tells the truth: read back by a small reader of its own, apart from what wrote it."""
import collections, hashlib, json, os, pathlib, struct, subprocess, sys, tempfile

program = pathlib.Path(__file__).resolve().parent / "second_generator.py"


def make(folder, *words):
    pcap, truth = os.path.join(folder, "x.pcap"), os.path.join(folder, "x.json")
    subprocess.run([sys.executable, program, *words, "-o", pcap, "--truth", truth], check=True, stderr=subprocess.DEVNULL)
    return open(pcap, "rb").read(), json.load(open(truth))


def ones(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data[:len(data) & ~1])) + (data[-1] << 8 if len(data) & 1 else 0)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def dotted(raw):
    return ".".join(map(str, raw))


def read(pcap):
    """Times in order, checksums right; (source, port, destination, port, protocol) -> what was sent, put together."""
    at, last, sent, talked = 24, 0, collections.defaultdict(dict), collections.defaultdict(set)
    while at < len(pcap):
        seconds, micros, size, _ = struct.unpack_from("<IIII", pcap, at)
        frame = pcap[at + 16:at + 16 + size]
        at += 16 + size
        assert (seconds, micros) >= (last if last else (0, 0)), "times go back"
        last = (seconds, micros)
        if frame[12:14] != b"\x08\x00":
            continue
        ip = frame[14:14 + struct.unpack_from("!H", frame, 16)[0]]
        assert ones(ip[:20]) == 0xFFFF, "IP checksum"
        body, proto = ip[20:], ip[9]
        if proto == 1:
            assert ones(body) == 0xFFFF, "ICMP checksum"
            continue
        assert ones(ip[12:20] + struct.pack("!HH", proto, len(body)) + body) == 0xFFFF, "checksum"
        sport, dport = struct.unpack_from("!HH", body)
        key = (dotted(ip[12:16]), sport, dotted(ip[16:20]), dport, "tcp" if proto == 6 else "udp")
        talked[key[0]].add(key[2])
        if proto == 17:
            sent[key][len(sent[key])] = body[8:]
        else:
            seq, = struct.unpack_from("!I", body, 4)
            data = body[(body[12] >> 4) * 4:]
            start = sent[key].setdefault("isn", seq + 1 if body[13] & 2 else seq)
            if data:
                sent[key][(seq - start) & 0xFFFFFFFF] = data
    streams = {}
    for key, parts in sent.items():
        parts.pop("isn", None)
        out = b""
        for offset in sorted(parts):
            if key[4] == "tcp":
                assert offset <= len(out), f"a hole in {key}"
                out = out[:offset] + parts[offset] + out[offset + len(parts[offset]):]
            else:
                out += parts[offset]
        streams[key] = out
    return streams, talked


def check(folder, *words):
    pcap, truth = make(folder, *words)
    streams, talked = read(pcap)
    pieces = [bytes.fromhex(p) for p in truth["invariant"]]
    whole = seen = 0
    for _, src, sport, dst, dport, proto, kind in truth["worm_flows"]:
        data = streams.get((src, sport, dst, dport, proto), b"")
        if kind == "exploit":
            seen += 1
            place = 0
            for piece in pieces:
                place = data.find(piece, place)
                if place < 0:
                    break
                place += len(piece)
            whole += place >= 0
    assert seen and whole == seen, f"{words}: the invariant is whole in {whole} of {seen}"
    worm = {(f[1], f[2], f[3], f[4], f[5]) for f in truth["worm_flows"]}
    assert not [k for k, data in streams.items() if k not in worm and any(p in data for p in pieces if len(p) > 7)], "the invariant elsewhere"
    known = set(truth["attackers"])
    for i in truth["infected"]:
        if i["by"] is not None:
            assert i["by"] in known, f"{i['by']} was not infected yet"
            assert i["host"] in talked[i["by"]] and i["host"] in truth["vulnerable"]
        known.add(i["host"])
    return truth


with tempfile.TemporaryDirectory() as folder:
    count = 0
    for transport in ("tcp", "udp"):
        for i, targeting in enumerate(("random", "local", "sequential", "hitlist")):
            count += 1
            more = ("--split", "yes", "--body", ("push", "pull", "whole", "push")[i]) if transport == "tcp" else ()
            words = ("--seed", str(count), "--transport", transport, "--targeting", targeting, "--rate", str((2, 9, 40, 0.3)[i]), "--servers", "30",
                     "--pieces", str(1 + i), "--background", "30", *(("--arp",) if i % 2 else ()), *more)
            truth = check(folder, *words)
            assert len(truth["infected"]) >= 0.9 * len(truth["vulnerable"]), f"{words}: it died"
    first, truth = make(folder, *words)
    again, _ = make(folder, *words)
    assert hashlib.sha256(first).digest() == hashlib.sha256(again).digest(), "not the same bytes for the same seed"
    prefix, early = make(folder, *words, "--until-infected", "3")
    assert early["servers_infected"] == 3 and [i["host"] for i in early["infected"]] == [i["host"] for i in truth["infected"]][:len(early["infected"])]
    assert first[24:].startswith(prefix[24:]), "a prefix is not the beginning of the whole"
    _, other = make(folder, "--seed", "77", "--worm-seed", words[1], *words[2:])
    assert other["invariant"] == truth["invariant"] and other["network"] != truth["network"]
    clean, told = make(folder, "--clean", "1", "--seed", "5")
    read(clean)
    assert len(told["events"]) == 14 and len(told["scanners"]) == 3, told["events"]
print("second_generator: as it should be")
