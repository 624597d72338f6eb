#!/usr/bin/env python3
"""How Cordon does on worms that nobody has a signature for, over many outbreaks from two generators.

    bench/quality/unknown.py                                 40 outbreaks of each generator, a table
    bench/quality/unknown.py --runs 200 --seed 7 --jobs 4 --check
    bench/quality/unknown.py --from 1.json 2.json            the table of several such
    bench/quality/unknown.py --only second --keep failed -v  traces of runs that failed, and how to make them again
    bench/quality/unknown.py --flows                         from flow records alone
    bench/quality/unknown.py --clean 24 --data DIR           days without a worm; clean and scan-only captures of DIR/INDEX.md

For each: found in time = an outbreak with a truly infected host is told from the trace that ends just before
server N+1 falls, N = max(3, 5 % of the vulnerable), of those runs where a server that was infected in sight has
sent the exploit on by then ("shown": before that a worm is a scanner with an exploit); on the whole trace precision and recall of infected hosts,
the true parent first, patient zero first; of a signature that was made, the worm's flows that it matches in
another network, and its alerts elsewhere. Intervals are Wilson's, of 95 %. --check exits 1 where a goal is missed.
"""
import argparse, collections, concurrent.futures, json, math, os, pathlib, shutil, sys, tempfile
import unknown_clean
from unknown_run import Second, Simulate, Trouble, designs, one, run

root = pathlib.Path(__file__).resolve().parents[2]
GOALS = {"shown in time": 0.95, "precision": 1.0, "recall": 0.98, "parent": 0.95}


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--cordon", default=os.environ.get("CORDON", str(root / "build/release/cordon")))
    p.add_argument("--runs", type=int, default=40, help="of each generator")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    p.add_argument("--only", choices=("second", "simulate"))
    p.add_argument("--when", action="store_true", help="also how many servers had fallen when it was first told")
    p.add_argument("--number", type=int, help="this run of the design alone")
    p.add_argument("--flows", action="store_true", help="flow records alone (second generator)")
    p.add_argument("--keep", metavar="DIR", help="keep the traces of runs that failed")
    p.add_argument("--json", metavar="FILE", help="write every run's record")
    p.add_argument("--from", dest="written", nargs="+", metavar="FILE", help="make no run: the table of those that --json wrote")
    p.add_argument("--check", action="store_true")
    p.add_argument("--clean", type=float, metavar="HOURS", help="clean traces instead of outbreaks")
    p.add_argument("--data", metavar="DIR", help="real captures with an INDEX.md, for --clean")
    p.add_argument("-v", action="store_true", help="a line for each run")
    return p.parse_args()


def wilson(hits, n):
    if not n:
        return 0.0, 1.0
    z, p = 1.96, hits / n
    middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


# name: (what was right, of how many); over the sums of a group of runs
SHARES = {
    "in time": ("in_time", "runs"), "shown in time": ("in_time_shown", "shown"), "precision": ("right", "found"), "recall": ("right", "true"), "parent": ("parents", "seen_right"), "zero": ("zero", "runs"),
    "rule": ("signature", "runs"), "rule hits": ("worm_hit", "worm_flows"),
}


def width(name):
    return max(10, len(name) + 2)


def sums(records):
    total = collections.Counter(runs=len(records))
    for r in records:
        for key, value in r.items():
            if isinstance(value, int):
                total[key] += value
    return total


def table(records):
    print(f"{'':26}{'runs':>5}" + "".join(f"{name:>{width(name)}}" for name in SHARES) + f"{'wrong alerts':>14}")
    def line(label, group):
        t = sums(group)
        cells = "".join(f"{t[a] / t[b]:{width(n)}.3f}" if t[b] else f"{'-':>{width(n)}}" for n, (a, b) in SHARES.items())
        print(f"{label:26}{len(group):5}{cells}{t['clean_hit'] + t['worm_other']:14}")
    for generator in sorted({r["generator"] for r in records}):
        mine = [r for r in records if r["generator"] == generator]
        line(generator, mine)
        for factor in ("transport", "invariant", "pieces", "split", "targeting", "band", "pull", "vulnerable", "origin", "arp"):
            for level in sorted({r["design"][factor] for r in mine}, key=lambda x: float(str(x).split("-")[0]) if str(x)[0].isdigit() else 0):
                line(f"  {factor} {level}", [r for r in mine if r["design"][factor] == level])


