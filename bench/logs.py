#!/usr/bin/env python3
"""Reading logs, beside what others do with the same files: Cordon on an access log and on Suricata's EVE, ripgrep
looking for the literals that Cordon's sieve looks for, GoAccess on the access log (once: it takes its time). One
thread each, in turn.

    bench/logs.py [--megabytes 500] [--runs 5] [--eve-like FILE]

The inputs are made under build/ by access_log.py and eve_log.py, the same every time. A peer that is not installed
is skipped, and that is said. --eve-like measures also the lines of a real EVE file, repeated.
"""
import argparse, os, pathlib, shlex, shutil, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[1]
p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--cordon", default=str(root / "build/release/cordon"))
p.add_argument("--megabytes", type=int, default=500)
p.add_argument("--runs", type=int, default=5)
p.add_argument("--eve-like")
a = p.parse_args()

# What the sieve of the built-in strains looks for in raw lines; (?i) where case does not matter.
LITERALS = [r"\$\{", r"(?i)%7b", r"\(\)", r"/Mozi\.", r"/containers/create", r"(?i)/root\.exe", r"(?i)/root\.exe\?/c\+",
            r"(?i)/winnt/system32/cmd\.exe", r"Mozi\.", "N" * 32, "SEARCH", "X" * 32, r"(?i)bin/", r"(?i)cmd\.exe\?/c\+",
            r"(?i)cmd\.exe\?/c\+copy\+", r"(?i)etc/passwd", r"\\"]


def made(name, script, *more):
    path = root / f"build/{name}-{a.megabytes}.log"
    if not path.exists():
        part = path.with_suffix(".part")
        subprocess.check_call([str(root / "bench" / script), "--megabytes", str(a.megabytes), "-o", str(part), *more])
        part.rename(path)
    return str(path)


def measure(command):
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed: {shlex.join(command)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(what, path, commands):
    taken = {name: [] for name in commands}
    for run in range(a.runs + 1):  # the first warms the page cache and is not counted
        for name, command in commands.items():
            if name == "goaccess" and run != 1:
                continue
            figures = measure(command)
            if run:
                taken[name].append(figures)
    size = os.path.getsize(path)
    print(f"{what}, {size / 1e6:.0f} MB, {a.runs} runs each, in turn; medians, and the least processor time", flush=True)
    print(f"{'':10} {'wall s':>8} {'cpu s':>8} {'least':>8} {'GB/s':>8} {'peak MiB':>9}  GB/s is of the processor time")
    for name, runs in taken.items():
        wall, cpu, memory = (statistics.median(x) for x in zip(*runs))
        least = min(r[1] for r in runs)
        print(f"{name:10} {wall:8.3f} {cpu:8.3f} {least:8.3f} {size / cpu / 1e9:8.2f} {memory:9.0f}")
    for name in commands:
        if name in ("ripgrep", "goaccess"):  # of the same runs
            ratios = sorted(theirs[1] / ours[1] for theirs, ours in zip(taken[name], taken["cordon"]))
            print(f"{name} / cordon: {statistics.median(ratios):.2f} times the processor time "
                  f"({ratios[0]:.2f} to {ratios[-1]:.2f})")


def peers(path, work, goaccess):
    found = {}
    patterns = os.path.join(work, "literals")
    pathlib.Path(patterns).write_text("\n".join(LITERALS) + "\n")
    wanted = {"ripgrep": ["rg", "-j1", "-c", "--no-config", "-f", patterns, path]}
    if goaccess:
        wanted["goaccess"] = ["goaccess", path, "--log-format=COMBINED", "--no-global-config", "--no-progress",
                              "-o", os.path.join(work, "report.json")]
    for name, command in wanted.items():
        if shutil.which(command[0]):
            found[name] = command
        else:
            print(f"skipped: {command[0]} is not installed")
    return found


with tempfile.TemporaryDirectory() as work:
    inputs = [("access log, combined", made("access", "access_log.py"), True), ("EVE", made("eve", "eve_log.py"), False)]
    if a.eve_like:
        inputs.append(("EVE, lines of " + os.path.basename(a.eve_like), made("eve_like", "eve_log.py", "--like", a.eve_like), False))
    for what, path, goaccess in inputs:
        cordon = [a.cordon, "investigate", path, "--threads", "1", "--json", os.path.join(work, "cordon.json"), "-q"]
        compare(what, path, {"cat": ["cat", path], "cordon": cordon, **peers(path, work, goaccess)})
