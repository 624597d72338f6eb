#!/usr/bin/env python3
"""Writes a Suricata EVE log, as a benchmark's input: the same for the same seed.

    bench/eve_log.py --megabytes 500 -o build/eve.json [--like FILE]

Seven flows of ten, alerts, DNS, HTTP: the mix of a sensor before a network that the Internet scans. Clients
and their ports, flows' numbers and times differ from line to line; nothing in it is of a real log. With --like
the lines are those of a file, one object a line, with other sources, ports, flows and times.
"""
import argparse
import random
import re
import time

AGENTS = ["Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Safari/537.36",
          "Mozilla/5.0 (compatible; ExampleInspect/1.1; +https://about.example/)", "curl/7.88.1"]
HEAD = '{"timestamp":"@T","flow_id":@F,"pcap_cnt":@N,"event_type":"%s","src_ip":"@C","src_port":@P,"dest_ip":"%s","dest_port":%d,"proto":"%s"'
TAIL = ',"host":"sensor.example"}'


def flow(rng, server):
    tcp = rng.random() < 0.7
    port = rng.choice([22, 23, 80, 443, 445, 1433, 3389, 5060, 8080, rng.randint(1024, 65535)])
    answered = rng.random() < 0.5
    text = HEAD % ("flow", server, port, "TCP" if tcp else "UDP")
    text += (',"app_proto":"failed","flow":{"pkts_toserver":%d,"pkts_toclient":%d,"bytes_toserver":%d,"bytes_toclient":%d,'
             '"start":"@T","end":"@E","age":1,"state":"%s","reason":"timeout","alerted":false}') % (
        rng.randint(1, 12), answered, rng.randint(60, 4000), 54 * answered, "closed" if answered else "new")
    if tcp:
        text += (',"tcp":{"tcp_flags":"16","tcp_flags_ts":"%s","tcp_flags_tc":"%s","syn":true,"rst":true,"ack":true,'
                 '"state":"closed"}') % ("02", "14" if answered else "00")
    return text


def alert(rng, server):
    group = rng.randint(1, 100)
    text = HEAD % ("alert", server, rng.randint(1, 65535), "TCP")
    text += (',"alert":{"action":"allowed","gid":1,"signature_id":%d,"rev":66418,"signature":"EXAMPLE Poor Reputation IP group %d",'
             '"category":"Misc Attack","severity":2,"metadata":{"affected_product":["Any"],"attack_target":["Any"],'
             '"created_at":["2013_10_08"],"deployment":["Perimeter"],"signature_severity":["Major"],"tag":["EXAMPLE"],'
             '"updated_at":["2021_06_07"]}},"flow":{"pkts_toserver":1,"pkts_toclient":0,"bytes_toserver":60,"bytes_toclient":0,'
             '"start":"@T"}') % (2_403_300 + group, group)
    return text


def dns(rng, server):
    text = HEAD % ("dns", server, 53, "UDP")
    return text + ',"dns":{"type":"query","id":%d,"rrname":"www%d.example","rrtype":"A","tx_id":0}' % (
        rng.randint(0, 65535), rng.randint(1, 3000))


def http(rng, server):
    text = HEAD % ("http", server, rng.choice([80, 8080]), "TCP")
    return text + (',"tx_id":0,"http":{"hostname":"192.0.2.1","http_port":80,"url":"\\/page\\/%d?id=%d","http_user_agent":"%s",'
                   '"http_method":"GET","protocol":"HTTP\\/1.1","status":%d,"length":%d}') % (
        rng.randint(1, 999), rng.randint(1, 9999), rng.choice(AGENTS), rng.choice([200, 404]), rng.randint(0, 9999))


def made(rng):
    servers = [f"192.168.{rng.randint(0, 3)}.{rng.randint(1, 254)}" for _ in range(100)]
    kinds = rng.choices([flow, alert, dns, http], [70, 15, 13, 2], k=20_000)
    return [kind(rng, rng.choice(servers)) + TAIL + "\n" for kind in kinds]


def of_file(name):
    """Lines with places for what differs."""
    lines = open(name, encoding="utf-8", errors="surrogateescape").read().splitlines(keepends=True)
    for pattern, place in ((r'"(timestamp|start)":"[^"]*"', r'"\1":"@T"'), (r'"end":"[^"]*"', '"end":"@E"'),
                           (r'"flow_id":\d+', '"flow_id":@F'), (r'"src_ip":"\d[^"]*"', '"src_ip":"@C"'),
                           (r'"src_port":\d+', '"src_port":@P')):
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
    clients = [f"{rng.randint(1, 223)}.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"
               for _ in range(20_000)]
    lines = [re.split("(@[A-Z])", line) for line in (of_file(options.like) if options.like else made(rng))]
    second, written, count = 1_700_000_000, 0, 0
    with open(options.output, "w", encoding="utf-8", errors="surrogateescape", newline="") as out:
        while written < options.megabytes * 1_000_000:
            stamp, later = (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second + s)) for s in (0, 1))
            texts = []
            for _ in range(rng.randint(1, 200)):
                count += 1
                part = f"{rng.randint(0, 999_999):06d}+0000"
                places = {"@T": f"{stamp}.{part}", "@E": f"{later}.{part}", "@F": str(rng.getrandbits(51)), "@N": str(count),
                          "@C": clients[int(20_000 * rng.random() ** 3)], "@P": str(rng.randint(1024, 65535))}
                texts.append("".join(places.get(piece, piece) for piece in rng.choice(lines)))
            text = "".join(texts)
            written += len(text)
            out.write(text)
            second += 1


if __name__ == "__main__":
    main()
