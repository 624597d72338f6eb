#!/usr/bin/env python3
"""Writes a combined access log of visitors, as a benchmark's input: the same for the same seed.

    bench/access_log.py --megabytes 1000 -o build/access.log

40,000 clients of which a few come often, 300 of them reading at a time, pages with their pictures, crawlers, referers, one target in
twelve with escapes, a handful of probes for worms' holes. Nothing in it is of a real log.
"""
import argparse
import random
import time

AGENTS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/119.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15",
    "ExampleBot/2.1 (+http://crawler.example/bot.html)",
    "feedreader/1.0",
]
PROBES = [
    "/default.ida?" + "N" * 224 + "%u9090%u6858%ucbd3%u7801=a", "/scripts/root.exe?/c+dir",
    "/scripts/..%255c../winnt/system32/cmd.exe?/c+dir", "/cgi-bin/.%2e/.%2e/bin/sh",
]


def page(rng):
    words = ["news", "archive", "products", "blog", "images", "static", "api", "search", "about", "docs"]
    path = "/" + "/".join(rng.choice(words) for _ in range(rng.randint(1, 4)))
    path += f"/{rng.randint(1, 5000)}" + rng.choice([".html", ".png", ".css", ".js", "", "/"])
    if rng.random() < 0.08:
        path += f"?q=%{rng.randint(0x20, 0x7e):02x}term+{rng.randint(1, 999)}&page={rng.randint(1, 9)}"
    elif rng.random() < 0.2:
        path += f"?id={rng.randint(1, 99999)}&ref={rng.choice(words)}"
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    clients = [f"{rng.randint(1, 223)}.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"
               for _ in range(40_000)]
    tails = []  # everything behind the time: made once, drawn from for speed
    for _ in range(50_000):
        status = rng.choices([200, 304, 404, 301, 500], [80, 8, 7, 4, 1])[0]
        referer = "-" if rng.random() < 0.4 else "http://www.example.test" + page(rng).split("?")[0]
        target = rng.choice(PROBES) if rng.random() < 0.0005 else page(rng)
        tails.append(f'"GET {target} HTTP/1.1" {status} {rng.randint(200, 90_000)} "{referer}" "{rng.choice(AGENTS)}"\n')
    active = [rng.choice(clients) for _ in range(300)]  # visitors who are reading now
    second, written = 1_700_000_000, 0
    with open(options.output, "w", encoding="ascii", newline="") as out:
        while written < options.megabytes * 1_000_000:
            stamp = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(second))
            lines = []
            for _ in range(rng.randint(1, 60)):
                place = int(300 * rng.random())
                for _ in range(rng.choice([1, 1, 2, 4])):  # a page and what is on it
                    lines.append(f"{active[place]} - - [{stamp}] {rng.choice(tails)}")
                if rng.random() < 0.1:
                    active[place] = clients[int(len(clients) * rng.random() ** 3)]
            text = "".join(lines)
            written += len(text)
            out.write(text)
            second += 1


if __name__ == "__main__":
    main()
