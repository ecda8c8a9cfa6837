"""Lists sockets with Berth, ss and lsof in turn over the same crowds, beside the floor: the kernel's part alone. Prints the medians side by side.

Called by bench/run inside a network namespace of its own: see.py FOLDER [--runs N], FOLDER holding berth, load.py and maybe the floor (floor.c).
"""
import argparse
import socket
import subprocess
import sys

from crowd import Crowd
from measuring import NOBODY, Asked, Folder, conditions, megabytes, row, table, together

FACTS = "port,protocol,address,state,pid,process"
SS = ["ss", "-Htlnp"]


def compare(what, runs, berth, floor, ss, lsof=None):
    asked = [one for one in (berth, floor, ss, lsof) if one]
    results = dict(zip(asked, together(runs, *asked)))
    ours, least = results[berth], results.get(floor)
    cells = [what, ours, least or "-", f"{ours.wall / least.wall:.1f}x, CPU {ours.cpu / least.cpu:.1f}x" if least else "-"]
    for peer in (ss, lsof):
        cells += [results[peer], f"{results[peer].wall / ours.wall:.1f}x, CPU {results[peer].cpu / ours.cpu:.1f}x"] if peer else ["", ""]
    row(*cells, megabytes(ours.peak))


def counts(folder, floor):
    """How many rows each sees: what sees less is no peer."""
    rows = Asked(folder, [folder.berth, "ls", "--jsonl", "--columns", FACTS, "protocol=tcp"]).measure().lines, Asked(folder, SS).measure().lines
    said = f"{rows[0]} rows from berth, {rows[1]} from ss"
    if floor:
        sockets, holders = subprocess.run(floor, capture_output=True, text=True, check=True).stderr.split()
        said += f", {sockets} sockets and {holders} holders passed the floor"
    return said


def crowd(folder, runs, title, numbers, port):
    with Crowd(folder, *numbers) as there:
        if not there.came:
            sys.exit(f"bench: the crowd did not come up: {there.why}")
        floor = folder.command_of_floor()
        least, least_port = (Asked(folder, folder.command_of_floor(*words)) if floor else None for words in ((), (port,)))
        same = [folder.berth, "ls", "--json", "--columns", FACTS, "protocol=tcp"]
        lsof_codes = (0, 1)  # 1 when a part of its question has no answer
        table(f"{title} ({counts(folder, floor)})", "what", "berth", "floor", "above the floor", "ss", "berth faster by", "lsof", "berth faster by", "berth's peak memory")
        compare("all listeners, the facts that ss prints, root", runs, Asked(folder, same), least, Asked(folder, SS), Asked(folder, ["lsof", "-nP", "-iTCP", "-sTCP:LISTEN"], codes=lsof_codes))
        compare("all listeners, full default rows, root", runs, Asked(folder, [folder.berth, "ls"]), least, Asked(folder, SS))
        compare("all listeners, the facts that ss prints, unprivileged", runs, Asked(folder, same, NOBODY), None, Asked(folder, SS, NOBODY))
        compare(f"one port ({port}), root", runs, Asked(folder, [folder.berth, "ls", "--json", "--columns", FACTS, f"port={port}"]), least_port,
                Asked(folder, [*SS, f"sport = :{port}"]), Asked(folder, ["lsof", "-nP", f"-iTCP:{port}"], codes=lsof_codes))


def alone(title, runs, commands):
    """Together in turn, a line each; the first word is its name."""
    table(title, "what", "wall, CPU: medians", "peak memory")
    for (name, _), result in zip(commands, together(runs * 2, *(asked for _, asked in commands))):
        row(name, result, megabytes(result.peak))


def idle(folder, runs):
    berth = folder.berth
    commands = [
        ("berth ls", Asked(folder, [berth, "ls"])),
        ("berth explain 3000", Asked(folder, [berth, "explain", "3000"], codes=(0, 3))),  # 3: nothing is there
        ("berth --version", Asked(folder, [berth, "--version"])),
        ("ss -Htlnp", Asked(folder, SS)),
    ]
    if floor := folder.command_of_floor():
        commands.append(("floor", Asked(folder, floor)))
    alone("A quiet namespace (what is asked costs little: this is mostly start-up)", runs, commands)


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
    listener = socket.socket()
    listener.bind(("0.0.0.0", 8080))
    listener.listen()
    for command in ("link add lan0 type bridge", "addr add 192.168.77.5/24 dev lan0", "link set lan0 up"):
        subprocess.run(["ip", *command.split()], check=True)
    subprocess.run(["nft", "-f", "-"], input=RULES.encode(), check=True)
    commands = [(" ".join(["berth", *words]), Asked(folder, [folder.berth, *words])) for words in (["ls"], ["ls", "--columns", "port,owner"])]
    alone("The same with firewall rules and a listener on 0.0.0.0 (root)", runs, commands)
    subprocess.run(["nft", "flush", "ruleset"], check=True)
    subprocess.run(["ip", "link", "del", "lan0"], check=True)
    listener.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Folder)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    folder, runs = arguments.folder, arguments.runs
    conditions()
    idle(folder, runs)
    filtered(folder, runs)
    crowd(folder, runs, "2,000 processes, each 2 listeners and 12 connection pairs: 52,000 sockets", (2000, 2, 12, 0), 10001)
    crowd(folder, runs, "500 processes, each 100 listeners and 300 other descriptors: 50,000 listeners, 200,000 descriptors", (500, 100, 0, 300), 10050)


main()
