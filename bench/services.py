#!/usr/bin/env python3
"""Listens on many ports at once and answers as local services do, until standard input closes.

  services.py FIRST COUNT

Of every four ports one speaks HTTP, one greets as ssh, one answers as Redis, and one takes connections and says nothing.
"""
import resource
import selectors
import socket
import sys

PAGE = b"<html><title>shop</title></html>"
HTTP = b"HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(PAGE), PAGE)


def answer(kind, asked):
    if kind == "http":
        return (HTTP, True) if b"\r\n\r\n" in asked else (b"", False)
    if kind == "redis":
        return (b"+PONG\r\n", False) if asked.startswith(b"*1\r\n$4\r\nPING") or asked.startswith(b"PING") else (b"-ERR unknown command\r\n", False)
    return b"", False


def main():
    first, count = map(int, sys.argv[1:3])
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    ready = selectors.DefaultSelector()
    for number in range(count):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", first + number))
        listener.listen(64)
        listener.setblocking(False)
        ready.register(listener, selectors.EVENT_READ, ("listener", ("http", "ssh", "redis", "silent")[number % 4]))
    ready.register(sys.stdin.fileno(), selectors.EVENT_READ, ("end", None))
    print("ready", flush=True)
    while True:
        for key, _ in ready.select():
            role, kind = key.data
            if role == "end":
                return
            try:
                if role == "listener":
                    peer, _ = key.fileobj.accept()
                    peer.setblocking(False)
                    if kind == "ssh":
                        peer.send(b"SSH-2.0-OpenSSH_9.2\r\n")
                    ready.register(peer, selectors.EVENT_READ, ("peer", kind))
                    continue
                asked = key.fileobj.recv(65536)
                said, ends = answer(kind, asked) if asked else (b"", True)
                if said:
                    key.fileobj.send(said)
                if ends:
                    ready.unregister(key.fileobj)
                    key.fileobj.close()
            except OSError:
                if role == "peer":
                    ready.unregister(key.fileobj)
                    key.fileobj.close()


main()
