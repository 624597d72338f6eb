#!/usr/bin/env python3
"""Little captures over and over, each time with clients of their own: much real HTTP out of a little.

    bench/repeat_capture.py OUT.pcap TIMES CAPTURE.pcap...

Of IPv4 frames over Ethernet; the end with the higher port is the client. Checksums are left as they were: -k none.
"""
import struct, sys

out, times, names = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
captures = []
for name in names:
    data = open(name, "rb").read()
    order = "<" if data[:4] == b"\xd4\xc3\xb2\xa1" else ">"
    frames, at = [], 24
    while at + 16 <= len(data):
        _, _, held, length = struct.unpack(order + "IIII", data[at:at + 16])
        frame = data[at + 16:at + 16 + held]
        if frame[12:14] == b"\x08\x00":
            frames.append((length, frame))
        at += 16 + held
    captures.append(frames)
with open(out, "wb") as file:
    file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
    now = 1_700_000_000_000_000
    for number in range(1, times + 1):
        for frames in captures:
            for length, frame in frames:
                frame = bytearray(frame)
                source, destination = struct.unpack(">HH", frame[34:38])
                at = 26 if source > destination else 30
                address = int.from_bytes(frame[at:at + 4], "big") ^ number << 5
                frame[at:at + 4] = address.to_bytes(4, "big")
                now += 20
                file.write(struct.pack("<IIII", now // 1_000_000, now % 1_000_000, len(frame), length) + frame)
