"""One run of the measure of unknown worms: its design, its traces, what Cordon says of them, what is true."""
import collections, csv, json, math, os, pathlib, random, shlex, subprocess, sys

here = pathlib.Path(__file__).resolve().parent
LEVELS = {
    "transport": ("tcp", "tcp", "udp"),
    "invariant": (60, 100, 200, 400),
    "pieces": (1, 1, 2, 4),
    "split": ("yes", "no"),
    "targeting": ("random", "local", "sequential", "hitlist"),
    "rate": ((0.1, 1), (1, 10), (10, 100), (100, 1000)),
    "vulnerable": (0.05, 0.1, 0.2, 0.4, 0.8),
    "arp": (False, False, False, True),
    "pull": (False, False, False, True),
    "origin": ("outside", "outside", "client", "server"),
}
SERVERS = {0.05: 160, 0.1: 100, 0.2: 80, 0.4: 60, 0.8: 50}
TCP_PORTS = (80, 8080, 25, 135, 445, 1433, 3306, 5000, 9200, 41523)
UDP_PORTS = (161, 1434, 4000, 5060, 11211, 38293)


def designs(seed, runs):
    """Balanced: each level of each factor equally often, in an order of its own; rates evenly in their logarithm."""
    columns = {}
    for name, levels in LEVELS.items():
        column = [levels[i % len(levels)] for i in range(runs)]
        random.Random(f"{seed} {name}").shuffle(column)
        columns[name] = column
    out = []
    for i in range(runs):
        d = {name: column[i] for name, column in columns.items()}
        rng = random.Random(f"{seed} run {i}")
        low, high = d["rate"]
        d["band"] = f"{low}-{high}/s"
        d["rate"] = round(10 ** rng.uniform(math.log10(low), math.log10(high)), 3)
        d["port"] = rng.choice(TCP_PORTS if d["transport"] == "tcp" else UDP_PORTS)
        if d["transport"] == "udp":
            d["split"] = "no"
        d["servers"] = SERVERS[d["vulnerable"]]
        d["seed"] = seed * 1000 + i
        out.append(d)
    return out


class Second:
    """second_generator.py"""
    name = "second"
    knows_worms_apart = True

    def __init__(self, cordon):
        pass

    def read(self, path):
        return json.load(open(path))

    def ready(self):
        return True

    def command(self, d, out, truth, seed=None, until=None, flows=None):
        words = [str(here / "second_generator.py"), "--seed", str(seed or d["seed"]), "--worm-seed", str(d["seed"]), "--servers", str(d["servers"]),
                 "--vulnerable", str(d["vulnerable"]), "--transport", d["transport"], "--port", str(d["port"]), "--invariant", str(d["invariant"]),
                 "--pieces", str(d["pieces"]), "--targeting", d["targeting"], "--rate", str(d["rate"]), "--split", d["split"], "--origin", d["origin"],
                 *(["--body", "pull"] if d["pull"] else [])]
        words += ["--arp"] if d["arp"] else []
        words += ["--until-infected", str(until)] if until is not None else []
        words += ["--flows", flows] if flows else ["-o", out]
        return words + ["--truth", truth]

    def clean(self, hours, seed, out, truth):
        return [str(here / "second_generator.py"), "--clean", str(hours), "--seed", str(seed), "-o", out, "--truth", truth]


class Simulate:
    """cordon simulate unknown"""
    name = "simulate"

    def __init__(self, cordon):
        self.cordon = cordon
        self.help = subprocess.run([cordon, "simulate", "unknown", "--help"], capture_output=True, text=True).stdout
        self.knows_worms_apart = "--worm-seed" in self.help

    def ready(self):
        return "--until-infected" in self.help

    def command(self, d, out, truth, seed=None, until=None, flows=None):
        size, weak = 1024, max(3, d["vulnerable"] * d["servers"])
        probes = {"random": 2 * size / weak, "hitlist": 4}.get(d["targeting"], size / weak)
        minutes = (8 * probes / d["rate"] + 60) / 60
        words = [self.cordon, "simulate", "unknown", "--seed", str(seed or d["seed"]), "--servers", str(d["servers"]), "--service", f"{d['transport']}/{d['port']}",
                 "--invariant", str(d["invariant"]), "--pieces", str(d["pieces"]), "--targeting", d["targeting"], "--probe-rate", str(d["rate"]),
                 "--serving", str(min(1.0, d["vulnerable"] + 0.25)), "--vulnerable", str(d["vulnerable"]), "--payload-bytes", str(d["invariant"] + 300 + d["seed"] % 600),
                 "--onset", f"{max(0.02, min(2, 0.4 * probes / d['rate'])):.3f}", "--background", f"{min(240, max(3, 1800 / minutes)):.0f}", "--most-frames", "250000"]
        words += ["--worm-seed", str(d["seed"])] if self.knows_worms_apart else []
        words += ["--split", str(3 + d["seed"] % 5)] if d["split"] == "yes" else []
        words += ["--pull", "9000"] if d["pull"] else []
        words += ["--until-infected", str(until)] if until is not None else []
        return words + ["-o", out, "--truth", truth, "--worm-flows", truth + ".csv"]

    def read(self, path):
        """The truth, as the other generator tells it."""
        truth = json.load(open(path))
        proto = truth["service"].split("/")[0]
        with open(path + ".csv", newline="") as lines:
            truth["worm_flows"] = [[r["begun"], r["from"], int(r["from_port"]), r["to"], int(r["to_port"]), proto, "exploit"] for r in csv.DictReader(lines)]
        truth["vulnerable"] = [h["host"] for h in truth["fleet"] if h.get("serves", True) and not h["patched"]]
        return truth

    def clean(self, hours, seed, out, truth):
        return [self.cordon, "simulate", "clean", "--hours", str(hours), "--seed", str(seed), "-o", out, "--truth", truth]


