"""What `berth run`, a localhost of its own, `berth up` and the daemon cost, beside what runs without them. Prints medians.

Called by bench/run inside a network namespace and mounts of its own: run.py FOLDER [--runs N] [--rounds N], FOLDER holding berth,
server.py and connects.py.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from measuring import CpuOf, Sample, conditions, cpu, memory, middle, row, table

STARTS = 100
SERVICES = 50


def must(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def took(command):
    """CPU is that of the command and of what it waited for; berthd's is counted apart."""
    before, begun = children_cpu(), time.perf_counter()
    must(command)
    return Sample((time.perf_counter() - begun) * 1000, children_cpu() - before, 0, 0)


def daemon(berth):
    return json.loads(must([berth, "daemon", "status", "--json"]))["pid"]


def starts(berth, runs):
    """In turn, so that a machine that slows down slows both."""
    bare, ours = [], []
    with CpuOf(daemon(berth)) as helper:
        for number in range(runs * 3 + 1):
            samples = took(["true"]), took([berth, "run", "--", "true"])
            if number > 0:
                bare.append(samples[0])
                ours.append(samples[1])
    apart, bare, ours = helper.used / (len(ours) + 1), middle(bare), middle(ours)
    table("A command with a port of its own, the daemon up", "what", "wall, CPU: medians", "CPU of berthd for one", "above the bare command")
    row("true", bare, "", "")
    row("berth run -- true", ours, f"{apart:.1f} ms", f"{ours.wall - bare.wall:.0f} ms (at most 8)")


def crowd(command):
    """Starts it STARTS times at once; each binds its port and keeps it until all have answered. How many found their port taken, and the CPU."""
    before = children_cpu()
    runs = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(STARTS)]
    for run in runs:
        run.stdout.readline()
    for run in runs:
        run.stdin.close()
    codes = [run.wait() for run in runs]
    for run in runs:
        run.stdout.close()
    if others := [code for code in codes if code not in (0, 98)]:
        sys.exit(f"bench: {' '.join(command)} ended with {others[0]}")
    return codes.count(98), children_cpu() - before


def clashes(folder, berth, rounds):
    server = [sys.executable, "-S", f"{folder}/server.py"]
    peers = {"berth run": [berth, "run", "--", *server], "find a free port, then start (portless's way)": [*server, "find"]}
    found = {name: [] for name in peers}
    for _ in range(rounds):
        for name, command in peers.items():
            found[name].append(crowd(command))
    table(f"{STARTS} servers started at once, {rounds} times", "way", "port already in use", "rounds with a clash", "CPU of one start, median, without berthd's")
    for name, samples in found.items():
        counts = [count for count, _ in samples]
        one = statistics.median(used for _, used in samples) / STARTS
        row(name, f"{sum(counts)} of {STARTS * rounds} starts", f"{sum(count > 0 for count in counts)} of {rounds}", f"{one:.0f} ms")


def isolation(folder, berth, runs):
    command = [sys.executable, "-S", f"{folder}/connects.py", "0.5"]
    samples = {"outside": [], "inside": []}
    for number in range(runs + 1):
        for where, words in (("outside", command), ("inside", [berth, "run", "--isolate", "--", *command])):
            numbers = [float(word) for word in must(words).split()]
            if number > 0:
                samples[where].append(numbers)
    outside, inside = ([statistics.median(part) for part in zip(*samples[where])] for where in samples)

    def both(name, wall, cpu, show, slower):
        row(name, f"{show(outside[wall])}, CPU {outside[cpu]:.1f} us", f"{show(inside[wall])}, CPU {inside[cpu]:.1f} us", slower)

    table("Connections on 127.0.0.1, outside and in a localhost of its own", "what", "outside", "inside", "slower by")
    both("connect, accept, close", 0, 1, lambda us: f"{us:.1f} us, {1e6 / us:,.0f}/s", f"{(1 - outside[0] / inside[0]) * 100:.0f} % of connects/s (at most 5)")
    both("established: one byte there and back", 2, 3, lambda us: f"{us:.1f} us", f"{(inside[2] / outside[2] - 1) * 100:.0f} %")
    both("established: 64 KB moved", 4, 5, lambda us: f"{65536 / us:,.0f} MB/s", f"{(inside[4] / outside[4] - 1) * 100:.0f} %")


def many(berth, runs):
    """Leaves them up."""
    with open("berth.yaml", "w", encoding="utf-8") as file:
        file.write("services:\n" + "".join(f"  s{number}: {{run: sleep 100000}}\n" for number in range(SERVICES)))
    pid = daemon(berth)
    commands = {"berth up -d": [berth, "up", "-d"], "berth down": [berth, "down"]}
    samples = {name: [] for name in commands}
    apart = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            with CpuOf(pid) as helper:
                samples[name].append(took(command))
            apart[name].append(helper.used)
    must([berth, "up", "-d"])
    table(f"{SERVICES} trivial services (sleep)", "what", "wall, CPU: medians", "CPU of berthd, median", "slowest")
    for name, limit in (("berth up -d", " (at most 120)"), ("berth down", "")):
        row(name, f"{middle(samples[name])}{limit}", f"{statistics.median(apart[name]):.0f} ms", f"{max(s.wall for s in samples[name]):.0f} ms")


def idle(berth, what, seconds, limit):
    pid = daemon(berth)
    time.sleep(2)
    before = cpu(pid)
    time.sleep(seconds)
    row(what, f"{memory(pid):.0f} MB (at most {limit})", f"{(cpu(pid) - before) / seconds * 100:.2f} % (below 0.5)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--idle", type=int, default=20, metavar="SECONDS")
    arguments = parser.parse_args()
    berth = f"{arguments.folder}/berth"
    with tempfile.TemporaryDirectory(prefix="berth-bench.") as place:
        os.makedirs(f"{place}/shop")
        os.mkdir(f"{place}/run", 0o700)
        os.chdir(f"{place}/shop")
        os.environ.update(HOME=place, XDG_STATE_HOME=f"{place}/state", XDG_RUNTIME_DIR=f"{place}/run")
        os.environ.pop("SUDO_UID", None)
        try:
            must([berth, "daemon", "start"])
            conditions()
            starts(berth, arguments.runs)
            clashes(arguments.folder, berth, arguments.rounds)
            isolation(arguments.folder, berth, arguments.runs)
            many(berth, arguments.runs)
            table(f"The daemon at rest, over {arguments.idle} s", "while", "memory (RSS)", "CPU")
            idle(berth, f"{SERVICES} services are up", arguments.idle, 30)
            must([berth, "down"])
            must([berth, "daemon", "stop"])
            must([berth, "daemon", "start"])
            idle(berth, "nothing is up, freshly started", arguments.idle, 18)
        finally:
            subprocess.run([berth, "down", "--all", "--now"], capture_output=True, check=False)
            subprocess.run([berth, "daemon", "stop"], capture_output=True, check=False)
            os.chdir("/")


main()
