#!/usr/bin/env python3
"""Makes a crowd of sockets and holds it until standard input closes.

  load.py PROCESSES LISTENERS PAIRS OTHERS

PROCESSES processes, each with LISTENERS listening sockets on an address of its own (127.1.x.y), PAIRS connections to
itself (two sockets each) and OTHERS further descriptors that are no sockets. Prints "ready" when all of it stands.
Run it inside a network namespace of its own (bench/run does).
"""
import os
import resource
import signal
import socket
import sys


def child(number, listeners, pairs, others, ready):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    address = f"127.1.{number // 250}.{number % 250 + 1}"
    held = []
    for i in range(listeners):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind((address, 10000 + i))
        s.listen(16)
        held.append(s)
    for _ in range(pairs):
        client = socket.create_connection((address, 10000))
        server, _ = held[0].accept()
        held += [client, server]
    null = os.open("/dev/null", os.O_RDONLY)
    for _ in range(others - 1):
        held.append(os.dup(null))
    os.write(ready, b".")
    while True:
        signal.pause()


def main():
    processes, listeners, pairs, others = map(int, sys.argv[1:5])
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    reading, writing = os.pipe()
    children = []
    for number in range(processes):
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            os.close(0)
            child(number, listeners, pairs, others, writing)
        children.append(pid)
    # With the last writer gone a read says so: a child that failed is not waited for.
    os.close(writing)
    try:
        done = 0
        while done < processes:
            came = os.read(reading, 65536)
            if not came:
                sys.exit(f"only {done} of {processes} processes hold what they should")
            done += len(came)
        print("ready", flush=True)
        sys.stdin.read()
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
        for pid in children:
            os.waitpid(pid, 0)


main()
