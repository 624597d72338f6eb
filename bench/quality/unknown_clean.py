"""The other half of the measure: where there is no worm, none is told of, and scanners are called scanners."""
import json, os, re, tempfile
from unknown_run import Second, Simulate, Trouble, infections, investigate, run

# Captures of which it is known who scans, so that it can be asked whether he is named.
KNOWN = {"ncsa-mirai-like-multiport-scan.pcap": "125.27.226.209", "ncsa-zero-window-scan.pcap": "10.0.0.1", "ncsa-port-scan.pcap": "192.168.2.154",
         "lbl-RDP-bruteforce.pcap": "51.235.163.75", "lbl-RDP-one-account-many-hosts.pcap": "21.42.23.131", "ndpi-synscan-2011ports.pcap": "172.16.0.8",
         "evilfingers-nmap-syn-2009.pcap": "192.168.1.10", "ppa-portscan.pcap": "10.100.25.14",
         "iot-hns-or-mirai-scan-2018.pcap": "192.168.2.16", "stratosphere-002-nmap-3-lans/conn.log": "172.16.1.11"}
QUIET_PARTS = ("Scans and brute force", "Controls")       # headings of INDEX.md
BESIDE = ("pcap/worm/iot-hns-or-mirai-scan-2018.pcap", "zeek/stratosphere-002-nmap-3-lans/conn.log", "logs/elastic-apache_logs")


def quiet_captures(data):
    """Files under the headings of INDEX.md that say that nobody is infected there by what is seen."""
    quiet = False
    with open(os.path.join(data, "INDEX.md")) as lines:
        for line in lines:
            if line.startswith("## "):
                quiet = any(part in line for part in QUIET_PARTS)
            name = re.match(r"\| `([^`]+)`", line)
            if quiet and name and os.path.isfile(os.path.join(data, name.group(1))):
                yield name.group(1)
    for path in BESIDE:
        if os.path.isfile(os.path.join(data, path)):
            yield path


def verdict(name, report, scanners, must_name):
    found, outbreaks = infections(report), report["outbreaks"]
    named = {s["host"] for s in report["scanners"]}
    wrong = [f"{len(found)} infected"] if found else []
    told = [o["strain"]["id"] for o in outbreaks if o["infections"] or o["strain"]["id"].startswith("unknown")]
    wrong += [f"outbreaks {told}"] if told else []
    missing = sorted(set(scanners) - named)
    wrong += [f"scanners not named {missing}"] if must_name and missing else []
    others = sorted(named - set(scanners))
    print(f"{'ok ' if not wrong else 'BAD'} {name:58} {report['coverage']['flows'] + report['coverage']['logged_flows']:8} flows; scanners named {len(named & set(scanners))} of {len(scanners)}"
          + (f", also {', '.join(others[:6])}{' ...' if len(others) > 6 else ''}" if others else "") + "".join(f"; {w}" for w in wrong), flush=True)
    return not wrong


def main(o):
    good = []
    with tempfile.TemporaryDirectory() as folder:
        path, truth_path = os.path.join(folder, "clean.pcap"), os.path.join(folder, "truth.json")
        for generator in (Second(o.cordon), Simulate(o.cordon)):
            for seed in range(o.seed, o.seed + min(o.runs, 3 if o.clean > 6 else 10)):
                words = generator.clean(o.clean, seed, path, truth_path)
                if o.only not in (None, generator.name) or not words or not generator.ready():
                    continue
                run(words)
                truth = json.load(open(truth_path))
                truth.setdefault("scanners", [h for r in truth.get("roles", ()) if "scanners" in r["role"] for h in r["hosts"]])
                _, report = investigate(o.cordon, path, truth["network"])
                good.append(verdict(f"{generator.name}: {o.clean:g} clean hours, seed {seed}", report, truth["scanners"], True))
        for name in quiet_captures(o.data) if o.data else ():
            known = [host for file, host in KNOWN.items() if name.endswith(file)]
            try:
                _, report = investigate(o.cordon, os.path.join(o.data, name), None)
                good.append(verdict(name, report, known, True))
            except Trouble as trouble:
                print(f"BAD {name}: {trouble}")
                good.append(False)
    print(f"{sum(good)} of {len(good)} as they should be")
    return 1 if o.check and not all(good) else 0
