"""Views: what other sensors would have written of a capture. By tshark and nfdump, so that nothing of ours has
a hand in it: Zeek's conn.log and http.log, the access log of each web server, NetFlow as nfdump keeps it."""
import collections, csv, datetime, io, pathlib, subprocess


def tshark(capture, fields, display=None, two_pass=False):
    command = ["tshark", "-n", "-r", str(capture), "-T", "fields", "-E", "separator=/t", "-E", "occurrence=f"]
    command += ["-2"] if two_pass else []
    command += ["-Y", display] if display else []
    for field in fields:
        command += ["-e", field]
    done = subprocess.run(command, capture_output=True, text=True, errors="surrogateescape", check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


class Flow:
    def __init__(self, time, client, server, protocol):
        self.first = self.last = time
        self.client, self.server, self.protocol = client, server, protocol
        self.packets, self.bytes, self.flags = [0, 0], [0, 0], [set(), set()]

    def state(self):
        """Zeek's conn_state."""
        if self.protocol == "udp":
            return "SF" if self.packets[1] else "S0"
        ours, theirs = self.flags
        if not self.packets[1]:
            return "S0"
        if "S" not in theirs:
            return "REJ" if "R" in theirs else "OTH"
        if "R" in theirs:
            return "RSTR"
        if "R" in ours:
            return "RSTO"
        return "SF" if "F" in ours and "F" in theirs else "S1"


def flows(capture):
    """Of all TCP and UDP packets: conversations, by the time of their first packet."""
    open_, done = {}, []
    names = ((0x02, "S"), (0x01, "F"), (0x04, "R"))
    rows = tshark(capture, ["frame.time_epoch", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.flags", "tcp.len",
                            "udp.srcport", "udp.dstport", "udp.length"], "tcp or udp")
    for time, source, target, sport, dport, flags, length, usport, udport, ulength in rows:
        protocol = "tcp" if sport else "udp"
        here, there = (source, int(sport or usport)), (target, int(dport or udport))
        bits = int(flags, 16) if flags else 0
        key = (protocol, *sorted((here, there)))
        flow = open_.get(key)
        begins = bits & 0x12 == 0x02
        if flow is None or (begins and flow.flags[0] & {"F", "R"} | flow.flags[1] & {"F", "R"}):
            flow = open_[key] = Flow(float(time), here, there, protocol)
            done.append(flow)
        side = 0 if here == flow.client else 1
        flow.last = float(time)
        flow.packets[side] += 1
        flow.bytes[side] += int(length) if length else int(ulength) - 8
        flow.flags[side] |= {name for bit, name in names if bits & bit}
    return done


def requests(capture):
    """HTTP requests with their answers: (time, client, server, method, target, version, host, agent, referrer,
    content type, status, bytes of the answer)."""
    answers = {}
    for number, status, length in tshark(capture, ["http.request_in", "http.response.code", "http.content_length"],
                                         "http.response", two_pass=True):
        answers[number] = (int(status), int(length or 0))
    rows = tshark(capture, ["frame.number", "frame.time_epoch", "ip.src", "tcp.srcport", "ip.dst", "tcp.dstport",
                            "http.request.method", "http.request.uri", "http.request.version", "http.host",
                            "http.user_agent", "http.referer"], "http.request", two_pass=True)
    for number, time, source, sport, target, dport, method, uri, version, host, agent, referrer in rows:
        status, length = answers.get(number, (0, 0))
        yield (float(time), (source, int(sport)), (target, int(dport)), method, uri, version, host, agent, referrer, status,
               length)


def zeek_header(path, fields):
    return (f"#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t{path}\n#fields\t" +
            "\t".join(name for name, _ in fields) + "\n#types\t" + "\t".join(kind for _, kind in fields) + "\n")


ENDS = [("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"), ("id.resp_h", "addr"),
        ("id.resp_p", "port")]


def write_zeek(capture, folder):
    folder = pathlib.Path(folder)
    folder.mkdir()
    conn = io.StringIO()
    conn.write(zeek_header("conn", ENDS + [("proto", "enum"), ("duration", "interval"), ("orig_bytes", "count"),
                                           ("resp_bytes", "count"), ("conn_state", "string"), ("orig_pkts", "count"),
                                           ("resp_pkts", "count")]))
    uids = collections.defaultdict(list)
    for i, f in enumerate(flows(capture)):
        uid = f"C{i:08d}"
        uids[f.client, f.server].append((f.first, uid))
        conn.write("\t".join(map(str, [f"{f.first:.6f}", uid, *f.client, *f.server, f.protocol, f"{f.last - f.first:.6f}",
                                       *f.bytes, f.state(), *f.packets])) + "\n")
    (folder / "conn.log").write_text(conn.getvalue())
    http = io.StringIO()
    http.write(zeek_header("http", ENDS + [(n, "string") for n in ("method", "host", "uri", "referrer", "version",
                                                                   "user_agent")] +
                           [("response_body_len", "count"), ("status_code", "count")]))
    for time, client, server, method, uri, version, host, agent, referrer, status, length in requests(capture):
        uid = [u for first, u in uids[client, server] if first <= time][-1:] or ["-"]
        http.write("\t".join(map(str, [f"{time:.6f}", *uid, *client, *server, method, host or "-", uri, referrer or "-",
                                       version.replace("HTTP/", "") or "-", agent or "-", length, status or "-"])) + "\n")
    (folder / "http.log").write_text(http.getvalue())


def quoted(text):
    return text.replace("\\", "\\\\").replace('"', '\\"') or "-"


def write_access(capture, folder, ours):
    """The access log of each web server of ours: a request that holds its connection is logged as 200, as IIS did."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    logs = collections.defaultdict(list)
    for time, client, server, method, uri, version, host, agent, referrer, status, length in requests(capture):
        if server[0] not in ours:
            continue
        stamp = datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%d/%b/%Y:%H:%M:%S +0000")
        logs[server[0]].append(f'{client[0]} - - [{stamp}] "{quoted(f"{method} {uri} {version}")}" {status or 200} '
                               f'{length or "-"} "{quoted(referrer)}" "{quoted(agent)}"\n')
    for server, lines in logs.items():
        (folder / f"access-{server}.log").write_text("".join(lines))


def write_flows(capture, folder):
    """NetFlow as nfdump keeps it, by nfpcapd."""
    pathlib.Path(folder).mkdir()
    subprocess.run(["nfpcapd", "-r", str(capture), "-w", str(folder)], check=True, capture_output=True)
