"""What all benchmarks share: runs whole processes, measures time, CPU and memory of them, and prints tables."""
import os
import resource
import statistics
import subprocess
import sys
import time

NOBODY = 65534


class Sample:
    """One run, or the medians of several: wall and CPU (user + system, of the process and of the children that it waited for) in
    milliseconds, the peak memory of the largest process in kilobytes, the lines of its output."""

    def __init__(self, wall, cpu, peak, lines):
        self.wall, self.cpu, self.peak, self.lines = wall, cpu, peak, lines

    def __str__(self):
        return f"{self.wall:.0f} ms, CPU {self.cpu:.0f}" if self.wall >= 10 else f"{self.wall:.1f} ms, CPU {self.cpu:.1f}"


def middle(samples):
    """Medians; of memory the highest."""
    return Sample(statistics.median(s.wall for s in samples), statistics.median(s.cpu for s in samples), max(s.peak for s in samples), samples[0].lines)


class Folder:
    """The copy of berth that bench/run makes, and the caches of the two users who run it."""

    def __init__(self, path):
        self.path, self.berth = path, f"{path}/berth"
        self.floor = f"{path}/floor" if os.path.exists(f"{path}/floor") else None
        # Under sudo berth would keep to the cache of the machine.
        os.environ.pop("SUDO_UID", None)
        self.caches = {}
        for user in (0, NOBODY):
            self.caches[user] = f"{path}/cache-{user}"
            os.mkdir(self.caches[user], 0o700)
            os.chown(self.caches[user], user, user)

    def command_of_floor(self, *words):
        """None where it could not be compiled, or where this kernel allows no BPF iterator."""
        if not self.floor:
            return None
        kept = f"{self.caches[0]}/berth"
        subprocess.run([self.berth, "ls"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "XDG_CACHE_HOME": self.caches[0]}, check=False)
        files = [f"{kept}/{name}" for name in (os.listdir(kept) if os.path.isdir(kept) else []) if name.startswith("holders-")]
        return [self.floor, files[0], *map(str, words)] if files else None


class Asked:
    """A command and who runs it. Codes: those with which it may end."""

    def __init__(self, folder, words, user=0, codes=(0,)):
        self.folder, self.words, self.user, self.codes = folder, words, user, codes

    def start(self, **how):
        if self.user:
            how.update(user=self.user, group=self.user, extra_groups=[])
        return subprocess.Popen(self.words, env={**os.environ, "XDG_CACHE_HOME": self.folder.caches[self.user]}, **how)

    def measure(self):
        """The output goes to a file, as a pipe would slow the fastest."""
        path = f"{self.folder.path}/out"
        with open(path, "wb") as out:
            begun = time.perf_counter()
            process = self.start(stdout=out, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            wall = (time.perf_counter() - begun) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in self.codes:
            sys.exit(f"bench: {' '.join(self.words)} ended with {process.returncode}")
        with open(path, "rb") as out:
            return Sample(wall, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss, out.read().count(b"\n"))


def together(runs, *asked):
    """Runs the commands in turn (A B C A B C ...), so that a machine that slows down slows them all; medians after one warm-up."""
    samples = [[] for _ in asked]
    for number in range(runs + 1):
        for index, one in enumerate(asked):
            sample = one.measure()
            if number > 0:
                samples[index].append(sample)
    return [middle(part) for part in samples]


def table(title, *columns):
    print(f"\n**{title}**\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def row(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def megabytes(kilobytes):
    """The kernel counts what a process held before it became the command, this one's copy, in the command's peak: less than that is not seen."""
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{kilobytes / 1024:.0f} MB" if kilobytes > ours else f"below {ours / 1024:.0f} MB"


def conditions():
    """The date and what else the machine does: figures without them cannot be compared."""
    one, five, fifteen = os.getloadavg()
    print(f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC, {os.cpu_count()} cores, load {one:.1f} {five:.1f} {fifteen:.1f} (1, 5, 15 minutes). Wall time of whole processes, "
          "then their CPU (user + system) in milliseconds.", flush=True)


class CpuOf:
    """The CPU that a process of long life used while something ran, in milliseconds; the kernel counts it in hundredths of a second."""

    def __init__(self, pid):
        self.pid, self.before = pid, None

    def __enter__(self):
        self.before = cpu(self.pid)
        return self

    def __exit__(self, *_):
        self.used = (cpu(self.pid) - self.before) * 1000


def cpu(pid):
    """Seconds so far, of the process itself."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        words = file.read().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")  # proc(5): utime, stime


def memory(pid):
    """Resident megabytes."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024
