#!/usr/bin/env python3
"""Precision and recall on simulated outbreaks: every strain with dialogues, some seeds each.

    bench/quality/simulated.py [--cordon PROGRAM] [--seeds 10] [--servers 60] [--strains A,B] [--check]

For each: infected hosts found and truly infected, the true parent first, patient zero first; and a trace in
which every server is attacked and none falls. --check exits 1 where the goals are missed (precision and
recall 1, true parent first in 99 %, patient zero first in all, no infection where none fell).
"""
import argparse, json, os, pathlib, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[2]
p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--cordon", default=os.environ.get("CORDON", str(root / "build/release/cordon")))
p.add_argument("--seeds", type=int, default=10)
p.add_argument("--servers", type=int, default=60)
p.add_argument("--strains", default="codered.v2,codered.ii,nimda.a,slammer,blaster.a,sasser.a,wannacry,mirai,log4shell,shellshock")
p.add_argument("--check", action="store_true")
p.add_argument("-v", action="store_true")
a = p.parse_args()


def investigate(strain, seed, folder, *options):
    pcap, truth = os.path.join(folder, "x.pcap"), os.path.join(folder, "x.json")
    subprocess.run([a.cordon, "simulate", strain, "--servers", str(a.servers), "--seed", str(seed),
                    "-o", pcap, "--truth", truth, *options], check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run([a.cordon, "investigate", pcap, "--fleet-net", "10.20.0.0/16", "--json", "-"],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{strain} seed {seed}: exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout), json.load(open(truth))


total = {"true": 0, "found": 0, "right": 0, "parents": 0, "zeros": 0, "runs": 0, "false": 0}
print(f"{'strain':14} {'infected':>8} {'precision':>9} {'recall':>7} {'parent':>7} {'zero':>5} {'none fell':>9}")
for strain in a.strains.split(","):
    n = dict.fromkeys(total, 0)
    for seed in range(1, a.seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            report, truth = investigate(strain, seed, folder)
            quiet, _ = investigate(strain, seed, folder, "--none-vulnerable")
        parents = {i["host"]: i["by"] for i in truth["infected"]}
        found = {i["host"]: i for o in report["outbreaks"] for i in o["infections"]}
        n["true"] += len(parents)
        n["found"] += len(found)
        n["right"] += len(parents.keys() & found.keys())
        wrong = [h for h in parents if h in found and found[h]["infected_by"][0]["host"] != parents[h]]
        n["parents"] += len(parents.keys() & found.keys()) - len(wrong)
        zeros = [o["origins"][0]["host"] for o in report["outbreaks"] if o["origins"]]
        n["zeros"] += zeros[:1] == [truth["patient_zero"]]
        n["runs"] += 1
        n["false"] += sum(len(o["infections"]) for o in quiet["outbreaks"])
        if a.v:
            print(f"  seed {seed}: missed {sorted(parents.keys() - found.keys())} false {sorted(found.keys() - parents.keys())} "
                  f"wrong parents {wrong} zero {zeros} of {truth['patient_zero']}")
    for key in total:
        total[key] += n[key]
    share = lambda x, y: x / y if y else 1.0
    print(f"{strain:14} {n['true']:8} {share(n['right'], n['found']):9.3f} {share(n['right'], n['true']):7.3f} "
          f"{share(n['parents'], n['right']):7.3f} {n['zeros']:2}/{n['runs']:<2} {n['false']:9}", flush=True)
good = (total["right"] == total["found"] == total["true"] and total["parents"] >= 0.99 * total["right"]
        and total["zeros"] == total["runs"] and total["false"] == 0)
print(f"{'all':14} {total['true']:8} {total['right'] / max(1, total['found']):9.3f} {total['right'] / total['true']:7.3f} "
      f"{total['parents'] / max(1, total['right']):7.3f} {total['zeros']}/{total['runs']} {total['false']:4}")
sys.exit(a.check and not good)
