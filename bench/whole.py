#!/usr/bin/env python3
"""The whole program against a peer, in turn, in one run: wall time, processor time, peak memory, ratio.

    bench/whole.py --capture x.pcap [--runs 5] [--peer 'suricata -r {pcap} -S {rules} -k none -l {dir} ...']

The peer reads the same capture with the same signatures (cordon strains rules), one thread each, alerts
only. Without a peer only Cordon and `cat` are timed. {pcap}, {rules}, {dir} are filled in.
"""
import argparse, os, pathlib, resource, shlex, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[1]
p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--capture", required=True)
p.add_argument("--cordon", default=str(root / "build/release/cordon"))
p.add_argument("--peer", default=os.environ.get("CORDON_PEER", ""))
p.add_argument("--runs", type=int, default=5)
a = p.parse_args()


def measure(command):
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed: {shlex.join(command)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as work:
    rules = os.path.join(work, "strains.rules")
    pathlib.Path(rules).write_bytes(subprocess.check_output([a.cordon, "strains", "rules"]))
    commands = {
        "cat": ["cat", a.capture],
        "cordon": [a.cordon, "investigate", "-r", a.capture, "--threads", "1",
                   "--json", os.path.join(work, "report.json"), "-q"],
    }
    if a.peer:
        commands["peer"] = [w.format(pcap=a.capture, rules=rules, dir=work) for w in shlex.split(a.peer)]
    taken = {name: [] for name in commands}
    for run in range(a.runs + 1):  # the first warms the page cache and is not counted
        for name, command in commands.items():
            figures = measure(command)
            if run:
                taken[name].append(figures)
    size = os.path.getsize(a.capture)
    print(f"{size / 1e6:.0f} MB, {a.runs} runs each, in turn; medians")
    print(f"{'':8} {'wall s':>8} {'cpu s':>8} {'GB/s':>8} {'peak MiB':>9}")
    for name, runs in taken.items():
        wall, cpu, memory = (statistics.median(x) for x in zip(*runs))
        print(f"{name:8} {wall:8.3f} {cpu:8.3f} {size / wall / 1e9:8.2f} {memory:9.0f}")
    if a.peer:
        ratios = sorted(theirs[0] / ours[0] for theirs, ours in zip(taken["peer"], taken["cordon"]))
        memory = statistics.median(r[2] for r in taken["peer"]) / statistics.median(r[2] for r in taken["cordon"])
        print(f"peer / cordon: {statistics.median(ratios):.1f} times the wall time "
              f"({ratios[0]:.1f} to {ratios[-1]:.1f}), {memory:.1f} times the memory")
