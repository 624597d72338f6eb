#!/usr/bin/env python3
"""Cordon's exact engine beside a public stochastic simulator, SEIRS+ (Debian: python3-seirsplus; McGee 2020).

    bench/quality/peer_simulators.py [--hosts 1000,2000,4000] [--cordon PROGRAM]

The same outbreak in both, in one run: N vulnerable hosts that mix at random, one infected, everyone's contacts at such
a rate that the first doubling takes ln 2, played event by event (Gillespie) until all have fallen. Prints the time of
one run and the ratio; a run of SEIRS+ costs N for each event, so keep the numbers small.
"""
import argparse, os, pathlib, subprocess, sys, time, warnings

warnings.filterwarnings("ignore")  # SEIRS+ divides by the degree of nodes without edges

root = pathlib.Path(__file__).resolve().parents[2]
p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--cordon", default=os.environ.get("CORDON", str(root / "build/release/cordon")))
p.add_argument("--hosts", default="1000,2000,4000")
a = p.parse_args()
try:
    import networkx, numpy
    from seirsplus.models import SEIRSNetworkModel
except ImportError as missing:
    sys.exit(f"skipped: {missing}; apt-get install python3-seirsplus")


def theirs(hosts):
    numpy.random.seed(1)
    graph = networkx.empty_graph(hosts)  # nobody has friends: all contacts are with anybody (p = 1)
    model = SEIRSNetworkModel(G=graph, beta=1.0, sigma=1e9, gamma=1e-9, p=1.0, initI=1)
    begun = time.perf_counter()
    model.run(T=10 * numpy.log(hosts), verbose=False)
    taken = time.perf_counter() - begun
    return taken, int(model.numI[-1] + model.numE[-1])


def ours(hosts):
    rate = 2**32 / hosts  # probes a second at which one infected host infects another every second
    command = [a.cordon, "simulate", "slammer", "--vulnerable", str(hosts), "--rate", str(rate), "--layout", "uniform",
               "--horizon", "200", "--runs", "20", "--threads", "1", "--json", "-"]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return (time.perf_counter() - begun) / 20, done.stdout


print(f"{'hosts':>8} {'SEIRS+ s':>10} {'Cordon s':>10} {'ratio':>9}   a run (Cordon: of 20, starting the program included)")
for hosts in map(int, a.hosts.split(",")):
    peer, fell = theirs(hosts)
    us, _ = ours(hosts)
    print(f"{hosts:8} {peer:10.2f} {us:10.5f} {peer / us:9.0f}   {fell} of {hosts} fell in SEIRS+", flush=True)
