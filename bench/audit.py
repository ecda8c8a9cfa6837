"""Audits a crowd of 1,000 services with Berth and prints medians.

Called by bench/run inside a network namespace of its own: audit.py FOLDER [--runs N], FOLDER holding berth and services.py.
"""
import argparse
import statistics
import subprocess
import sys
import time


def measure(command):
    begun = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} ended with {done.returncode}")
    return time.perf_counter() - begun


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    berth = f"{options.folder}/berth"
    crowds = [subprocess.Popen(["python3", f"{options.folder}/services.py", str(10000 + i * 100), "100"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for i in range(10)]
    for crowd in crowds:
        if crowd.stdout.readline() != b"ready\n":
            sys.exit("bench: the services did not come up")
    try:
        print("\n**1,000 listeners of 10 processes: HTTP, ssh, Redis and silent ones, a quarter each**\n\n| what | wall, median of %d | slowest |\n|---|---|---|" % options.runs)
        for what, arguments in (("berth audit --no-probe", ["audit", "--no-probe", "--json"]), ("berth audit", ["audit", "--json"]), ("berth ls --probe", ["ls", "--probe", "--json"])):
            measure([berth, *arguments])
            times = [measure([berth, *arguments]) for _ in range(options.runs)]
            print(f"| {what} | {statistics.median(times):.2f} s | {max(times):.2f} s |", flush=True)
    finally:
        for crowd in crowds:
            crowd.stdin.close()
            crowd.wait()


main()
