#!/usr/bin/env python3
"""Logs and flow records that nobody here wrote: what Cordon counts is what a plain look at the lines counts, what
their authors labelled is told, and nothing more.

    real_logs.py [--cordon PROGRAM] [--data FOLDER]

The counts are made anew here, by regular expressions over the raw lines. Skips, visibly, where the data is absent.
"""
import argparse, collections, csv, json, os, pathlib, re, subprocess, sys

root = pathlib.Path(__file__).resolve().parents[1]
p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--cordon", default=os.environ.get("CORDON", str(root / "build/release/cordon")))
p.add_argument("--data", type=pathlib.Path, default=root.parent / "shared/data")
a = p.parse_args()
if not a.data.is_dir():
    print("skipped:", a.data, "is absent")
    sys.exit(0)

passed = failed = 0


def equal(what, have, want):
    global passed, failed
    passed, failed = passed + (have == want), failed + (have != want)
    if have != want:
        print(f"FAILED {what}: {have!r} instead of {want!r}")


def account(*inputs):
    done = subprocess.run([a.cordon, "investigate", *map(str, inputs), "--json", "-"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{inputs}: exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def outbreaks(report):
    return {o["strain"]["id"]: o for o in report["outbreaks"]}


def lines(*paths):
    for path in paths:
        with open(path, encoding="latin-1") as file:
            yield from file


def zeek(path):
    """The rows of a Zeek log in columns."""
    fields = []
    for line in lines(path):
        cells = line.rstrip("\n").split("\t")
        if cells[0] == "#fields":
            fields = cells[1:]
        elif not line.startswith("#"):
            yield dict(zip(fields, cells))


def sources(pattern, *paths):
    """Requests and sources of the access-log lines that match."""
    hits = [line.split(" ", 1)[0] for line in lines(*paths) if re.search(pattern, line)]
    return len(hits), set(hits)


def check_senders(name, outbreak, pattern, *paths):
    requests, hosts = sources(pattern, *paths)
    equal(f"{name}: attempts", outbreak["attempts"]["count"], requests)
    equal(f"{name}: senders", {s["host"] for s in outbreak["senders"]}, hosts)
    equal(f"{name}: in the fleet", [s["host"] for s in outbreak["senders"] if s["in_fleet"]], [])
    equal(f"{name}: infected", outbreak["infections"], [])
    equal(f"{name}: attempts in the curve", sum(p["attempts"] for p in outbreak["curve"]["points"]), requests)
    equal(f"{name}: senders in the curve", sum(p["new_senders"] for p in outbreak["curve"]["points"]), len(hosts))


# A Red Hat honeypot of 2004: worms for IIS, which could do it nothing.
honeynet = a.data / "logs/honeynet-redhat71"
files = sorted(honeynet.glob("access_log*"))
report = account(honeynet)
found = outbreaks(report)
equal("honeynet: strains", sorted(found), ["codered.ii", "nimda.a", "welchia.a"])
check_senders("Code Red II", found["codered.ii"], r"default\.ida\?X", *files)
check_senders("Nimda", found["nimda.a"], r"root\.exe\?/c\+dir|cmd\.exe\?/c\+dir", *files)
check_senders("WebDAV SEARCH", found["welchia.a"], r'"SEARCH ', *files)
equal("honeynet: figures", [len(found[s]["senders"]) for s in ("codered.ii", "nimda.a", "welchia.a")], [68, 218, 364])
_, askers = sources(r"/root\.exe\?/c\+dir", *files)
equal("Nimda sources that ask for Code Red II's back door", found["nimda.a"]["borrowed_doors"],
      [{"strain": "codered.ii", "askers": sorted(askers, key=lambda h: tuple(map(int, h.split("."))))}])
equal("back doors open", [u for o in found.values() for u in o["backdoor_uses"] if u["answered"]], [])
for o in found.values():
    for sender in o["senders"]:
        if sender["first_seen"] > sender["last_seen"]:
            equal("first and last sight", sender, None)

# Web logs of other kinds.
vanity = a.data / "logs/vanity-2015-2018/access-all.csv"
found = outbreaks(account(vanity))
equal("vanity: strains", list(found), ["shellshock"])
equal("vanity: Shellshock requests", found["shellshock"]["attempts"]["count"], sum("() {" in l for l in lines(vanity)))
equal("vanity: Shellshock sources", {s["host"] for s in found["shellshock"]["senders"]},
      {row[0] for row in csv.reader(lines(vanity)) if any("() {" in cell for cell in row)})

awstats = outbreaks(account(a.data / "logs/awstats-testglobal.log"))
equal("awstats", [(s, [x["host"] for x in o["senders"]]) for s, o in awstats.items()], [("codered.ii", ["80.8.55.9"])])
snippets = outbreaks(account(a.data / "logs/snippets"))
equal("snippets", {s: [x["host"] for x in o["senders"]] for s, o in snippets.items()},
      {"nimda.a": ["203.89.231.199"], "codered.v2": ["209.164.24.120"]})
docker = outbreaks(account(a.data / "logs/dockerhoneypot-2375-2021-07.jsonl"))
created = [json.loads(l) for l in lines(a.data / "logs/dockerhoneypot-2375-2021-07.jsonl") if "containers/create" in l]
equal("docker: strains", list(docker), ["docker.teamtnt"])
equal("docker: creations", docker["docker.teamtnt"]["attempts"]["count"], len(created))
for clean in ("elastic-apache_logs", "iis"):
    report = account(a.data / "logs" / clean)
    equal(f"{clean}: outbreaks", report["outbreaks"], [])
    equal(f"{clean}: scanners", report["scanners"], [])
    equal(f"{clean}: bad lines", report["coverage"]["bad_lines"], 0)

# Zeek: a PC attacked from the Internet for a day, each flow labelled by its author.
for folder in ("stratosphere-008-attacked-windows", "stratosphere-010-attacked-windows"):
    report = account(a.data / "zeek" / folder)
    labels, failing = collections.defaultdict(set), collections.defaultdict(set)
    for row in zeek(a.data / "zeek" / folder / "conn.log.labeled"):
        labels[row["id.orig_h"]].add(row["label"])
        if row["conn_state"] in ("S0", "REJ", "SH", "RSTOS0"):
            failing[row["id.orig_h"]].add((row["id.resp_h"], row["id.resp_p"]))
    equal(f"{folder}: outbreaks", report["outbreaks"], [])
    told = {s["host"] for s in report["scanners"]}
    equal(f"{folder}: a scanner that is not labelled malicious", [h for h in told if labels[h] != {"Malicious"}], [])
    busy = {h for h, doors in failing.items() if len(doors) >= 15 and labels[h] == {"Malicious"}}
    equal(f"{folder}: busy attackers that are not told", sorted(busy - told), [])
report = account(a.data / "zeek/stratosphere-002-nmap-3-lans")
equal("three LANs: scanner", [s["host"] for s in report["scanners"]], ["172.16.1.11"])
equal("three LANs: outbreaks", report["outbreaks"], [])
report = account(a.data / "zeek/stratosphere-006-ssh-honeypot")
equal("SSH honeypot: outbreaks", report["outbreaks"], [])

# Who attacked whom, by another's detector on the same capture.
pairs = set()
for line in lines(a.data / "zeek/wannacry-eternalsafety-notice.log"):
    cells = line.split("\t")
    if len(cells) > 5 and cells[5].startswith("EternalSafety::"):
        pairs.add((cells[0], cells[2]))
report = account(a.data / "pcap/worm/wannacry-lan-2017.pcap")
equal("WannaCry: attackers and victims", {(f["actor"], f["target"]) for f in report["findings"]
                                          if f["kind"] in ("attempt", "backdoor_asked")} >= pairs, True)

# EVE: an IoT device on the Internet.
eve = a.data / "eve/slips-test6-malicious.suricata.json"
kinds = collections.Counter(json.loads(l)["event_type"] for l in lines(eve))
report = account(eve)
equal("EVE: flows, requests, alerts", [report["coverage"][k] for k in ("logged_flows", "logged_requests", "peer_alerts")],
      [kinds["flow"] + kinds["tls"], kinds["http"], kinds["alert"]])  # a TLS event is one of a flow
equal("EVE: infected", [i["host"] for o in report["outbreaks"] for i in o["infections"]], [])
honeypot = account(a.data / "eve/frank-honeypot-2018-alerts.json")
equal("EVE array: alerts", honeypot["coverage"]["peer_alerts"],
      len(json.load(open(a.data / "eve/frank-honeypot-2018-alerts.json"))))
equal("EVE array: infected", [i for o in honeypot["outbreaks"] for i in o["infections"]], [])

# A telescope: each source of a Slammer packet is infected; day by day.
daily = {row["day"]: (int(row["slammer_packets"]), int(row["distinct_sources"]))
         for row in csv.DictReader(open(a.data / "netflow/slammer-telescope/DERIVED-daily.csv"))}
seen = {}
for year in (2011, 2012, 2015, 2017):
    o = outbreaks(account(a.data / f"netflow/slammer-telescope/timestamp_slammer_{year}_data.csv"))["slammer"]
    equal(f"telescope {year}: width of the curve", o["curve"]["seconds"], 86400)
    seen.update({q["at"][:10]: (q["attempts"], q["senders"]) for q in o["curve"]["points"]})
equal("telescope: packets and sources a day", {d: seen.get(d) for d in daily if daily[d] != seen.get(d)}, {})
report = account(a.data / "netflow/slips-test11-portscan.binetflow")
equal("binetflow: scanner", [s["host"] for s in report["scanners"]], ["10.8.0.69"])
for flows in ("slips-test2-malicious", "slips-test3-mixed", "slips-test5-mixed"):
    equal(f"{flows}: outbreaks", account(a.data / f"netflow/{flows}.binetflow")["outbreaks"], [])

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
