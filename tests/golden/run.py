#!/usr/bin/env python3
"""Golden cases: a command and its expected output.

Each folder tests/golden/CASE/ holds:
  command    arguments of cordon, one line; {shared} is the folder of real captures, {out} a scratch folder,
             {case} that of the case
  before     arguments of cordon, a line each: what to run first, as to simulate a capture into {out}
  expected   what it prints on standard output, to the byte; or
  expected.json   a part of its JSON: every key that stands there must be so (lists in full)
  expected.error  what it prints on standard error, to the byte
  exit       the exit code, if it is not 0
  why        a sentence: what this case shows (not read by the program)

run.py --cordon PROGRAM [--update] [CASE ...]. Cases whose captures are absent are skipped, visibly.
"""
import argparse, json, os, pathlib, subprocess, sys, tempfile

here = pathlib.Path(__file__).resolve().parent
parser = argparse.ArgumentParser()
parser.add_argument("--cordon", default=os.environ.get("CORDON", here.parents[1] / "build/release/cordon"))
parser.add_argument("--shared", type=pathlib.Path, default=here.parents[2] / "shared")
parser.add_argument("--update", action="store_true")
parser.add_argument("names", nargs="*")
arguments = parser.parse_args()


def part_of(want, have, where=""):
    """The first difference between what is wanted and what is there, or None."""
    if isinstance(want, dict):
        if not isinstance(have, dict):
            return f"{where}: no object"
        for key, value in want.items():
            if key not in have:
                return f"{where}.{key}: is missing"
            difference = part_of(value, have[key], f"{where}.{key}")
            if difference:
                return difference
        return None
    if isinstance(want, list):
        if not isinstance(have, list) or len(want) != len(have):
            return f"{where}: {len(have) if isinstance(have, list) else 'no list'} items instead of {len(want)}"
        for i, (a, b) in enumerate(zip(want, have)):
            difference = part_of(a, b, f"{where}[{i}]")
            if difference:
                return difference
        return None
    return None if want == have else f"{where}: {have!r} instead of {want!r}"


def run(case):
    command = (case / "command").read_text().strip()
    before = (case / "before").read_text().splitlines() if (case / "before").exists() else []
    with tempfile.TemporaryDirectory() as out:
        places = {"shared": arguments.shared, "out": out, "case": case}
        for line in before:
            done = subprocess.run([str(arguments.cordon), *(w.format(**places) for w in line.split())], capture_output=True, text=True, timeout=300)
            if done.returncode != 0:
                return "failed", f"{line}: {done.stderr.strip()[-300:]}"
        words = [w.format(**places) for w in command.split()]
        missing = [w for w in words if str(arguments.shared) in w and not os.path.exists(w)]
        if missing:
            return "skipped", f"{missing[0]} is absent"
        done = subprocess.run([str(arguments.cordon), *words], capture_output=True, text=True, timeout=300)
    def shown(text):
        return text.replace(str(arguments.shared), "{shared}").replace(str(case), "{case}").replace(out, "{out}")

    printed, said = shown(done.stdout), shown(done.stderr)
    exit_file = case / "exit"
    want_exit = int(exit_file.read_text()) if exit_file.exists() else 0
    if arguments.update and ((case / "expected").exists() or (case / "expected.error").exists()):
        for name, text in (("expected", printed), ("expected.error", said)):
            if (case / name).exists():
                (case / name).write_text(text)
        exit_file.write_text(f"{done.returncode}\n")
        return "passed", ""
    if done.returncode != want_exit:
        return "failed", f"exit {done.returncode} instead of {want_exit}: {done.stderr.strip()[-300:]}"
    if (case / "expected").exists() and printed != (case / "expected").read_text():
        return "failed", "the output differs; ./dev golden rewrites it, git diff shows how"
    if (case / "expected.error").exists() and said != (case / "expected.error").read_text():
        return "failed", f"it says {said!r}"
    if (case / "expected.json").exists():
        difference = part_of(json.loads((case / "expected.json").read_text()), json.loads(done.stdout))
        if difference:
            return "failed", difference
    return "passed", ""


counts = {"passed": 0, "failed": 0, "skipped": 0}
for case in sorted(p for p in here.iterdir() if (p / "command").exists()):
    if arguments.names and case.name not in arguments.names:
        continue
    result, why = run(case)
    counts[result] += 1
    if result != "passed":
        print(f"{result.upper()} {case.name}: {why}")
print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
sys.exit(counts["failed"] > 0)
