#!/usr/bin/env python3
"""The same outbreak seen by packets, by Zeek's logs, by access logs and by flow records: the same infected hosts,
with confidence falling in that order.

    run.py [--cordon PROGRAM] [--seeds 2] [--strains codered.ii,codered.v2] [-v]

The other sensors' logs are made of a simulated capture by tshark and nfdump (views.py). Skips, and says so, where
these are not installed. Exits 1 where a view finds other hosts, or is surer than one that sees more.
"""
import argparse, json, os, pathlib, shutil, subprocess, sys, tempfile

import views

root = pathlib.Path(__file__).resolve().parents[2]
p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--cordon", default=os.environ.get("CORDON", str(root / "build/release/cordon")))
p.add_argument("--seeds", type=int, default=2)
p.add_argument("--servers", type=int, default=60)
p.add_argument("--strains", default="codered.ii,codered.v2")
p.add_argument("-v", action="store_true")
a = p.parse_args()

missing = [tool for tool in ("tshark", "nfpcapd", "nfdump") if not shutil.which(tool)]
if missing:
    print("skipped:", ", ".join(missing), "not installed")
    sys.exit(0)


def infections(*inputs):
    done = subprocess.run([a.cordon, "investigate", *map(str, inputs), "--fleet-net", "10.20.0.0/16", "--json", "-"],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{inputs}: exit {done.returncode}: {done.stderr}")
    found = {}
    for outbreak in json.loads(done.stdout)["outbreaks"]:
        for infection in outbreak["infections"]:
            sure = found.get(infection["host"], 0)
            found[infection["host"]] = max(sure, infection["confidence"])
    return found


bad = 0
print(f"{'strain':12} {'seed':>4}  {'infected':>8}  " + "".join(f"{v:>32}" for v in ("packets", "zeek", "access", "flows", "all")))
for strain in a.strains.split(","):
    for seed in range(1, a.seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            f = pathlib.Path(folder)
            subprocess.run([a.cordon, "simulate", strain, "--servers", str(a.servers), "--seed", str(seed), "-o", f / "x.pcap",
                            "--truth", f / "x.json"], check=True, stdout=subprocess.DEVNULL)
            truth = json.load(open(f / "x.json"))
            views.write_zeek(f / "x.pcap", f / "zeek")
            views.write_access(f / "x.pcap", f / "access", {s["host"] for s in truth["fleet"]})
            views.write_flows(f / "x.pcap", f / "flows")
            seen = {"packets": infections(f / "x.pcap"), "zeek": infections(f / "zeek"), "access": infections(f / "access"),
                    "flows": infections(f / "flows")}
            seen["all"] = infections(f / "x.pcap", f / "zeek", f / "access", f / "flows")
        infected = {i["host"] for i in truth["infected"]}
        cells, before = [], 1.0
        for view, found in seen.items():
            missed, false = infected - found.keys(), found.keys() - infected
            sure = sum(found.values()) / max(1, len(found))
            surer = view != "all" and sure > before + 1e-9
            before = sure
            bad += bool(missed) + bool(false) + surer
            cells.append(f"{len(found)} at {sure:.4f}" + (f" -{len(missed)} +{len(false)}" if missed or false else "") +
                         (" surer!" if surer else ""))
            if a.v and (missed or false):
                print(f"  {view}: missed {sorted(missed)} false {sorted(false)}")
        print(f"{strain:12} {seed:4}  {len(infected):8}  " + "".join(f"{c:>32}" for c in cells), flush=True)
sys.exit(bad > 0)
