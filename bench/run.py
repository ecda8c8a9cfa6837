"""`berth run`: what it costs to start a command, and a hundred starts at once, a hundred times, every server really bound.

Run by bench/run, inside a network namespace of its own: run.py FOLDER [--runs N] [--rounds N] [--starts N].
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SERVER = """
import os, socket, sys
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((os.environ["HOST"], int(os.environ["PORT"]))); s.listen()
print(os.environ["PORT"], flush=True); sys.stdin.read()
"""


def milliseconds(command):
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - begun) * 1000


def start_up(berth, runs):
    bare, ran = [], []
    for number in range(runs + 1):
        for command, samples in ((["true"], bare), ([berth, "run", "--", "true"], ran)):
            took = milliseconds(command)
            if number > 0:
                samples.append(took)
    bare, ran = statistics.median(bare), statistics.median(ran)
    print("\n**Starting a command, the daemon up** (medians)\n")
    print("| true | berth run -- true | above the bare command |\n|---|---|---|")
    print(f"| {bare:.1f} ms | {ran:.1f} ms | {ran - bare:.1f} ms |", flush=True)


def round_of(berth, starts):
    """The ports of that many starts at once; '?' for one that could not bind its own."""
    runs = [subprocess.Popen([berth, "run", "--", sys.executable, "-S", "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            for _ in range(starts)]
    ports = [run.stdout.readline().strip() or "?" for run in runs]
    for run in runs:
        run.stdin.close()
    for run in runs:
        run.wait()
    return ports


def at_once(berth, rounds, starts):
    clashes, took = 0, []
    for number in range(rounds):
        begun = time.perf_counter()
        ports = round_of(berth, starts)
        took.append(time.perf_counter() - begun)
        if "?" in ports or len(set(ports)) < starts:
            clashes += 1
        print(f"round {number + 1}: {len(set(ports) - {'?'})} of {starts}", file=sys.stderr, flush=True)
    print(f"\n**{starts} starts at once, {rounds} rounds, every server bound**\n")
    print("| rounds with a clash | a round, median |\n|---|---|")
    print(f"| {clashes} of {rounds} | {statistics.median(took):.1f} s |", flush=True)


def daemon(berth):
    pid = subprocess.run([berth, "daemon", "status"], capture_output=True, text=True, check=True).stdout.split("pid ")[1].split(",")[0]
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in file if line.endswith("kB\n")}
    ticks = lambda: sum(map(int, open(f"/proc/{pid}/stat", encoding="ascii").read().rsplit(") ", 1)[1].split()[11:13]))
    before = ticks()
    time.sleep(10)
    share = (ticks() - before) / os.sysconf("SC_CLK_TCK") / 10 * 100
    print("\n**The daemon, idle after that**\n")
    print("| resident | of it shared with other programs | processor |\n|---|---|---|")
    shared = sizes["Shared_Clean"] + sizes["Shared_Dirty"]
    print(f"| {sizes['Rss'] / 1024:.0f} MB | {shared / 1024:.0f} MB | {share:.2f} % |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--starts", type=int, default=100)
    arguments = parser.parse_args()
    berth = f"{arguments.folder}/berth"
    home = tempfile.mkdtemp()
    os.environ.update(XDG_STATE_HOME=f"{home}/state", XDG_RUNTIME_DIR=f"{home}/run")
    os.environ.pop("SUDO_UID", None)
    os.chdir(home)
    try:
        subprocess.run([berth, "daemon", "start"], stdout=subprocess.DEVNULL, check=True)
        start_up(berth, arguments.runs)
        at_once(berth, arguments.rounds, arguments.starts)
        daemon(berth)
    finally:
        subprocess.run([berth, "daemon", "stop"], stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(home)


main()
