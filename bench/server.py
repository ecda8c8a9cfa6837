"""Binds its PORT as a dev server does, says so, and serves until standard input closes. Ends with 98 when the port is in use.

  server.py [find]     find: first looks for a free port by itself, as portless does: random ones of 4000-4999, each tried by
                       listening there for a moment; then it starts the server with that number
"""
import errno
import os
import random
import socket
import sys


def listen(port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener


def find():
    while True:
        port = random.randint(4000, 4999)
        try:
            listen(port).close()
            return port
        except OSError:
            pass


if sys.argv[1:] == ["find"]:
    os.environ["PORT"] = str(find())
    os.execv(sys.executable, [sys.executable, "-S", sys.argv[0]])
try:
    listener = listen(int(os.environ["PORT"]))
except OSError as error:
    sys.exit(98 if error.errno == errno.EADDRINUSE else 1)
print("ready", flush=True)
sys.stdin.read()
