#!/usr/bin/env python3
"""The program as a user meets it: bad input and bad arguments end with exit code 2 and one line that says which
and what to do, and leave nothing half-done; the JSON follows its schema; --carve writes what proves it.

    commands.py --cordon PROGRAM
"""
import argparse, gzip, json, os, pathlib, random, struct, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[1]
p = argparse.ArgumentParser()
p.add_argument("--cordon", default=os.environ.get("CORDON", str(root / "build/release/cordon")))
a = p.parse_args()
passed = failed = 0


def check(good, what):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED", what)


def cordon(*arguments, **options):
    return subprocess.run([a.cordon, *map(str, arguments)], capture_output=True, text=True, timeout=120, **options)


def refuses(why, *arguments, says=""):
    done = cordon(*arguments)
    lines = done.stderr.strip().splitlines()
    check(done.returncode == 2, f"{why}: exit {done.returncode}")
    check(len(lines) == 1 and lines[0].startswith("cordon: "), f"{why}: says {done.stderr!r}")
    check(says in done.stderr, f"{why}: does not name {says!r}: {done.stderr!r}")
    check(done.stdout == "", f"{why}: prints something")


with tempfile.TemporaryDirectory() as folder:
    f = pathlib.Path(folder)
    good = f / "outbreak.pcap"
    made = cordon("simulate", "codered.v2", "--servers", "12", "--seed", "3", "-o", good, "--truth", f / "truth.json")
    check(made.returncode == 0, f"simulate: {made.stderr}")

    # Bad input
    (f / "text.pcap").write_text("this is no capture at all, but a text of some length\n" * 5)
    (f / "empty.pcap").write_bytes(b"")
    (f / "bad.rules").write_text('alert tcp any any -> any any (msg:"x"; nonsense:1; sid:1;)\n')
    (f / "fleet.txt").write_text("10.0.0.0/8\nservers\n")
    refuses("a file that is no capture", "investigate", f / "text.pcap", says="text.pcap")
    refuses("an empty file", "investigate", f / "empty.pcap", says="empty.pcap")
    refuses("a file that is not there", "investigate", f / "none.pcap", says="none.pcap")
    refuses("a folder without captures", "investigate", os.path.join(folder, "none"), says="none")
    refuses("no input", "investigate")
    refuses("a fleet that is no network", "investigate", good, "--fleet-net", "servers", says="servers")
    refuses("a fleet file with a wrong line", "investigate", good, "--fleet", f / "fleet.txt", says="fleet.txt:2")
    refuses("a filter that does not compile", "investigate", good, "tcp port port", says="tcp port port")
    refuses("a rule that does not parse, strictly", "investigate", good, "-S", f / "bad.rules", "--strict", says="bad.rules:1")
    refuses("rules that are not there", "investigate", good, "-S", f / "none.rules", says="none.rules")
    refuses("an unknown option", "investigate", good, "--wat")
    refuses("an unknown command", "examine")
    refuses("an unknown strain", "simulate", "coderd.v2", "-o", f / "x.pcap", says="codered.v2")
    refuses("an unknown strain", "strains", "show", "nothing", says="nothing")
    refuses("an unknown strain", "whatif", "coderd.v2", says="codered.v2")
    refuses("a time that is none", "simulate", "codered.v2", "--horizon", "soon", says="--horizon soon")
    refuses("a network that is not there", "simulate", "codered.v2", "--network", f / "none.toml", says="none.toml")
    refuses("a network with a wrong line", "simulate", "codered.v2", "--network", f / "bad.rules", says="bad.rules:1")
    refuses("an engine that is none", "simulate", "codered.v2", "--engine", "magic", says="aawp")
    refuses("a measure that is none", "whatif", "codered.v2", "-m", "adress 5m", says="adress")
    refuses("a block without a network", "whatif", "codered.v2", "-m", "block a->b", says="--network")
    refuses("a telescope whose counts go nowhere", "simulate", "codered.v2", "--telescope", "8", says="--counts")
    refuses("a back door that is none", "simulate", "slammer", "--after", "codered.ii", says="uses no back door")
    refuses("a truth without a capture", "simulate", "codered.v2", "--truth", f / "x.json", says="-o")
    refuses("no strain", "simulate", says="no strain")
    refuses("an unknown worm that goes nowhere", "simulate", "unknown", says="-o")
    refuses("a strain that is unknown too", "simulate", "slammer", "unknown", "-o", f / "x.pcap", says="unknown")
    refuses("a service that is none", "simulate", "unknown", "--service", "web", "-o", f / "x.pcap", says="--service web")
    refuses("more servers than there is room", "simulate", "unknown", "--servers", "300", "--network", "10.0.0.0/24", "-o", f / "x.pcap", says="10.0.0.0/24")
    refuses("a part that is none", "simulate", "clean", "--parts", "web,worms", "-o", f / "x.pcap", says="worms")
    refuses("a strain of unknown population", "simulate", "shellshock", says="--vulnerable")
    refuses("nothing to forecast", "forecast", says="no input")
    refuses("counts that are none", "forecast", "--counts", f / "fleet.txt", says="fleet.txt:1")
    refuses("a darknet of no size", "forecast", "--counts", f / "fleet.txt", "--darknet", "x", says="fleet.txt")
    refuses("a share beyond 1", "simulate", "codered.v2", "--patched", "7", "-o", f / "x.pcap", says="--patched")
    refuses("an output that cannot be written", "investigate", good, "-q", "--json", f / "no" / "x.json", says="x.json")
    check(not list(f.glob("x.pcap*")), "a refused simulation leaves a file")

    # A rule that does not load is told, and the rest still matches
    (f / "mixed.rules").write_text('alert tcp any any -> any any (msg:"x"; nonsense:1; sid:1;)\n'
                                   'alert http any any -> any any (msg:"ida"; http.uri; content:".ida?"; sid:2;)\n')
    done = cordon("investigate", good, "-S", f / "mixed.rules", "-q", "--eve", f / "eve.json")
    check("mixed.rules:1" in done.stderr and "nonsense" in done.stderr, f"an unknown keyword is not named: {done.stderr!r}")
    alerts = [json.loads(line) for line in (f / "eve.json").read_text().splitlines()]
    check(alerts and all(x["alert"]["signature_id"] == 2 for x in alerts), "the other rule does not match")
    check(all(x["community_id"].startswith("1:") for x in alerts), "alerts lack a community id")

    # Half a capture, garbage in the middle: what can be read is read, and said
    whole = good.read_bytes()
    (f / "half.pcap").write_bytes(whole[: len(whole) // 2 + 7])
    report = json.loads(cordon("investigate", f / "half.pcap", "--json", "-").stdout)
    check(report["coverage"]["inputs"][0]["damage"], "half a capture is not told")
    check(report["coverage"]["frames"] > 100, "half a capture is not read")
    noise = random.Random(1)
    torn = bytearray(whole)
    for _ in range(200):
        torn[noise.randrange(24, len(torn))] = noise.randrange(256)
    (f / "torn.pcap").write_bytes(torn)
    check(cordon("investigate", f / "torn.pcap", "-q").returncode in (0, 1), "garbage in the middle is not survived")

    # The same by other ways: gzip, standard input, a folder, threads, a filter
    plain = json.loads(cordon("investigate", good, "--json", "-").stdout)
    outbreaks = lambda text: json.loads(text)["outbreaks"]
    (f / "z").mkdir()
    with gzip.open(f / "z" / "outbreak.pcap.gz", "wb") as z:
        z.write(whole)
    check(outbreaks(cordon("investigate", f / "z", "--json", "-").stdout) == plain["outbreaks"], "a folder with gzip differs")
    with open(good, "rb") as pipe:
        check(outbreaks(cordon("investigate", "-", "--json", "-", stdin=pipe).stdout) == plain["outbreaks"], "standard input differs")
    texts = {cordon("investigate", good, "--json", "-", "--threads", n).stdout for n in (1, 2, 3, 4)}
    check(len(texts) == 1, "the threads change the JSON")
    check(cordon("investigate", good, "udp port 9").returncode == 0, "a filter that keeps nothing finds something")
    again = cordon("simulate", "codered.v2", "--servers", "12", "--seed", "3", "-o", f / "again.pcap")
    check(again.returncode == 0 and (f / "again.pcap").read_bytes() == whole, "the same seed gives other bytes")

    # Several files are merged by time: the outbreak cut in two is one
    cut = cordon("investigate", good, "--explain", plain["outbreaks"][0]["infections"][0]["host"], "--carve", f / "proof.pcap")
    check(cut.returncode == 1 and "Infected" in cut.stdout, f"--explain: {cut.stdout[:200]}{cut.stderr}")
    proof = json.loads(cordon("investigate", f / "proof.pcap", "--json", "-").stdout)
    check(0 < proof["coverage"]["frames"] < plain["coverage"]["frames"], "--carve does not write just what proves it")

    # Without payload: no rule, no content; the outbreak and where it began are told by contacts alone
    made = cordon("simulate", "codered.ii", "--servers", "60", "--seed", "2", "-o", f / "many.pcap", "--truth", f / "many.json")
    truth = json.loads((f / "many.json").read_text())
    seen = ("investigate", f / "many.pcap", "--no-payload", "--fleet-net", "10.20.0.0/16")
    texts = {cordon(*seen, "--json", "-", "--threads", n).stdout for n in (1, 3)}
    check(len(texts) == 1, "the threads change what contacts tell")
    blind = json.loads(texts.pop())
    check(not blind["coverage"]["payload_read"] and blind["coverage"]["seen"] <= 0.5, "--no-payload is not stated")
    check(all(x["sid"] == 0 and x["strain"] == "unknown.tcp.80" for x in blind["findings"]), "--no-payload looks at content")
    check(len(blind["outbreaks"]) == 1, f"--no-payload: {len(blind['outbreaks'])} outbreaks")
    told = blind["outbreaks"][0]
    by = {x["host"]: x["by"] for x in truth["infected"]}
    edges = told["first_edges"]
    right = sum(by.get(x["to"]) == x["from"] for x in edges)
    check(len(edges) >= 20 and right >= 0.8 * len(edges), f"--no-payload: {right} of {len(edges)} first edges")
    check(truth["patient_zero"] in [x["host"] for x in told["origins"][:5]], f"--no-payload: origins {told['origins']}")
    page = cordon(*seen)
    check(page.returncode == 1 and "Over which contacts it began" in page.stdout and "--no-payload" in page.stdout, f"--no-payload: {page.stdout[:300]}")
    check(plain["coverage"]["payload_read"] and not any(x["first_edges"] for x in plain["outbreaks"]), "content tells, and walks are told too")

    # A flood by infected hosts upon one target, in a second capture; and one that only answers who asked nothing
    def frame(source, target, sport, dport, flags):
        ip = lambda host: bytes(map(int, host.split(".")))
        tcp = struct.pack(">HHIIBBHHH", sport, dport, 1, 1 if flags & 16 else 0, 5 << 4, flags, 8192, 0, 0)
        return bytes(12) + b"\x08\0" + struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(tcp), 1, 0, 64, 6, 0) + ip(source) + ip(target) + tcp

    def write(path, frames):
        with open(path, "wb") as capture:
            capture.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
            for time, data in sorted(frames):
                capture.write(struct.pack("<IIII", int(time), int(time % 1 * 1e6), len(data), len(data)) + data)

    hosts = [x["host"] for x in truth["infected"]][:5]
    begin = 995536800 + 3600
    write(f / "flood.pcap", [(begin + i / 100 + 0.001 * n, frame(host, "198.51.100.91", 1024 + i, 80, 2))
                             for n, host in enumerate(hosts) for i in range(2000)])
    write(f / "scatter.pcap", [(begin + i / 10, frame("198.51.100.7", f"10.20.{1 + i // 250}.{1 + i % 250}", 80, 2000 + i, 18)) for i in range(400)])
    flooded = json.loads(cordon("investigate", f / "many.pcap", f / "flood.pcap", f / "scatter.pcap", "--fleet-net", "10.20.0.0/16", "--json", "-").stdout)
    kinds = {x["role"]: x for x in flooded["floods"]}
    check(len(flooded["floods"]) == 2 and set(kinds) == {"ours", "backscatter"}, f"floods: {[(x['role'], x['target']) for x in flooded['floods']]}")
    flood = kinds["ours"]
    check((flood["kind"], flood["target"], flood["port"], flood["strain"]) == ("syn", "198.51.100.91", 80, "codered.ii"), f"a flood: {flood}")
    check(sorted(hosts) == sorted(flood["hosts"]) and 490 < flood["packets_per_second"] < 510, f"a flood: {flood}")
    check(kinds["backscatter"]["target"] == "198.51.100.7" and kinds["backscatter"]["host_count"] == 400, "back-scatter")
    evidence = {x["host"] for o in flooded["outbreaks"] for x in o["infections"] if any(e["class"] == "flooded" for e in x["evidence"])}
    check(evidence == set(hosts), f"the flood is evidence: {evidence}")
    page = cordon("investigate", f / "flood.pcap", f / "scatter.pcap", "--fleet-net", "10.20.0.0/16").stdout
    check("BACK-SCATTER" in page and "FLOOD " not in page, f"a flood from the first on is told: {page[:300]}")

    # The schema
    try:
        import jsonschema
        schema = json.loads((root / "docs/report.schema.json").read_text())
        for report in (plain, proof, blind, flooded):
            jsonschema.validate(report, schema)
        check(True, "schema")
    except ImportError:
        print("SKIPPED the schema: python3-jsonschema is absent")
    except jsonschema.ValidationError as error:
        check(False, f"schema: {error.json_path}: {error.message[:200]}")

    # The laboratory: the same for any number of threads; a telescope's counts are what forecast reads
    small = ("simulate", "codered.v2", "--vulnerable", "3000", "--horizon", "24h", "--rate", "600", "--runs", "6", "--seed", "4")
    runs = {cordon(*small, "--json", "-", "--threads", n).stdout for n in (1, 2, 3)}
    check(len(runs) == 1, "the threads change a simulation")
    sizes = json.loads(runs.pop())["summary"]["final_size"]
    check(sizes["q5"] <= sizes["q50"] <= sizes["q95"] <= 3000, f"simulate: {sizes}")
    for engine in ("aawp", "si", "two-factor"):
        one = json.loads(cordon(*small, "--engine", engine, "--json", "-").stdout)
        check(one["summary"]["final_size"]["q50"] > 2900, f"{engine}: {one['summary']['final_size']}")
    done = cordon(*small, "--svg", f / "g.svg", "--map", f / "m.svg", "--csv", f / "c.csv", "--telescope", "8", "--counts", f / "t.csv")
    check(done.returncode == 0 and "hosts infected at the end" in done.stdout, f"simulate: {done.stdout[:300]}{done.stderr}")
    check(all((f / name).read_text().startswith("<svg") or "<svg" in (f / name).read_text()[:200] for name in ("g.svg", "m.svg")), "no pictures")
    counts = (f / "t.csv").read_text().splitlines()
    check(counts[0] == "time,new_sources,packets" and len(counts) > 100, "a telescope counts nothing")
    told = json.loads(cordon("forecast", "--counts", f / "t.csv", "--darknet", "/8", "--strain", "codered.v2", "--json", "-").stdout)
    size = told["growth"]["vulnerable"]
    check(told["growth"]["trend"] == "growing" and size["q5"] < 3300 and size["q95"] > 2700, f"forecast of a telescope: {told['growth']}")
    (f / "flat.csv").write_text("time,new\n" + "".join(f"{i},20\n" for i in range(40)))
    flat = json.loads(cordon("forecast", "--counts", f / "flat.csv", "--json", "-").stdout)
    check(flat["growth"]["trend"] == "steady" and "none_because" in flat["forecast"], f"a steady count is forecast: {flat['growth']}")

    # An account's growth, and what would stop it
    told = cordon("forecast", good, "--fleet-net", "10.20.0.0/16", "--svg", f / "f.svg", "--svg-tree", f / "tree.svg")
    check(told.returncode in (0, 2), f"forecast: {told.stderr}")
    worth = json.loads(cordon("whatif", "codered.v2", "-r", good, "--fleet-net", "10.20.0.0/16", "--horizon", "1h", "-m", "address 1s",
                              "-m", "patch 50%", "--json", "-").stdout)
    effects = {e["measure"]: e["infected"]["mean"] for e in worth["effects"]}
    check(effects["address 1s"] <= effects["nothing"] and effects["patch 50%"] <= effects["nothing"], f"whatif: {effects}")
    farm = cordon("whatif", "codered.v2", "--network", root / "examples/web_farm.toml", "--runs", "20")
    check(farm.returncode == 0 and "Where a patch buys most" in farm.stdout, f"whatif: {farm.stdout[:300]}{farm.stderr}")
    dark = cordon("simulate", "codered.v2", "--darknet", "192.0.2.0/24", "--vulnerable", "3000", "--horizon", "24h", "--rate", "600", "-o", f / "dark.pcap", "--truth", f / "dark.json")
    check(dark.returncode == 0 and (f / "dark.pcap").stat().st_size > 1000, f"darknet: {dark.stderr}")

    # A worm that nobody has a signature for: found by its third victim, its rule made and tried on what comes after
    new = ("simulate", "unknown", "--service", "tcp/9000", "--invariant", "200", "--seed", "11", "--before", "60")
    cordon(*new, "--until-infected", "3", "-o", f / "early.pcap", "--truth", f / "early.json")
    cordon(*new, "-o", f / "new.pcap", "--truth", f / "new.json")
    early, whole = (json.loads((f / name).read_text()) for name in ("early.json", "new.json"))
    ours = ("--fleet-net", early["network"])
    reports = {cordon("investigate", f / "early.pcap", *ours, "--threads", n, "--json", "-").stdout for n in ("1", "3")}
    check(len(reports) == 1, "the threads change what is told of an unknown worm")
    told = json.loads(reports.pop())["outbreaks"]
    check([o["strain"]["id"] for o in told] == ["unknown.tcp.9000"], f"unknown worm: {[o['strain'] for o in told]}")
    found = {i["host"] for o in told for i in o["infections"]}
    check(found and found <= {i["host"] for i in early["infected"]}, f"unknown worm: {found}")
    done = cordon("investigate", f / "early.pcap", *ours, "--write-rules", f / "new.rules", "-q")
    rules = [line for line in (f / "new.rules").read_text().splitlines() if line.startswith("alert ")]
    check(done.returncode == 1 and len(rules) >= 1, f"no rule: {(f / 'new.rules').read_text()}")
    check(cordon("investigate", "-T", "-S", f / "new.rules").returncode == 0, "a generated rule does not load")
    cordon("investigate", f / "new.pcap", *ours, "-S", f / "new.rules", "--eve", f / "new.eve", "-q")
    alerts = {(a["src_ip"], a["dest_ip"]) for a in map(json.loads, (f / "new.eve").read_text().splitlines())}
    infected = {(i["by"], i["host"]) for i in whole["infected"]}
    check(infected <= alerts, f"a generated rule misses {infected - alerts}")
    told = told_all = json.loads(cordon("investigate", f / "new.pcap", *ours, "--json", "-").stdout)
    parents = {i["host"]: i["infected_by"][0].get("host") for o in told["outbreaks"] for i in o["infections"]}
    check(parents == {i["host"]: i["by"] for i in whole["infected"]}, f"unknown worm: {parents}")
    judged = cordon("detect", "content", f / "new.pcap", *ours)
    check(judged.returncode == 1 and "a worm" in judged.stdout, f"detect content: {judged.stdout[:300]}{judged.stderr}")
    refuses("no such detector", "detect", "nonsense", good, says="give one of")
    for name in ("spread", "moonwalk"):
        view = cordon("detect", name, f / "new.pcap", *ours, "-v")
        check(view.returncode == 1 and "9000" in view.stdout and min(infected)[0] in view.stdout, f"detect {name}: {view.stdout[:300]}{view.stderr}")
    check(cordon("detect").stdout == cordon("detect", "--list").stdout != "", "detect lists nothing")

    # cordon.toml: the command line goes before it; a role is judged otherwise; what is off is said
    (f / "site.toml").write_text(f'[fleet]\nnetworks = ["{whole["network"]}"]\n[sift]\nkey_file = "site.key"\n')
    (f / "site.key").write_text("00c0ffee00c0ffee\n")
    by_file = json.loads(cordon("investigate", f / "new.pcap", "-c", f / "site.toml", "--json", "-").stdout)
    check(by_file["fleet"] == told_all["fleet"], f"fleet by configuration: {by_file['fleet']['how']}")
    check({i["host"] for o in by_file["outbreaks"] for i in o["infections"]} == set(parents), "another sifting key finds others")
    over = json.loads(cordon("investigate", f / "new.pcap", "-c", f / "site.toml", "--fleet-net", "192.0.2.0/24", "--json", "-").stdout)
    check(over["fleet"]["how"] == "given: 192.0.2.0/24", f"the command line does not win: {over['fleet']['how']}")
    everybody = 'hosts = ["0.0.0.0/0"]\n'
    off = "".join(f"[role.all.detect.{name}]\nenabled = false\n" for name in ("scan", "content", "spread", "called-in", "flood"))
    (f / "off.toml").write_text("[role.all]\n" + everybody + off)
    quiet = json.loads(cordon("investigate", f / "new.pcap", *ours, "-c", f / "off.toml", "--json", "-").stdout)
    check(quiet["outbreaks"] == [] and quiet["scanners"] == [], "what is switched off is told")
    check(len(quiet["coverage"]["switched_off"]) == 5, f"switched off: {quiet['coverage']['switched_off']}")
    listed = cordon("config", "-c", f / "site.toml")
    check(listed.returncode == 0 and "c0ffee" not in listed.stdout, "cordon config shows the key")
    (f / "again.toml").write_text(cordon("config").stdout)
    check(cordon("investigate", "-T", "-c", f / "again.toml").returncode == 0, "what cordon config writes does not load")
    (f / "wrong.toml").write_text("[detect.scan]\nenabeld = true\n")
    for command in (("investigate", good), ("investigate", "-T"), ("detect", "scan", good), ("forecast", good), ("config",)):
        refuses("a wrong configuration", *command, "-c", f / "wrong.toml", says="wrong.toml:2: [detect.scan] enabeld")
    refuses("a configuration that is not there", "config", "-c", f / "none.toml", says="none.toml")
    (f / "site.key").write_text("secret\n")
    refuses("a key that is none", "investigate", "-T", "-c", f / "site.toml", says="site.key")
    refuses("nothing half-done", "investigate", good, "-c", f / "wrong.toml", "--json", f / "half.json", says="wrong.toml:2")
    check(not (f / "half.json").exists(), "a wrong configuration leaves an output")
    cordon("simulate", "clean", "--hours", "2", "--seed", "5", "-o", f / "day.pcap", "--truth", f / "day.json")
    ours = ("--fleet-net", json.loads((f / "day.json").read_text())["network"])
    day = cordon("investigate", f / "day.pcap", *ours)
    check(day.returncode == 0, f"a clean day: {day.stdout[:600]}")
    check(cordon("detect", "content", f / "day.pcap", *ours).returncode == 0, "a clean day has a worm")

    for words in (["--help"], ["investigate", "--help"], ["simulate", "--help"], ["strains", "--help"], ["--version"],
                  ["strains", "list"], ["strains", "show", "codered.ii"], ["strains", "rules"]):
        check(cordon(*words).returncode == 0 and cordon(*words).stdout, f"{words}: no text")
    for words in (["investigate", "--help"], ["simulate", "--help"], ["forecast", "--help"], ["whatif", "--help"], ["detect", "--help"]):
        check("Examples:" in cordon(*words).stdout, f"{words}: no examples")

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
