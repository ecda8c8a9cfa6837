"""Audits a crowd of 1,000 services with Berth and prints medians.

Called by bench/run inside a network namespace of its own: audit.py FOLDER [--runs N], FOLDER holding berth and services.py.
"""
import argparse
import subprocess
import sys

from measuring import Asked, Folder, conditions, megabytes, middle, row, table


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Folder)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    folder = options.folder
    conditions()
    crowds = [
        subprocess.Popen(["python3", f"{folder.path}/services.py", str(10000 + i * 100), "100"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for i in range(10)
    ]
    for crowd in crowds:
        if crowd.stdout.readline() != b"ready\n":
            sys.exit("bench: the services did not come up")
    try:
        table("1,000 listeners of 10 processes: HTTP, ssh, Redis and silent ones, a quarter each", "what", f"wall, CPU: medians of {options.runs}", "slowest", "peak memory")
        for words in (["audit", "--no-probe"], ["audit"], ["ls", "--probe"]):
            asked = Asked(folder, [folder.berth, *words, "--json"])
            samples = [asked.measure() for _ in range(options.runs + 1)][1:]
            result = middle(samples)
            row(f"berth {' '.join(words)}", result, f"{max(s.wall for s in samples):.0f} ms", megabytes(result.peak))
    finally:
        for crowd in crowds:
            crowd.stdin.close()
            crowd.wait()


main()
