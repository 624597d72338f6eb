#!/usr/bin/env python3
"""The rules that runs of unknown.py made, all at once upon many clean flows: how many alerts.

    bench/quality/unknown.py --runs 24 --seed 1 --json runs.json
    bench/quality/rules_on_clean.py runs.json [MORE.json ...] [--flows 1000000] [--seed 1]

Ports are taken off the rules, so that each is tried upon every flow of its transport: so many of TCP, and of UDP.
"""
import argparse, json, os, pathlib, re, subprocess, tempfile
from unknown_run import alerts, investigate, run

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("runs", nargs="+", help="what unknown.py wrote with --json")
p.add_argument("--flows", type=int, default=1_000_000)
p.add_argument("--seed", type=int, default=1)
p.add_argument("--cordon", default=os.environ.get("CORDON", str(pathlib.Path(__file__).resolve().parents[2] / "build/release/cordon")))
a = p.parse_args()

rules, sids = [], set()
for path in a.runs:
    for record in json.load(open(path)):
        for rule in record.get("rule", ()):
            sid = 9_000_000 + len(rules)
            sids.add(sid)
            rules.append(re.sub(r"sid:\d+", f"sid:{sid}", f"alert {record['design']['transport']} any any -> any any (" + rule.split("(", 1)[1]))
with tempfile.TemporaryDirectory() as folder:
    of = lambda name: os.path.join(folder, name)
    pathlib.Path(of("made.rules")).write_text("\n".join(rules) + "\n")
    for transport, service in (("tcp", "tcp/8080"), ("udp", "udp/5060")):
        run([a.cordon, "simulate", "clean", "--parts", "short", "--service", service, "--flows", str(a.flows), "--hours", "1", "--seed", str(a.seed), "-o", of("x.pcap"), "--truth", of("x.json")])
        _, report = investigate(a.cordon, of("x.pcap"), None, "--strict", "-S", of("made.rules"), "--eve", of("x.eve"))
        hit = alerts(of("x.eve"), sids)
        made = sum(rule.startswith(f"alert {transport}") for rule in rules)
        print(f"{made} rules of {transport}, all at once: alerts on {len(hit)} of {report['coverage']['flows']} clean flows; outbreaks: {len(report['outbreaks'])}")
