#!/usr/bin/env python3
"""What must hold for every real capture: no infection in clean and scan-only ones, no crash in any, the same
number of frames and flows as other tools count, and the same bytes of JSON on 1, 2 and 4 threads.

    captures.py --cordon PROGRAM [--shared DIR]      skips visibly where the captures are absent
"""
import argparse, json, os, pathlib, re, subprocess, sys

root = pathlib.Path(__file__).resolve().parents[1]
p = argparse.ArgumentParser()
p.add_argument("--cordon", default=os.environ.get("CORDON", str(root / "build/release/cordon")))
p.add_argument("--shared", type=pathlib.Path, default=root.parent / "shared")
a = p.parse_args()
captures = a.shared / "data/pcap"
if not captures.is_dir():
    print("SKIPPED: the real captures are absent\n0 passed, 0 failed, 1 skipped")
    sys.exit(0)

# From the table of the collection, not from Cordon: file -> packets.
packets = {m[1]: int(m[2]) for m in re.finditer(r"^\| `pcap/([^`]+)` \| [^|]* \| (\d+) \|", (a.shared / "data/INDEX.md").read_text(), re.M)}
# Flows as tshark counts its conversations (tshark -q -z conv,tcp). Left out are four captures in which it counts
# what ICMP quotes, or knows no time-outs, or in which time steps back to the beginning.
tcp_flows = {
    "worm/wannacry-lan-2017.pcap": 75, "worm/ircbot-lsass-2009-honeynet-fc1-nobin.pcap": 5,
    "worm/iot-hns-or-mirai-scan-2018.pcap": 138, "worm/blaster-4444-shell-2003.pcap": 1,
}
passed = failed = 0


def check(good, what):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED", what)


for file in sorted(captures.rglob("*")):
    if not file.is_file():
        continue
    name = str(file.relative_to(captures))
    outputs = []
    for threads in ("1", "2", "4"):
        done = subprocess.run([a.cordon, "investigate", "-r", file, "--json", "-", "--threads", threads],
                              capture_output=True, text=True, timeout=120)
        check(done.returncode in (0, 1), f"{name}: exit {done.returncode}: {done.stderr[-200:]}")
        outputs.append(done.stdout)
    check(outputs[0] == outputs[1] == outputs[2], f"{name}: the threads change the JSON")
    try:
        report = json.loads(outputs[0])
    except ValueError:
        check(False, f"{name}: no JSON")
        continue
    coverage = report["coverage"]
    if name in packets:
        check(coverage["frames"] == packets[name], f"{name}: {coverage['frames']} frames instead of {packets[name]}")
    if name in tcp_flows:
        check(coverage["tcp_flows"] == tcp_flows[name], f"{name}: {coverage['tcp_flows']} TCP flows instead of {tcp_flows[name]}")
    if name.split("/")[0] in ("control", "scan", "robust"):
        infected = [i["host"] for o in report["outbreaks"] for i in o["infections"]]
        check(not infected, f"{name}: {infected} are said to be infected")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
