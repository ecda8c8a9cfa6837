"""Lists sockets with Berth, ss and lsof in turn over the same crowds, and prints the medians side by side.

Called by bench/run inside a network namespace of its own: see.py FOLDER [--runs N], FOLDER holding berth and load.py.
"""
import argparse
import os
import socket
import statistics
import subprocess
import sys
import time

NOBODY = 65534
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"]
FACTS = "port,protocol,address,state,pid,process"


def measure(command):
    """Wall milliseconds, peak kilobytes and the lines of output of one run; the output goes to a file, as a pipe would slow the fastest."""
    with open("/tmp/berth-bench.out", "wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        took = (time.perf_counter() - begun) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 3):  # lsof says 1 when a part of its question has no answer, berth explain 3 for nothing there
        sys.exit(f"bench: {' '.join(command)} ended with {process.returncode}")
    with open("/tmp/berth-bench.out", "rb") as out:
        return took, usage.ru_maxrss, out.read().count(b"\n")


def together(runs, *commands):
    """Runs the commands in turn (A B C A B C ...), so that a machine that slows down slows them all; medians after one warm-up."""
    samples = [[] for _ in commands]
    for number in range(runs + 1):
        for index, command in enumerate(commands):
            sample = measure(command)
            if number > 0:
                samples[index].append(sample)
    return [(statistics.median(s[0] for s in part), max(s[1] for s in part), part[0][2]) for part in samples]


class Crowd:
    """Processes full of sockets (load.py), owned by an ordinary user, so that both root and that user can be asked."""

    def __init__(self, folder, *numbers):
        self.process = subprocess.Popen([*AS_NOBODY, "python3", f"{folder}/load.py", *map(str, numbers)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self.process.stdout.readline() != b"ready\n":
            sys.exit("bench: the crowd did not come up")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def row(what, runs, berth, ss, lsof=None):
    results = together(runs, berth, ss, *([lsof] if lsof else []))
    ours, theirs = results[0], results[1]
    cells = [what, f"{ours[0]:.0f} ms", f"{theirs[0]:.0f} ms", f"{theirs[0] / ours[0]:.1f}x"]
    cells += [f"{results[2][0]:.0f} ms", f"{results[2][0] / ours[0]:.1f}x"] if lsof else ["", ""]
    cells.append(f"{ours[1] / 1024:.0f} MB")
    print("| " + " | ".join(cells) + " |", flush=True)


def crowd(folder, runs, title, numbers, port):
    berth = f"{folder}/berth"
    with Crowd(folder, *numbers):
        same = [berth, "ls", "--json", "--columns", FACTS, "protocol=tcp"]
        ss, lsof = ["ss", "-Htlnp"], ["lsof", "-nP", "-iTCP", "-sTCP:LISTEN"]
        rows = measure([berth, "ls", "--jsonl", "--columns", FACTS, "protocol=tcp"])[2], measure(ss)[2]
        print(f"\n**{title}** ({rows[0]} rows from berth, {rows[1]} from ss)\n", flush=True)
        print("| what | berth | ss | berth faster by | lsof | berth faster by | berth's peak memory |\n|---|---|---|---|---|---|---|", flush=True)
        row("all listeners, the facts that ss prints, root", runs, same, ss, lsof)
        row("all listeners, full default rows, root", runs, [berth, "ls"], ss)
        row("all listeners, the facts that ss prints, unprivileged", runs, AS_NOBODY + same, AS_NOBODY + ss)
        row(f"one port ({port}), root", runs, [berth, "ls", "--json", "--columns", FACTS, f"port={port}"], [*ss, f"sport = :{port}"], ["lsof", "-nP", f"-iTCP:{port}"])


def idle(folder, runs):
    berth = f"{folder}/berth"
    print("\n**A quiet namespace** (what is asked costs little: this is mostly start-up)\n")
    print("| what | wall, median | peak memory |\n|---|---|---|")
    for command in (["ls"], ["explain", "3000"], ["--version"]):
        (took, peak, _), = together(runs * 2, [berth, *command])
        print(f"| berth {' '.join(command)} | {took:.0f} ms | {peak / 1024:.0f} MB |", flush=True)
    (took, _, _), = together(runs * 2, ["ss", "-Htlnp"])
    print(f"| ss -Htlnp | {took:.0f} ms | |")


RULES = """table inet filter {
  chain input {
    type filter hook input priority filter; policy drop;
    iifname "lo" accept
    ct state vmap { established : accept, related : accept, invalid : drop }
    ip protocol icmp accept
    meta l4proto ipv6-icmp accept
    ip saddr { 10.0.0.0/8, 192.168.0.0/16 } tcp dport { 22, 80, 443 } accept
    tcp dport 8000-8100 accept
  }
}
"""


def filtered(folder, runs):
    """With firewall rules, whose programs must be started and whose verdicts must be found."""
    berth = f"{folder}/berth"
    listener = socket.socket()
    listener.bind(("0.0.0.0", 8080))
    listener.listen()
    for command in ("link add lan0 type bridge", "addr add 192.168.77.5/24 dev lan0", "link set lan0 up"):
        subprocess.run(["ip", *command.split()], check=True)
    subprocess.run(["nft", "-f", "-"], input=RULES.encode(), check=True)
    print("\n**The same with firewall rules and a listener on 0.0.0.0** (root)\n")
    print("| what | wall, median | peak memory |\n|---|---|---|")
    for command in (["ls"], ["ls", "--columns", "port,owner"]):
        (took, peak, _), = together(runs * 2, [berth, *command])
        print(f"| berth {' '.join(command)} | {took:.0f} ms | {peak / 1024:.0f} MB |", flush=True)
    subprocess.run(["nft", "flush", "ruleset"], check=True)
    subprocess.run(["ip", "link", "del", "lan0"], check=True)
    listener.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    idle(arguments.folder, arguments.runs)
    filtered(arguments.folder, arguments.runs)
    crowd(arguments.folder, arguments.runs, "2,000 processes, each 2 listeners and 12 connection pairs: 52,000 sockets", (2000, 2, 12, 0), 10001)
    crowd(arguments.folder, arguments.runs, "500 processes, each 100 listeners and 300 other descriptors: 50,000 listeners, 200,000 descriptors", (500, 100, 0, 300), 10050)
    os.remove("/tmp/berth-bench.out")


main()
