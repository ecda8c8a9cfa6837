"""How time, CPU and memory of `berth ls` grow with the number of listeners, beside the floor: in a line, or faster?

Called by bench/run inside a network namespace of its own: growth.py FOLDER [--runs N] [--sizes N...], FOLDER holding berth, load.py and maybe the floor.
"""
import argparse
import math

from crowd import Crowd
from measuring import Asked, Folder, conditions, megabytes, row, table, together

PER_PROCESS = 100
SIZES = (1_000, 10_000, 100_000, 300_000)


def exponent(before, after, get, least):
    """1: twice the sockets take twice as long; 2: four times. What an empty namespace costs is taken off first."""
    (few, first), (many, then) = before, after
    low, high = get(first) - get(least), get(then) - get(least)
    return math.log(high / low) / math.log(many / few) if low > 0 and high > 0 else None


def verdict(before, after, least):
    """Of the two largest sizes that were reached: start-up hides what the small ones cost."""
    said = []
    for what, get in (("wall", lambda s: s.wall), ("CPU", lambda s: s.cpu), ("memory", lambda s: s.peak)):
        power = exponent(before, after, get, least)
        said.append(f"{what} n^{power:.2f}" if power is not None else f"{what} too small to tell")
    return f"From {before[0]:,} to {after[0]:,} listeners, start-up taken off: {', '.join(said)} (1 is a straight line)."


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Folder)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="LISTENERS", help=f"multiples of {PER_PROCESS}")
    arguments = parser.parse_args()
    folder = arguments.folder
    conditions()
    berth, floor = Asked(folder, [folder.berth, "ls"]), folder.command_of_floor()
    asked = [berth, Asked(folder, floor)] if floor else [berth]
    table(f"berth ls, full default rows, {PER_PROCESS} listeners a process, root", "listeners", "berth ls", "microseconds a listener", "peak memory", "floor", "rows")
    reached, missed = [], []

    def measure(size):
        ours, *least = together(arguments.runs, *asked)
        row(f"{size:,}", ours, f"{ours.wall / size * 1000:.1f}" if size else "", megabytes(ours.peak), least[0] if least else "-", max(ours.lines - 1, 0))
        return ours

    empty = measure(0)
    for size in sorted(arguments.sizes):
        with Crowd(folder, size // PER_PROCESS, PER_PROCESS, 0, 0) as there:
            if there.came:
                reached.append((size, measure(size)))
            else:
                missed.append(f"{size:,} listeners were not reached: {there.why}")
    print()
    if len(reached) > 1:
        print(verdict(reached[-2], reached[-1], empty))
    for line in missed:
        print(line)


main()
