"""What the engine of links costs beside HAProxy, nginx's stream module and, where it is given, Toxiproxy. Prints medians and ratios.

Called by bench/run inside a network namespace: links.py FOLDER [--rounds N] [--seconds S] [--idle N] [--toxiproxy PATH], FOLDER holding
link-host (bench/LinkHost) and links (links.c). All relays run at once; each round asks every one of them, in another order.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ECHO, SINK, LATE = 0, 1, 2
SERVICE = 20000
DELAY = 5000  # microseconds, of the latency that "late" measures


class Relay:
    """A running relay: its process, and where it listens for the echo, the sink, and the echo with a delay (if it has one)."""

    def __init__(self, name, command, base, ready=None, late=False):
        self.name, self.base, self.late, self.found = name, base, late, {}
        self.process = command and subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE if ready else subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if ready and self.process.stdout.readline().strip() != ready:
            sys.exit(f"bench: {name} did not start")

    def cpu(self):
        """Nanoseconds that all its threads ran."""
        if not self.process:
            return 0
        total = 0
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{thread}/schedstat", encoding="ascii") as file:
                total += int(file.read().split()[0])
        return total

    def memory(self):
        """Resident kilobytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))

    def note(self, what, value):
        self.found.setdefault(what, []).append(value)

    def median(self, what):
        return statistics.median(self.found[what]) if what in self.found else None

    def end(self):
        if self.process:
            self.process.kill()
            self.process.wait()


def wait(port):
    """Until somebody listens."""
    import socket
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"bench: nobody listens at {port}")


def haproxy(folder, base, splice):
    path = f"{folder}/haproxy-{base}.cfg"
    with open(path, "w", encoding="ascii") as file:
        file.write("global\n  maxconn 7000\ndefaults\n  mode tcp\n  timeout connect 5s\n  timeout client 1h\n  timeout server 1h\n")
        file.write("  option splice-auto\n" if splice else "")
        for offset in (ECHO, SINK):
            file.write(f"listen l{offset}\n  bind 127.0.0.1:{base + offset}\n  server s 127.0.0.1:{SERVICE + offset}\n")
    return ["haproxy", "-db", "-q", "-f", path]


