"""Processes full of sockets (load.py), owned by an ordinary user, so that both root and that user can be asked."""
import subprocess

from measuring import NOBODY


class Crowd:
    def __init__(self, folder, processes, listeners, pairs, others):
        words = map(str, (processes, listeners, pairs, others))
        self.process = subprocess.Popen(["python3", f"{folder.path}/load.py", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        user=NOBODY, group=NOBODY, extra_groups=[])
        self.came = self.process.stdout.readline() == "ready\n"
        self.why = None if self.came else (self.process.stderr.read().strip().splitlines() or ["it ended"])[-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
