#!/usr/bin/env python3
"""What docs/inputs.md says: each format is recognised by its content and printed by the name that the page has,
the same attack is found in each, and hosts, clients, clocks, encodings and bad lines are as it says.

    inputs.py --cordon PROGRAM
"""
import argparse, gzip, json, os, pathlib, subprocess, tempfile

root = pathlib.Path(__file__).resolve().parents[1]
p = argparse.ArgumentParser()
p.add_argument("--cordon", default=os.environ.get("CORDON", str(root / "build/release/cordon")))
a = p.parse_args()
page = (root / "docs/inputs.md").read_text()
passed = failed = 0

TARGET = "/scripts/root.exe?/c+dir"
TIME = "09/Jan/2024:12:00:00 +0000"
COMMON = f'198.51.100.7 - - [{TIME}] "GET {TARGET} HTTP/1.0" 404 5'
COMBINED = COMMON + ' "-" "agent"'
IDS = '"id.orig_h":"198.51.100.7","id.orig_p":1,"id.resp_h":"192.0.2.80","id.resp_p":80'
EVE = '"timestamp":"2024-01-09T12:00:00.0+0000","src_ip":"198.51.100.7","dest_ip":"192.0.2.80","dest_port":80,"proto":"TCP"'


def check(good, what):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED", what)


def investigate(*arguments, stdin=None):
    done = subprocess.run([a.cordon, "investigate", *map(str, arguments), "--json", "-"], input=stdin,
                          capture_output=True, timeout=120)
    if done.returncode == 2:
        return None, done.stderr.decode()
    return json.loads(done.stdout), done.stderr.decode()


def attempts(account):
    """Who asked for the back door, of whom, and when."""
    return sorted({(f["actor"], f["target"], f["at"]) for f in account["findings"] if f["kind"] == "attempt"})