def told_totals(records, flows):
    t = sums(records)
    print("\nin all, with 95 % intervals")
    shares = SHARES | ({"zero in five": ("zero_in_five", "runs"), "first 60 edges": ("edges_right", "edges")} if flows else {})
    for name, (a, b) in shares.items():
        if t[b]:
            low, high = wilson(t[a], t[b])
            print(f"  {name:14} {t[a]:6} of {t[b]:<6} {t[a] / t[b]:.4f}  [{low:.4f}, {high:.4f}]" + (f"  goal {GOALS[name]}" if name in GOALS else ""))
    wrong = sum(bool(r["found"] > r["right"]) for r in records)
    zeros = sum(r["true"] - r["seen"] for r in records)
    print(f"  recall of those that sent five flows of the worm: {t['acted_right']}/{t['acted']}")
    missed = sum(r["true"] - r["seen"] - (r["right"] - r["seen_right"]) for r in records)
    print(f"  runs with a false infection: {wrong}; infections in prefixes that are false: {t['prefix_false']} of {t['prefix_found']}")
    print(f"  of {zeros} hosts that were infected out of sight {missed} were missed; recall of the others {t['seen_right']}/{t['seen']}")
    whens = [r["when"] for r in records if r.get("when")]
    if whens:
        never = sum(r["when"] is None for r in records)
        print(f"  servers fallen when first told: " + ", ".join(f"{n}: {c}" for n, c in sorted(collections.Counter(whens).items())) + f"; never: {never}")
    if t["clean_flows"]:
        print(f"  rules on clean traces: {t['clean_hit']} alerts in {t['clean_flows']} flows; on other flows beside the worm: {t['worm_other']}")
    return t


def runs(o):
    """The records of all runs, and those that could not be made."""
    generators = [g(o.cordon) for g in (Second, Simulate) if o.only in (None, g.name) and not (o.flows and g is Simulate)]
    for g in [each for each in generators if not each.ready()]:
        print(f"{g.name}: {o.cordon} has it not yet: left out", file=sys.stderr)
        generators.remove(g)
    records, failed = [], []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        clean_traces = []
        for seed in (o.seed + 900, o.seed + 901):
            path, truth = os.path.join(folder, f"clean{seed}.pcap"), os.path.join(folder, f"clean{seed}.json")
            run(Second(o.cordon).clean(2, seed, path, truth))
            clean_traces.append((path, json.load(open(truth))["network"]))

        def job(generator, number, d):
            mine = os.path.join(folder, f"{generator.name}.{number}")
            os.mkdir(mine)
            try:
                record = one(o.cordon, generator, d, mine, clean_traces, o.flows, o.when)
            except Trouble as trouble:
                return {"generator": generator.name, "design": d, "trouble": str(trouble)}
            finally:
                keep = sys.exc_info()[0] is not None or record["again"]
                if keep and o.keep:
                    shutil.copytree(mine, os.path.join(o.keep, f"{generator.name}.{number}"), dirs_exist_ok=True)
                shutil.rmtree(mine)
            return record

        jobs = [pool.submit(job, g, i, d) for g in generators for i, d in enumerate(designs(o.seed, o.runs)) if o.number in (None, i)]
        for n, done in enumerate(jobs):
            r = done.result()
            (failed if "trouble" in r else records).append(r)
            if "trouble" in r:
                print(f"run {n} could not be made: {r['trouble']}", file=sys.stderr)
            elif o.v:
                d = r["design"]
                print(f"{r['generator']:8} {n:3} {d['transport']}/{d['port']:<5} {d['targeting']:10} {d['rate']:8}/s {d['invariant']:3}B/{d['pieces']} {d['vulnerable']:4} {d['origin']:7} arp {d['arp']:d}: "
                      f"in time {r['in_time']}{'' if r['shown'] else ' (not shown)'} found {r['found']} right {r['right']} of {r['true']} parents {r['parents']}/{r['seen_right']} zero {r['zero']} rule {r['signature']}", flush=True)
    return records, failed


def main():
    o = options()
    if not o.written and not shutil.which(o.cordon):
        sys.exit(f"{o.cordon}: no such program; build it (./dev build), or name one with --cordon")
    if o.clean:
        sys.exit(unknown_clean.main(o))
    records, failed = ([r for path in o.written for r in json.load(open(path))], []) if o.written else runs(o)
    if not records:
        sys.exit("no run was made")
    table(records)
    t = told_totals(records, o.flows)
    bad = [r for r in records if r["again"]]
    if bad:
        print(f"\n{len(bad)} runs with something missed" + ("; to see them again:" if o.v or len(bad) <= 8 else "; eight of them, all with -v:"))
        for r in bad if o.v or o.number is not None else bad[:8]:
            for what, command in r["again"].items():
                print(f"# {r['generator']} seed {r['design']['seed']}, {what}: false {r['false_hosts']}, missed {r['missed'] if len(r['missed']) < 9 else len(r['missed'])}\n{command}")
    if o.json:
        with open(o.json, "w") as out:
            json.dump(records, out, indent=1)
    missed = [name for name, goal in GOALS.items() if t[SHARES[name][1]] and t[SHARES[name][0]] / t[SHARES[name][1]] < goal]
    if t["worm_flows"] and (t["worm_hit"] < 0.99 * t["worm_flows"] or (t["clean_hit"] + t["worm_other"]) * 1_000_000 > t["clean_flows"]):
        missed.append("rule")
    print("goals missed: " + (", ".join(missed) or "none"))
    sys.exit(1 if o.check and (missed or failed) else 0)


if __name__ == "__main__":
    main()