def nginx(folder, base):
    path = f"{folder}/nginx.conf"
    with open(path, "w", encoding="ascii") as file:
        file.write(f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log /dev/null;\n")
        file.write("load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n")
        file.write("events { worker_connections 19000; }\nstream {\n  proxy_buffer_size 64k;\n  proxy_half_close on;\n  access_log off;\n")
        for offset in (ECHO, SINK):
            file.write(f"  server {{ listen 127.0.0.1:{base + offset}; proxy_pass 127.0.0.1:{SERVICE + offset}; }}\n")
        file.write("}\n")
    return ["nginx", "-c", path]


def toxiproxy(folder, path, base):
    config = f"{folder}/toxiproxy.json"
    with open(config, "w", encoding="ascii") as file:
        json.dump([{"name": f"p{offset}", "listen": f"127.0.0.1:{base + offset}", "upstream": f"127.0.0.1:{SERVICE + offset % 2}", "enabled": True}
                   for offset in (ECHO, SINK, LATE)], file)
    relay = Relay("toxiproxy", [path, "-config", config], base, late=True)
    wait(8474)
    toxic = {"type": "latency", "attributes": {"latency": DELAY // 1000}}
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:8474/proxies/p{LATE}/toxics", json.dumps(toxic).encode())).read()
    return relay


def berth(folder, name, base, faults):
    words = []
    for offset in (ECHO, SINK):
        words += [str(base + offset), str(SERVICE + offset), faults]
    return Relay(name, [f"{folder}/link-host", *words, str(base + LATE), str(SERVICE), f"latency={DELAY}us"], base, "ready\n".encode().strip(), True)


def ask(folder, *words):
    done = subprocess.run([f"{folder}/links", *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"bench: links {words} ended with {done.returncode}: {done.stderr}")
    return [float(word) for word in done.stdout.split()]


def measure(folder, relay, seconds):
    for connections in (1, 8):
        cpu = relay.cpu()
        rate = ask(folder, "send", relay.base + SINK, connections, seconds)[0]
        relay.note(f"rate{connections}", rate)
        # The load runs 0.3 s before it counts.
        relay.note(f"cpu{connections}", (relay.cpu() - cpu) / 1000 / (rate * (seconds + 0.3)))
    cpu = relay.cpu()
    middle, high, highest = ask(folder, "ping", relay.base + ECHO, 10000)
    relay.note("cpu-ping", (relay.cpu() - cpu) / 1000 / 10100)
    for what, value in (("p50", middle), ("p99", high), ("p99.9", highest)):
        relay.note(what, value)
    relay.note("connects", ask(folder, "connect", relay.base + ECHO, seconds)[0])
    if relay.late:
        for connections, name in ((1, "late1"), (1000, "late1000")):
            middle, high, _ = ask(folder, "late", relay.base + LATE, connections, 300 if connections == 1 else 2000, DELAY)
            relay.note(name, middle)
            relay.note(f"{name}-p99", high)


def idle(folder, relay, connections):
    before = relay.memory()
    with subprocess.Popen([f"{folder}/links", "idle", str(relay.base + ECHO), str(connections)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as clients:
        if clients.stdout.readline() != b"ready\n":
            sys.exit(f"bench: {relay.name} did not carry {connections} connections")
        relay.note("idle", (relay.memory() - before) / connections)
        relay.note("resident", relay.memory() / 1024)
        clients.stdin.close()


def cell(relay, what, form, against=None):
    value = relay.median(what)
    if value is None:
        return ""
    other = against.median(what) if against and against is not relay else None
    return form.format(value) + (f" ({value / other:.2f}x)" if other else "")


def table(relays, title, columns, against):
    print(f"\n**{title}**\n\n| relay | {' | '.join(head for head, _, _ in columns)} |\n|{'---|' * (len(columns) + 1)}")
    for relay in relays:
        print(f"| {relay.name} | {' | '.join(cell(relay, what, form, against) for _, what, form in columns)} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--rounds", "--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--idle", type=int, default=4000)
    parser.add_argument("--toxiproxy", help="its server's program")
    options = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores, {options.rounds} rounds")
    with tempfile.TemporaryDirectory() as scratch:
        service = subprocess.Popen([f"{options.folder}/links", "serve", str(SERVICE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        service.stdout.readline()
        relays = [Relay("direct", None, SERVICE), berth(options.folder, "berth", 21000, ""),
                  berth(options.folder, "berth, with a fault on it", 22000, "limit=1000000GB direction=both"),
                  Relay("haproxy", haproxy(scratch, 23000, False), 23000), Relay("haproxy, splice", haproxy(scratch, 24000, True), 24000),
                  Relay("nginx stream", nginx(scratch, 25000), 25000)]
        try:
            if options.toxiproxy:
                relays.append(toxiproxy(scratch, options.toxiproxy, 26000))
            for relay in relays:
                wait(relay.base)
            # First, while no relay has kept buffers of earlier loads.
            for relay in relays[1:]:
                idle(options.folder, relay, options.idle)
            for _ in range(options.rounds):
                for relay in random.sample(relays, len(relays)):
                    measure(options.folder, relay, options.seconds)
        finally:
            for relay in relays:
                relay.end()
            service.stdin.close()
            service.wait()
    against = next((relay for relay in relays if relay.name == "toxiproxy"), next(relay for relay in relays if relay.name == "haproxy"))
    print(f"\nRatios in brackets: to {against.name}, of the same run.")
    table(relays, "Bytes: 128 KB writes", [
        ("1 connection, MB/s", "rate1", "{:.0f}"), ("CPU, us/MB", "cpu1", "{:.0f}"),
        ("8 connections, MB/s", "rate8", "{:.0f}"), ("CPU, us/MB", "cpu8", "{:.0f}")], against)
    table(relays, "64 bytes there and back", [
        ("p50, us", "p50", "{:.0f}"), ("p99", "p99", "{:.0f}"), ("p99.9", "p99.9", "{:.0f}"), ("CPU, us", "cpu-ping", "{:.1f}")], against)
    table(relays, f"Connections; {options.idle} idle ones", [
        ("connects/s", "connects", "{:.0f}"), ("KB each", "idle", "{:.1f}"), ("process, MB", "resident", "{:.0f}")], against)
    table([relay for relay in relays if relay.late], f"A delay of {DELAY // 1000} ms: above it, a round trip of 64 bytes, us", [
        ("1 connection p50", "late1", "{:.0f}"), ("p99", "late1-p99", "{:.0f}"),
        ("1,000 connections p50", "late1000", "{:.0f}"), ("p99", "late1000-p99", "{:.0f}")], against)


main()
