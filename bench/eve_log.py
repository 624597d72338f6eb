#!/usr/bin/env python3
"""Writes a Suricata EVE log, as a benchmark's input: the same for the same seed.

    bench/eve_log.py --megabytes 500 -o build/eve.json [--like FILE]

What a sensor sees of 250 machines that use the web: flows, DNS questions and answers, TLS, HTTP and files, an
alert in a hundred. Nothing in it is of a real log. With --like the lines are those of a file, one object a
line, with other ports, flows and times.
"""
import argparse
import random
import re
import time

AGENTS = ["Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Safari/537.36",
          "Mozilla/5.0 (compatible; ExampleInspect/1.1; +https://about.example/)", "curl/7.88.1"]
HEAD = ('{"timestamp":"@T","flow_id":@F,"in_iface":"eth1","event_type":"%s","src_ip":"%s","src_port":@P,"dest_ip":"%s",'
        '"dest_port":%d,"proto":"%s"')
TAIL = ',"host":"sensor.example"}\n'


def flow(rng, client, server, name):
    text = HEAD % ("flow", client, server, rng.choice([80, 443, 443, 443]), "TCP")
    return text + (
        ',"app_proto":"tls","flow":{"pkts_toserver":%d,"pkts_toclient":%d,"bytes_toserver":%d,"bytes_toclient":%d,"start":"@T",'
        '"end":"@E","age":1,"state":"closed","reason":"timeout","alerted":false},"tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b",'
        '"tcp_flags_tc":"1b","syn":true,"fin":true,"psh":true,"ack":true,"state":"closed"}') % (
        rng.randint(6, 90), rng.randint(6, 900), rng.randint(600, 9000), rng.randint(600, 900_000))


def question(rng, client, server, name):
    text = HEAD % ("dns", client, "192.168.0.1", 53, "UDP")
    return text + ',"dns":{"type":"query","id":%d,"rrname":"%s","rrtype":"A","tx_id":0,"opcode":0}' % (
        rng.randint(0, 65535), name)


def answer(rng, client, server, name):
    text = HEAD % ("dns", client, "192.168.0.1", 53, "UDP")
    return text + (
        ',"dns":{"version":2,"type":"answer","id":%d,"flags":"8180","qr":true,"rd":true,"ra":true,"opcode":0,"rrname":"%s",'
        '"rrtype":"A","rcode":"NOERROR","answers":[{"rrname":"%s","rrtype":"A","ttl":%d,"rdata":"%s"}],"grouped":{"A":["%s"]}}') % (
        rng.randint(0, 65535), name, name, rng.randint(1, 3600), server, server)


def tls(rng, client, server, name):
    text = HEAD % ("tls", client, server, 443, "TCP")
    return text + (
        ',"tls":{"subject":"CN=%s","issuerdn":"C=XX, O=Example Trust, CN=Example R3","serial":"03:8E:1E:D7:BD:75:EF:CD:3D:8F:FF:D3",'
        '"fingerprint":"2d:d1:9f:80:99:86:fc:ac:5f:2a:2a:fd:a3:f3:7e:96:7c:dd:24:37","sni":"%s","version":"TLS 1.2",'
        '"notbefore":"2023-10-19T09:44:08","notafter":"2024-01-17T09:44:08","ja3":{},"ja3s":{}}') % (name, name)


def message(rng, name):
    return (',"http":{"hostname":"%s","url":"\\/%s\\/%d.html?id=%d","http_user_agent":"%s","http_content_type":"text\\/html",'
            '"http_method":"GET","protocol":"HTTP\\/1.1","status":%d,"length":%d}') % (
        name, rng.choice(["news", "static", "api"]), rng.randint(1, 999), rng.randint(1, 9999), rng.choice(AGENTS),
        rng.choice([200, 200, 304, 404]), rng.randint(0, 99_999))


def http(rng, client, server, name):
    return HEAD % ("http", client, server, 80, "TCP") + ',"tx_id":0' + message(rng, name)


def fileinfo(rng, client, server, name):
    text = (HEAD % ("fileinfo", server, client, 0, "TCP")).replace('_port":0', '_port":@P').replace('_port":@P', '_port":80', 1)
    return text + message(rng, name) + (
        ',"app_proto":"http","fileinfo":{"filename":"\\/index.html","sid":[],"gaps":false,"state":"CLOSED","stored":false,'
        '"size":%d,"tx_id":0}') % rng.randint(0, 99_999)


def alert(rng, client, server, name):
    text, program = HEAD % ("alert", client, server, 80, "TCP"), rng.randint(1, 50)
    return text + (
        ',"tx_id":0,"alert":{"action":"allowed","gid":1,"signature_id":%d,"rev":5,"signature":"EXAMPLE POLICY program %d looks for updates",'
        '"category":"Potential Corporate Privacy Violation","severity":1,"metadata":{"affected_product":["Any"],'
        '"created_at":["2013_10_08"],"updated_at":["2021_06_07"]}}') % (2_000_000 + program, program) + message(
        rng, name) + ',"app_proto":"http","flow":{"pkts_toserver":4,"pkts_toclient":3,"bytes_toserver":600,"bytes_toclient":1200,"start":"@T"}'


def made(rng):
    clients = [f"192.168.0.{n}" for n in range(2, 252)]
    servers = [(f"{rng.randint(11, 126)}.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}", f"www{n}.example")
               for n in range(3000)]
    kinds = rng.choices([flow, question, answer, tls, http, fileinfo, alert], [30, 17, 17, 17, 10, 8, 1], k=20_000)
    return [kind(rng, rng.choice(clients), *servers[int(3000 * rng.random() ** 3)]) + TAIL for kind in kinds]


def of_file(name):
    """Lines with places for what differs."""
    lines = open(name, encoding="utf-8", errors="surrogateescape").read().splitlines(keepends=True)
    for pattern, place in ((r'"(timestamp|start)":"[^"]*"', r'"\1":"@T"'), (r'"end":"[^"]*"', '"end":"@E"'),
                           (r'"flow_id":\d+', '"flow_id":@F'), (r'"src_port":\d+', '"src_port":@P')):
        lines = [re.sub(pattern, place, line) for line in lines]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--like")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    lines = [re.split("(@[A-Z])", line) for line in (of_file(options.like) if options.like else made(rng))]
    second, written = 1_700_000_000, 0
    with open(options.output, "w", encoding="utf-8", errors="surrogateescape", newline="") as out:
        while written < options.megabytes * 1_000_000:
            stamp, later = (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second + s)) for s in (0, 1))
            texts = []
            for _ in range(rng.randint(1, 200)):
                part = f"{rng.randint(0, 999_999):06d}+0000"
                places = {"@T": f"{stamp}.{part}", "@E": f"{later}.{part}", "@F": str(rng.getrandbits(51)),
                          "@P": str(rng.randint(1024, 65535))}
                texts.append("".join(places.get(piece, piece) for piece in rng.choice(lines)))
            text = "".join(texts)
            written += len(text)
            out.write(text)
            second += 1


if __name__ == "__main__":
    main()
