"""What `berth run`, a localhost of its own, `berth up` and the daemon cost, beside what runs without them. Prints medians.

Called by bench/run inside a network namespace and mounts of its own: run.py FOLDER [--runs N] [--rounds N], FOLDER holding berth,
server.py and connects.py.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

STARTS = 100
SERVICES = 50


def table(title, *columns):
    print(f"\n**{title}**\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def must(command, **how):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **how)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def took(command, **how):
    begun = time.perf_counter()
    must(command, **how)
    return (time.perf_counter() - begun) * 1000


def starts(berth, runs):
    """In turn, so that a machine that slows down slows both."""
    bare, ours = [], []
    for number in range(runs * 3 + 1):
        samples = took(["true"]), took([berth, "run", "--", "true"])
        if number > 0:
            bare.append(samples[0])
            ours.append(samples[1])
    bare, ours = statistics.median(bare), statistics.median(ours)
    table("A command with a port of its own, the daemon up", "what", "wall, median", "above the bare command")
    row("true", f"{bare:.1f} ms", "")
    row("berth run -- true", f"{ours:.0f} ms", f"{ours - bare:.0f} ms (at most 80)")


def crowd(command):
    """Starts it STARTS times at once; each binds its port and keeps it until all have answered. How many found their port taken."""
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
    return codes.count(98)


def clashes(folder, berth, rounds):
    server = [sys.executable, "-S", f"{folder}/server.py"]
    peers = {"berth run": [berth, "run", "--", *server], "find a free port, then start (portless's way)": [*server, "find"]}
    found = {name: [] for name in peers}
    for _ in range(rounds):
        for name, command in peers.items():
            found[name].append(crowd(command))
    table(f"{STARTS} servers started at once, {rounds} times", "way", "port already in use", "rounds with a clash")
    for name, counts in found.items():
        row(name, f"{sum(counts)} of {STARTS * rounds} starts", f"{sum(count > 0 for count in counts)} of {rounds}")


def isolation(folder, berth, runs):
    command = [sys.executable, "-S", f"{folder}/connects.py", "0.5"]
    samples = {"outside": [], "inside": []}
    for number in range(runs + 1):
        for where, words in (("outside", command), ("inside", [berth, "run", "--isolate", "--", *command])):
            numbers = [float(word) for word in must(words).split()]
            if number > 0:
                samples[where].append(numbers)
    outside, inside = ([statistics.median(part) for part in zip(*samples[where])] for where in samples)
    table("Connections on 127.0.0.1, outside and in a localhost of its own", "what", "outside", "inside", "slower by")
    row("connect, accept, close", f"{outside[0]:.1f} us, {1e6 / outside[0]:,.0f}/s", f"{inside[0]:.1f} us, {1e6 / inside[0]:,.0f}/s", f"{(1 - outside[0] / inside[0]) * 100:.0f} % of connects/s (at most 15)")
    row("established: one byte there and back", f"{outside[1]:.1f} us", f"{inside[1]:.1f} us", f"{(inside[1] / outside[1] - 1) * 100:.0f} %")
    row("established: throughput", f"{outside[2]:,.0f} MB/s", f"{inside[2]:,.0f} MB/s", f"{(1 - inside[2] / outside[2]) * 100:.0f} %")


def many(berth, runs):
    """Leaves them up."""
    with open("berth.yaml", "w", encoding="utf-8") as file:
        file.write("services:\n" + "".join(f"  s{number}: {{run: sleep 100000}}\n" for number in range(SERVICES)))
    up, down = [], []
    for _ in range(runs):
        up.append(took([berth, "up", "-d"]))
        down.append(took([berth, "down"]))
    must([berth, "up", "-d"])
    table(f"{SERVICES} trivial services (sleep)", "what", "wall, median", "slowest")
    row("berth up -d", f"{statistics.median(up):.0f} ms (at most 2000)", f"{max(up):.0f} ms")
    row("berth down", f"{statistics.median(down):.0f} ms", f"{max(down):.0f} ms")


def cpu(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        words = file.read().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")  # proc(5): utime, stime


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024


def idle(berth, what, seconds):
    pid = json.loads(must([berth, "daemon", "status", "--json"]))["pid"]
    time.sleep(2)
    before = cpu(pid)
    time.sleep(seconds)
    row(what, f"{memory(pid):.0f} MB (at most 60)", f"{(cpu(pid) - before) / seconds * 100:.2f} % (below 0.5)")


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
            starts(berth, arguments.runs)
            clashes(arguments.folder, berth, arguments.rounds)
            isolation(arguments.folder, berth, arguments.runs)
            many(berth, arguments.runs)
            table(f"The daemon at rest, over {arguments.idle} s", "while", "memory (RSS)", "CPU")
            idle(berth, f"{SERVICES} services are up", arguments.idle)
            must([berth, "down"])
            must([berth, "daemon", "stop"])
            must([berth, "daemon", "start"])
            idle(berth, "nothing is up, freshly started", arguments.idle)
        finally:
            subprocess.run([berth, "down", "--all", "--now"], capture_output=True, check=False)
            subprocess.run([berth, "daemon", "stop"], capture_output=True, check=False)
            os.chdir("/")


main()
