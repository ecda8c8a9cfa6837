"""Prints what connections on 127.0.0.1 cost, in one process that is both ends, wall and CPU (user + system) in microseconds each: for connect,
accept and close of both ends; for one byte there and back; for 64 KB moved. Python's own work is in all of them, inside and outside alike.

  connects.py SECONDS
"""
import socket
import sys
import time

seconds = float(sys.argv[1])
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", 3000))
listener.listen(128)
where = ("127.0.0.1", 3000)


def each(act):
    """Microseconds of one, wall and CPU; the clock is looked at now and then only."""
    count, begun, used = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - begun < seconds:
        for _ in range(200):
            act()
        count += 200
    return (time.perf_counter() - begun) / count * 1e6, (time.process_time() - used) / count * 1e6


def connect():
    client = socket.socket()
    client.connect(where)
    server, _ = listener.accept()
    # The server's end first, and with a reset: no port is left waiting (TIME_WAIT).
    server.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    server.close()
    client.close()


client = socket.create_connection(where)
server, _ = listener.accept()
for end in (client, server):
    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
chunk = b"x" * 65536
room = bytearray(65536)


def there_and_back():
    client.send(b"x")
    server.recv(1)
    server.send(b"x")
    client.recv(1)


def move():
    client.sendall(chunk)
    left = len(chunk)
    while left:
        left -= server.recv_into(room, left)


print(*each(connect), *each(there_and_back), *each(move))
