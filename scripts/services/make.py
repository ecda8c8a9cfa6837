"""Makes services.bin out of the port-numbers package's index.json; README.md has the format."""

import json
import struct
import sys

# Where IANA lists several names for one port, the package keeps the last; these are the first.
CANONICAL = {
    "80": ("http", "World Wide Web HTTP"),
    "631": ("ipp", "Internet Printing Protocol"),
}


# IANA registers these as ranges, and the package leaves ranges out
# (https://www.iana.org/assignments/service-names-port-numbers).
RANGES = [
    (6000, 6063, "x11", "X Window System"),
    (6665, 6669, "ircu", "IRCU"),
]


def text(value: str) -> bytes:
    # Some descriptions end in a paragraph: 120 bytes are enough to recognise a service.
    data = " ".join(value.split()).encode()
    if len(data) > 120:
        data = data[:117].decode(errors="ignore").rstrip().encode() + "…".encode()
    return struct.pack("<B", len(data)) + data


def main(source: str, target: str) -> None:
    with open(source, encoding="utf-8") as file:
        registry = json.load(file)
    rows = []
    for name_and_protocol, (name, description) in registry.items():
        port, protocol = name_and_protocol.split("/")
        if protocol not in ("tcp", "udp") or not name:
            continue
        name, description = CANONICAL.get(port, (name, description))
        rows.append((int(port) * 2 + (protocol == "udp"), text(name) + text(description)))
    known_keys = {key for key, _ in rows}
    for first, last, name, description in RANGES:
        for port in range(first, last + 1):
            for key in (port * 2, port * 2 + 1):
                if key not in known_keys:
                    rows.append((key, text(name) + text(description)))
    rows.sort()

    index, records, known = b"", bytearray(), {}
    start = 8 + 8 * len(rows)
    for key, record in rows:
        if record not in known:
            known[record] = start + len(records)
            records += record
        index += struct.pack("<II", key, known[record])
    with open(target, "wb") as file:
        file.write(b"SVC1" + struct.pack("<I", len(rows)) + index + records)


if __name__ == "__main__":
    main(*sys.argv[1:])