# Name as the page has it, file's name, text, and whether the request is in it.
REQUESTS = [
    ("common access log", "log", COMMON),
    ("combined access log", "log", COMBINED + " 0.01 17"),
    ("combined access log with X-Forwarded-For", "log",
     COMBINED.replace("198.51.100.7", "10.0.0.1") + ' "203.0.113.9, 198.51.100.7"'),
    ("combined access log of who was forwarded for", "log", "203.0.113.9, 198.51.100.7, 10.0.0.1" + COMBINED[12:]),
    ("combined access log with virtual host", "log", "e.test:80 " + COMBINED),
    ("AWS ALB access log", "log",
     f'h2 2024-01-09T12:00:00.0Z app/x 198.51.100.7:1 - 0 0 0 404 404 0 5 "GET http://e.test:80{TARGET} HTTP/1.1" "a" - -'),
    ("AWS ELB access log", "log",
     f'2024-01-09T12:00:00.0Z x 198.51.100.7:1 - 0 0 0 404 404 0 5 "GET http://e.test:80{TARGET} HTTP/1.1" "a" - -'),
    ("HAProxy HTTP log", "log",
     f'198.51.100.7:1 [09/Jan/2024:12:00:00.000] in be/s1 0/0/0/0/0 404 5 - - ---- 1/1/1/1/0 0/0 "GET /scripts/root#2eexe?/c+dir HTTP/1.0"'),
    ("Envoy access log", "log",
     f'[2024-01-09T12:00:00.000Z] "GET {TARGET} HTTP/1.1" 404 - 0 5 0 - "198.51.100.7" "a" "id" "e.test" "-"'),
    ("Istio access log", "log",
     f'[2024-01-09T12:00:00.000Z] "GET {TARGET} HTTP/1.1" 404 - via_upstream - "-" 0 5 2 2 "-" "a" "id" "e.test" '
     f'"10.0.0.1:80" inbound|80 127.0.0.1:1 - 198.51.100.7:2 -'),
    ("W3C extended (IIS)", "ex240109.log",
     "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status\r\n"
     "2024-01-09 12:00:00 198.51.100.7 GET /scripts/root.exe /c+dir 404\r"),
    ("IIS native", "in240109.log",
     "198.51.100.7, -, 01/09/24, 12:00:00, W3SVC2, WEB, , 1, 2, 3, 404, 0, GET, /scripts/root.exe, /c+dir,"),
    ("table of requests, CSV", "log.csv",
     "time,client,method,path,query,status\n2024-01-09 12:00:00,198.51.100.7,GET,/scripts/root.exe,/c+dir,404"),
    ("access log, JSON", "log.json",
     f'{{"time_iso8601":"2024-01-09T13:00:00+01:00","remote_addr":"198.51.100.7","request":"GET {TARGET} HTTP/1.0","status":404}}'),
    ("access log, JSON", "log.json",
     f'{{"ts":1704801600,"request":{{"client_ip":"198.51.100.7","method":"GET","uri":"{TARGET}"}},"status":404}}'),
    ("access log, JSON", "log.json",
     f'{{"time_iso8601":"2024-01-09T12:00:00Z","remote_addr":"198.51.100.7","request":"GET /scripts/\\x72oot.exe?/c+dir HTTP/1.0"}}'),
    ("Zeek http", "http.log",
     "#separator \\x09\n#path\thttp\n#fields\tts\tid.orig_h\tid.resp_h\tid.resp_p\tmethod\turi\tstatus_code\n"
     f"1704801600.0\t198.51.100.7\t192.0.2.80\t80\tGET\t{TARGET}\t404"),
    ("Zeek http, JSON", "x.log", f'{{"ts":1704801600.0,"uid":"C",{IDS},"method":"GET","uri":"{TARGET}","status_code":404}}'),
    ("Suricata EVE", "eve.json", f'{{{EVE},"event_type":"http","http":{{"url":"{TARGET}","http_method":"GET","status":404}}}}'),
    ("Suricata EVE", "eve.json",
     f'[\n {{{EVE},"event_type":"http","http":{{"url":"{TARGET}","http_method":"GET",\n "status":404}}}}\n]'),
    ("common access log in syslog", "syslog", "<34>Jan  9 12:00:01 web1 httpd[7]: " + COMMON),
    ("common access log in syslog", "syslog", "2024-01-09T12:00:01.5Z stdout F " + COMMON),
    ("common access log in journald, JSON", "journal",
     '{"__REALTIME_TIMESTAMP":"1704801601000000","SYSLOG_IDENTIFIER":"httpd","MESSAGE":' + json.dumps(COMMON) + "}"),
    ("common access log in journald, JSON", "journal",
     '{"__REALTIME_TIMESTAMP":"1704801601000000","SYSLOG_IDENTIFIER":"httpd","MESSAGE":' + json.dumps(list(COMMON.encode())) + "}"),
    ("common access log in JSON", "docker",
     json.dumps({"log": COMMON + "\n", "stream": "stdout", "time": "2024-01-09T12:00:01Z"})),
]
FLOWS = [
    ("Zeek conn", "conn.log",
     "#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state\n"
     "1704801600.0\t198.51.100.7\t1\t192.0.2.80\t80\ttcp\tS0"),
    ("Zeek ssl, JSON", "ssl.log", f'{{"ts":1704801600.0,"uid":"C",{IDS},"server_name":"e.test"}}'),
    ("table of flows, bar-separated", "flows.txt",
     "sIP|dIP|sPort|dPort|pro|packets|bytes|flags|sTime\n198.51.100.7|192.0.2.80|51234|80|6|1|40|S|2024/01/09T12:00:00.000"),
    ("table of flows, CSV", "flows.csv",
     "ts,te,td,sa,da,sp,dp,pr,flg,ipkt,ibyt\n2024-01-09 12:00:00,2024-01-09 12:00:01,1.0,198.51.100.7,192.0.2.80,51234,80,TCP,....S.,1,40"),
    ("Argus flows, CSV", "x.binetflow",
     "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts,TotBytes\n"
     "2024/01/09 12:00:00.0,1.0,tcp,198.51.100.7,51234,   ->,192.0.2.80,80,S_RA,2,120"),
    ("CICFlowMeter flows, CSV", "cic.csv",
     "Flow ID,Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration,Tot Fwd Pkts,Tot Bwd Pkts\n"
     "x,198.51.100.7,51234,192.0.2.80,80,6,09/01/2024 12:00:00 PM,5,1,1"),
]