class Trouble(Exception):
    pass


def run(words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        raise Trouble(f"exit {done.returncode}: {shlex.join(words)}\n{done.stderr[-600:]}")


def investigate(cordon, path, network, *more):
    words = [cordon, "investigate", path, "--threads", "1", "--json", "-", *(["--fleet-net", network] if network else []), *more]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise Trouble(f"exit {done.returncode}: {shlex.join(words)}\n{done.stderr[-600:]}")
    return done.returncode, json.loads(done.stdout)


def infections(report):
    """Hosts of the fleet that are said to be infected; where two outbreaks say so, the surer one's word."""
    found = {}
    for outbreak in report["outbreaks"]:
        for i in outbreak["infections"]:
            if i["in_fleet"] and i["confidence"] > found.get(i["host"], {"confidence": -1})["confidence"]:
                found[i["host"]] = i
    return found


def main_outbreak(report):
    return max(report["outbreaks"], key=lambda o: (len(o["infections"]), o["attempts"]["count"]), default=None)


def measure_prefix(code, report, truth):
    """In time: an outbreak is told whose infected or senders hold one that is truly infected.

    Shown: there was something to see: a server that was infected in sight has sent on what infected it.
    """
    bad = {i["host"] for i in truth["infected"]}
    named = set()
    for o in report["outbreaks"]:
        named |= {i["host"] for i in o["infections"]} | {s["host"] for s in o["senders"]}
    found = infections(report)
    taken = bad | {f[3] for f in truth["worm_flows"] if f[6] == "exploit"} & set(truth["vulnerable"])    # the rest of a pulled worm is still under way
    turned = {i["host"] for i in truth["infected"] if i["by"] is not None}
    contacts = collections.Counter(f[1] for f in truth["worm_flows"] if f[6] != "body")
    shown = any(f[1] in turned and f[6] == "exploit" for f in truth["worm_flows"])
    in_time = int(code == 1 and bool(named & bad))
    return {"in_time": in_time, "shown": int(shown), "in_time_shown": int(shown and in_time), "turned_contacts": max((contacts[h] for h in turned), default=0), "prefix_false": len(found.keys() - taken), "prefix_found": len(found), "prefix_true": len(bad),
            "called_scanners": len({s["host"] for s in report["scanners"]} & bad)}


def measure_whole(report, truth):
    parents = {i["host"]: i["by"] for i in truth["infected"]}
    seen = {h for h, by in parents.items() if by is not None}
    found = infections(report)
    right = parents.keys() & found.keys()
    first = lambda h: found[h]["infected_by"][0]["host"] if found[h]["infected_by"] else None
    main = main_outbreak(report)
    origins = [o["host"] for o in main["origins"]] if main else []
    sent = collections.Counter(f[1] for f in truth["worm_flows"])
    acted = {h for h in parents if sent[h] >= 5}
    edges = sorted(((i["infected_at"] or i["onset"] or "9", h) for h, i in found.items() if i["infected_by"] and i["infected_by"][0]["host"] != "unseen"))[:60]
    return {"true": len(parents), "found": len(found), "right": len(right), "seen": len(seen), "seen_right": len(right & seen), "acted": len(acted), "acted_right": len(right & acted),
            "parents": sum(first(h) == parents[h] for h in right & seen), "zero": int(origins[:1] == [truth["patient_zero"]]),
            "zero_in_five": int(truth["patient_zero"] in origins[:5]), "edges": len(edges), "edges_right": sum(first(h) == parents.get(h, "") for _, h in edges),
            "outbreaks": len(report["outbreaks"]), "false_hosts": sorted(found.keys() - parents.keys()), "missed": sorted(parents.keys() - found.keys())}


def alerts(path, sids):
    """Flows that the rules alerted on: (address, port) of both ends, in order."""
    flows = set()
    with open(path) as lines:
        for line in lines:
            e = json.loads(line)
            if e.get("event_type") == "alert" and e["alert"]["signature_id"] in sids:
                ends = sorted(((e["src_ip"], e.get("src_port", 0)), (e["dest_ip"], e.get("dest_port", 0))))
                flows.add(tuple(ends))
    return flows


def made_rules(report):
    return [o["signature"]["rule"] for o in report["outbreaks"] if "signature" in o]


def rule_sids(rules):
    return {int(word.strip()[4:]) for rule in rules for word in rule.split(";") if word.strip().startswith("sid:")}


def replay(cordon, rules, folder, path, network):
    """(flows alerted on, flows in all)."""
    rule_file, eve = os.path.join(folder, "made.rules"), os.path.join(folder, "eve.json")
    with open(rule_file, "w") as out:
        out.write("\n".join(rules) + "\n")
    _, report = investigate(cordon, path, network, "-S", rule_file, "--eve", eve)
    return alerts(eve, rule_sids(rules)), report["coverage"]["flows"]


def first_found(cordon, generator, make, trace, truth_path, until, record):
    """How many servers had fallen when the outbreak was first told, of some steps; None where it never was."""
    if record["in_time"]:
        return until
    for n in (4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, record["vulnerable_servers"]):
        if until < n <= record["vulnerable_servers"]:
            run(make(n))
            truth = generator.read(truth_path)
            if measure_prefix(*investigate(cordon, trace, truth["network"]), truth)["in_time"]:
                return n
    return None


def one(cordon, generator, d, folder, clean_traces, flows_only=False, when=False):
    """All measures of one run, as one flat record; failures as commands under "again"."""
    truth_path = os.path.join(folder, "truth.json")
    trace = os.path.join(folder, "flows.csv" if flows_only else "whole.pcap")
    make = lambda until: generator.command(d, trace, truth_path, until=until, flows=trace if flows_only else None)
    record = {"generator": generator.name, "design": d, "again": {}}
    names = {trace: "x.csv" if flows_only else "x.pcap", truth_path: "x.json", truth_path + ".csv": "x.json.csv", str(here / "second_generator.py"): "bench/quality/second_generator.py", cordon: "cordon"}
    told = lambda *words: shlex.join([names.get(w, w) for w in words])
    ask = lambda network: told(cordon, "investigate", trace, "--fleet-net", network)

    run(make(None))
    truth = generator.read(truth_path)
    _, report = investigate(cordon, trace, truth["network"])
    record |= measure_whole(report, truth)
    record["worm"] = truth.get("worm", {})
    rules = made_rules(report)
    vulnerable = len(truth["vulnerable"])
    if record["right"] < record["true"] or record["found"] > record["right"] or record["parents"] < 0.95 * record["seen_right"]:
        record["again"]["whole"] = told(*make(None)) + " && " + ask(truth["network"])
    until = max(3, int(0.05 * vulnerable))
    run(make(until))
    truth = generator.read(truth_path)
    code, report = investigate(cordon, trace, truth["network"])
    record |= measure_prefix(code, report, truth) | {"until": until, "vulnerable_servers": vulnerable}
    if record["shown"] and not record["in_time"]:
        record["again"]["prefix"] = told(*make(until)) + " && " + ask(truth["network"])
    if not generator.knows_worms_apart:     # then made from the beginning, and tried on what came after it
        rules = made_rules(report)
    record["signature"] = int(bool(rules))
    record["when"] = first_found(cordon, generator, make, trace, truth_path, until, record) if when else None
    if rules and not flows_only:
        again = make(None)
        if generator.knows_worms_apart:
            again = generator.command(d, trace, truth_path, seed=d["seed"] + 500_000)
        run(again)
        since = "" if generator.knows_worms_apart else truth["end"]
        truth = generator.read(truth_path)
        hit, _ = replay(cordon, rules, folder, trace, truth["network"])
        ends = lambda f: tuple(sorted(((f[1], f[2]), (f[3], f[4]))))
        everything = {ends(f) for f in truth["worm_flows"] if f[6] == "exploit"}
        bad = {i["host"] for i in truth["infected"]} | set(truth["attackers"])
        carried = lambda pair: any(port == d["port"] and other in bad for (_, port), (other, _) in (pair, pair[::-1]))   # begun and not yet whole
        worm = {ends(f) for f in truth["worm_flows"] if f[6] == "exploit" and f[0] > since}
        record |= {"rule": rules, "worm_flows": len(worm), "worm_hit": len(worm & hit), "worm_other": sum(not carried(pair) for pair in hit - everything), "clean_hit": 0, "clean_flows": 0}
        for path, network in clean_traces:
            hit, flows = replay(cordon, rules, folder, path, network)
            record["clean_hit"] += len(hit)
            record["clean_flows"] += flows
        if record["worm_hit"] < 0.99 * record["worm_flows"] or record["clean_hit"] or record["worm_other"]:
            record["again"]["signature"] = told(*again) + " # rule: " + " | ".join(rules)
    return record