with tempfile.TemporaryDirectory() as folder:
    f = pathlib.Path(folder)

    def write(name, text):
        path = f / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def format_of(account):
        return account["coverage"]["inputs"][0]["format"]

    # Recognised, named as the page does, and the same attack in each.
    for name, file, text in REQUESTS:
        account, error = investigate(write(file, text + "\n"))
        check(account, f"{name}: {error}")
        if not account:
            continue
        check(format_of(account) == name, f"{name}: is told as {format_of(account)!r}")
        known = name.replace(", JSON", "").split(" in ")[0]
        check(known in page, f"{known}: is not on the page")
        seen = attempts(account)
        check(len(seen) == 1 and seen[0][0] == "198.51.100.7" and seen[0][2].startswith("2024-01-09T12:00:00"),
              f"{name}: shows {seen}")
    for name, file, text in FLOWS:
        account, error = investigate(write(file, text + "\n"))
        check(account and format_of(account) == name and account["coverage"]["logged_flows"] == 1,
              f"{name}: {error or format_of(account)}")
        check(name.replace(", JSON", "") in page, f"{name}: is not on the page")
    for file, name in (("v5", "NetFlow v5"), ("v9", "NetFlow v9"), ("ipfix", "IPFIX")):
        account, error = investigate(root / "fuzz/corpus/netflow" / file)
        check(account and format_of(account) == name and name in page, f"{name}: {error}")

    # Compression, encodings, standard input.
    for name, text in (("gz.log.gz", gzip.compress((COMMON + "\n").encode())), ("mark.log", "\ufeff" + COMMON),
                       ("utf16.log", COMMON.encode("utf-16")), ("zeros.log", "\0" * 5000 + COMMON),
                       ("end.log", COMMON), ("crlf.log", COMMON + "\r\n")):
        account, error = investigate(write(name, text))
        check(account and len(attempts(account)) == 1, f"{name}: {error}")
    account, _ = investigate("-", stdin=(COMMON + "\n").encode())
    check(account and len(attempts(account)) == 1, "standard input")
    account, error = investigate(write("long.log", COMMON + "\n" + COMMON[:60] + "A" * 50_000_000 + "\n" + COMMON + "\n"))
    check(account and account["coverage"]["cut_lines"] == 1 and account["coverage"]["lines"] == 3, "a line of 50 MB")

    # Who wrote it.
    log = write("a/access.log", COMMON + "\n")
    by = lambda account: [target for _, target, _ in attempts(account)]
    check(by(investigate(log)[0]) == ["0.0.0.1"], "a stand-in")
    check(by(investigate(log, "--log-host", "10.0.0.5")[0]) == ["10.0.0.5"], "--log-host")
    check(by(investigate(log, "--log-host", "access.log=10.0.0.5")[0]) == ["10.0.0.5"], "--log-host of a file")
    check(by(investigate(log, "--log-host", f"{f}/a=10.0.0.5")[0]) == ["10.0.0.5"], "--log-host of a folder")
    check(by(investigate(write("10.0.0.7.log", COMMON))[0]) == ["10.0.0.7"], "an address in a name")
    check(by(investigate(write("10.0.0.8/log", COMMON))[0]) == ["10.0.0.8"], "an address in a folder's name")
    carried = write("c/syslog", f"Jan  9 12:00:01 web1 httpd: {COMMON}\nJan  9 12:00:01 10.0.0.9 httpd: {COMMON}\n")
    check(by(investigate(carried, "--log-host", "web1=10.0.0.8")[0]) == ["10.0.0.8", "10.0.0.9"], "a carrier's host")

    # Formats and columns of one's own.
    own = write("own.log", f"[{TIME}]|198.51.100.7|GET {TARGET} HTTP/1.0|404\n")
    check(investigate(own)[0] is None, "an unknown format is refused")
    for option in ("%t|%a|%r|%>s", 'LogFormat "%t|%a|%r|%>s" own', "'[$time_local]|$remote_addr|$request|$status'"):
        account, error = investigate(own, "--log-format", option)
        check(account and len(attempts(account)) == 1, f"--log-format {option}: {error}")
    check("character 3" in investigate(own, "--log-format", '%h%l "%r"')[1], "a wrong format names its place")
    own = write("own.json", f'{{"at":1704801600,"peer":{{"ip":"198.51.100.7"}},"req":{{"line":"GET {TARGET} HTTP/1.0"}}}}\n')
    account, error = investigate(own, "--columns", "time=at,client=peer.ip,request=req.line")
    check(account and len(attempts(account)) == 1, f"--columns of JSON: {error}")
    own = write("own.csv", "when,from,to,dport,l4\n2024-01-09 12:00:00,198.51.100.7,192.0.2.80,80,tcp\n")
    account, error = investigate(own, "--columns", "time=when,client=from,server=to,server_port=dport,protocol=l4")
    check(account and account["coverage"]["logged_flows"] == 1, f"--columns of flows: {error}")

    # Clocks.
    account, _ = investigate(log, "--clock", "+1h")
    check(attempts(account)[0][2].startswith("2024-01-09T13:00:00"), "--clock")

    # Bad and cut lines.
    bad = write("bad.log", (COMMON + "\n") * 9 + "PHP Notice: what?\n" + COMMON[:-30])
    account, error = investigate(bad, "--bad-lines")
    check(account["coverage"]["bad_lines"] == 1 and account["coverage"]["cut_lines"] == 1, "bad and cut lines")
    check(f"{bad}:10: PHP Notice: what?" in error, "--bad-lines shows them")

    # Folders: what is no log is passed over; what is named must be one.
    write("d/access.log", COMMON + "\n")
    poem = write("d/poem.txt", "To be, or not to be\n")
    account, error = investigate(f / "d")
    check(account and len(account["coverage"]["inputs"]) >= 1, f"a folder: {error}")
    account, error = investigate(poem)
    check(account is None and "docs/inputs.md" in error, "a poem")

print(f"{passed} checks passed, {failed} failed")
raise SystemExit(failed != 0)
