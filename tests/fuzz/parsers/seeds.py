#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Writes the fuzzer's first inputs: what a parser takes, and near misses.

usage: seeds.py DIRECTORY

Each target gets a directory of its own. What an input is made of stands at the
top of the target's source, and for made-up memory in world.c.
"""

import os
import struct
import sys
import uuid
import zlib

PAGE = 4096
BOOT_MAP = uuid.UUID("800f683f-d08b-423a-a293-965c3c6fe2b4")
MESSAGES = uuid.UUID("c68ed8e2-9dc6-4cbd-9d94-db65acc5c332")
MARKER = uuid.UUID("68e8c853-2ba9-4dd7-9ac0-91e16155c935")
VARIABLES = uuid.UUID("ed32d533-99e6-4209-9cc0-2d72cdd998a7")

TOP = 2 ** 64 - 1


def with_cuts(inputs, *lengths):
    """The inputs, and each of them cut somewhere."""
    for one in inputs:
        yield one
        for length in lengths:
            yield one[:length]
        yield one[:-1]


def region_table():
    def table(*entries, version=1, size=48, count=None):
        head = struct.pack("<4I", version, len(entries) if count is None else count,
                           size, 0)
        for entry in entries:
            head += struct.pack("<IIQQQQ", entry[0], 0, entry[1], 0, entry[2],
                                0).ljust(size, b"\0")
        return struct.pack("<Q", 0x7e000018) + head

    free, used = (7, 0x7d000000, 4), (0, 0x7d100000, 1)
    inputs = [
        table(free), table(free, used), table(free, used, (7, 0x7d101000, 16)),
        table(free, size=40), table(free, size=1024), table(free, free),
        table((7, 0x7d000800, 1)), table((7, 0x7d000000, 0)),
        table((7, TOP - 0xfff, 1)), table((7, 0x7d000000, 1 << 52)),
        table((7, 0x7e000000, 1)), table(free, version=2), table(free, count=0),
        table(free, count=65), table(free, size=39), table(free, size=44),
        table(*[(7, 0x7c000000 + i * PAGE, 1) for i in range(64)], size=40),
    ]
    return with_cuts(inputs, 8, 20, 30)


def acpi_uefi_table():
    def table(revision, smi=0x5a, pointer=0x7f77e0a8, register=(0, 64, 0, 4, 0),
              identifier=MESSAGES, offset=54, right=3):
        body = struct.pack("<B6s8sI4sI", 0, b"OEMID ", b"OEMTABLE", 1, b"TEST", 1)
        body += identifier.bytes_le + struct.pack("<HIQ", offset, smi, pointer)
        if revision > 1:
            body += struct.pack("<4BQ", *register)
        return bytes([right]) + struct.pack("<4sIB", b"UEFI", len(body) + 9,
                                            revision) + body

    inputs = [
        table(1), table(2), table(2, register=(0, 64, 0, 4, 0xfed12340)),
        table(2, register=(1, 32, 0, 3, 0xb2)), table(2, register=(0x7f, 64, 0, 4, 1)),
        table(1, smi=256), table(1, pointer=0), table(1, offset=55), table(0),
        table(1, identifier=VARIABLES), table(1, right=1), table(1, right=2),
        table(3) + b"more",
        table(2, register=(0x7f, 64, 0, 0, 0xc4000041), right=7),
        table(2, register=(0x7f, 0, 0, 0, 0), right=7),
        table(2, register=(0x7f, 64, 0, 4, 1), right=7), table(2, right=7),
    ]
    return with_cuts(inputs, 37, 55, 67)


def ns_buffer():
    def node(start, length, form=">QQ", cells=(2, 2), flags=3, wanted=0):
        return struct.pack("<4B", flags, *cells, wanted) + struct.pack(form, start, length)

    start, length = 0x7fe00000, 0x200000
    inputs = [
        node(start, length), node(start, length, ">II", (1, 1)),
        node(start, length, ">QI", (2, 1), wanted=15),
        node(start, length, ">IQ", (1, 2), wanted=2), node(start, PAGE, wanted=15),
        node(start, length, cells=(1, 3)), node(start, length, cells=(0, 4)),
        node(start, length, flags=1), node(start, length, flags=2),
        node(start, length, flags=7), node(start, 0), node(start, 1 << 28),
        node(start, (1 << 28) + PAGE), node(TOP - 0xfff, PAGE), node(start - PAGE, PAGE),
        node(0, PAGE), node(start + 1, PAGE), node(start, PAGE + 1),
    ]
    return with_cuts(inputs, 4, 12)


def status_block():
    buffer = 0x7e204000
    virt = 0xfffffffeef200000

    def one(block, *words, start=buffer, pages=3, begin=0):
        memory = b"".join(struct.pack("<Q", word) for word in words)
        return (struct.pack("<QHBB", start, pages, len(memory), begin) +
                block.ljust(24, b"\0") + memory)

    edk2 = struct.pack("<B7xQQ", 0, 0, 100)
    mu = struct.pack("<BBQQ", 0, 1, 0, 100)
    return [
        one(edk2, buffer, 4, 0x7e202000), one(mu, virt + 0x4000, 4, virt + 0x2000),
        one(b"", 1, 2, 3, buffer, 4, 0x7e202000), one(edk2, buffer, 4, buffer),
        one(edk2, 0, buffer, 4, 0x7e20fff0), one(mu, buffer, 5, 0x7e202000),
        one(edk2, buffer, 4, 0x7e100000), one(edk2, buffer, 4, 0x7e202004),
        one(edk2, buffer, 4), one(edk2, 7, buffer, 4, 0x7e202000, begin=1),
        one(struct.pack("<B7xQQ", 1, 1 << 63 | 14, 0), 0x7f000000, 2, 0x7e202000,
            start=0x7f000000, pages=1),
        one(struct.pack("<BBQQ", 1, 0, 1 << 63 | 14, 24), virt + 0x4000, 4, 0x7e202000),
    ]


def comm_header():
    def one(choice, recipient, length, *changes):
        head = struct.pack("<BIQ", choice, 10, length) + recipient.bytes_le
        v1 = recipient.bytes_le + struct.pack("<Q", length)
        v3 = (MARKER.bytes_le + struct.pack("<QQ", (length + 56) & TOP, 0) +
              recipient.bytes_le + struct.pack("<Q", length))
        return head + (v3 if choice & 1 else v1) + bytes(changes)

    return [one(0, VARIABLES, 100), one(1, VARIABLES, 100), one(0, MARKER, 1),
            one(1, MARKER, TOP), one(0, VARIABLES, TOP, 3, 1), one(1, VARIABLES, 5, 24, 1),
            one(1, VARIABLES, 5, 16, 8)]


def config():
    lines = [
        "0x7e000000:4096", "0x7e000000:0x1000,0x7e001000:0x2000", "", ",", ":", "1:1",
        "4096:4096,8192:4096,12288:4096", "0x1000:0x1000000", "0x1000:0x1001000",
        "0x1000:0x1000,0x1000:0x1000", "0xfffffffffffff000:0x1000", "010000:010000",
        "0x7e000000", "0x7e000000:", ":4096", "+4096:+4096\n", "-4096:4096",
        "18446744073709551616:4096", "0x1000:0x1000:0x1000", "0x1000:0x1000,",
        ",".join("0x%x:0x1000" % (i * PAGE) for i in range(1, 17)),
        ",".join("0x%x:0x1000" % (i * PAGE) for i in range(1, 18)),
    ]
    return [line.encode() for line in lines]


def memory_map():
    def one(*regions, size=48, version=1, start=0x7e200000, length=PAGE,
            address=0xfffffffeef200010, choice=0, said=None):
        said = len(regions) * size if said is None else said
        head = struct.pack("<QQQB", start, length, address, choice)
        head += struct.pack("<QQIIQQ", said, size, version, 0, 1, said)
        for kind, begin, virt, pages, attribute in regions:
            head += struct.pack("<IIQQQQ", kind, 0, begin, virt, pages,
                                attribute).ljust(size, b"\0")
        return head

    data = (6, 0x7e200000, 0xfffffffeef200000, 16, 0x800000000000000f)
    inputs = [
        one(data), one((7, 0x100000, 0, 256, 15), data, (0, 0x7f000000, 0, 1, 8)),
        one(data, data), one(data, size=40), one(data, size=1024),
        one((10, 0x7e300000, 0, 4, 8), start=0x7e300000, length=2 * PAGE),
        one(data, choice=1), one(data, choice=2), one(data, version=2),
        one((6, 0x7e200800, 0, 1, 8)), one((6, 0x7e200000, 0, 1 << 52, 8)),
        one((6, TOP - 0xfff, 0, 1, 8)), one(data, said=0), one(data, said=47),
        one(data, said=4096 * 1024), one(data, size=39), one(data, size=1032),
        one((6, 0x7e200000, 0, 0, 8), start=TOP, length=TOP),
    ]
    return with_cuts(inputs, 25, 60, 66)


def system_table():
    def one(right, count=3, size=120, good=True):
        body = struct.pack("<8sIIIIQIIQQQQQQQQQQ", b"IBI SYST", 0x20046, size, 0, 0,
                           0x7e201000, 1, 0, 0, 0, 0, 0, 0, 0, 0x7e202000, 0, count,
                           0x7e203000)
        crc = zlib.crc32(body) if good else 1
        return bytes([right]) + body[:16] + struct.pack("<I", crc) + body[20:]

    return [one(0), one(1), one(0, good=False), one(1, count=0), one(1, count=1024),
            one(1, count=1025), one(1, size=119), one(0)[:9]]


def smmc():
    base = 0x7ffb2000

    def one(what=0, pointer=0, registered=1, inside=0, count=2, entry=base + 0x6d30,
            size=0x16000, image=base):
        mailbox = struct.pack("<8sQQQQBB6xQQQQQQQ", b"smmc", 0x7e9a1b18, count,
                              0x7e9a0018, entry, registered, inside, base + 0x14e40,
                              pointer, 24, 0, image, size, base + 0x5140)
        return struct.pack("<QQB", 0x7e200000, 100, what) + mailbox

    return [one(), *[one(what) for what in (1, 3, 5, 7, 11, 15)], one(pointer=0x7e000000),
            one(inside=1), one(registered=0), one(registered=2), one(count=0),
            one(count=65), one(entry=base - 1), one(size=TOP), one(image=0x1000000),
            one(image=0x7e100000), one(image=base + 8)]


def answer():
    def one(choice, window=200, message=100, returned=80, relocation=(16, 24), request=40,
            writes=()):
        head = struct.pack("<BHHQHHB", choice, window - 1, message - 1, returned,
                           *relocation, request - 1)
        head += bytes(range(request)) + VARIABLES.bytes_le
        for place, count, byte in writes:
            head += struct.pack("<HBB", place, count, byte)
        return head

    inputs = []
    for choice in range(16):
        inputs += [
            one(choice, writes=[(60, 20, 7)]), one(choice, writes=[(0, 1, 7)]),
            one(choice, writes=[(16, 8, 7)]), one(choice, writes=[(300, 1, 1)]),
            one(choice, returned=10), one(choice, returned=TOP),
            one(choice | 0x30, window=5000, message=4500, returned=5000),
        ]
    return inputs


def answer_in_place():
    def one(choice, window=200, message=100, request=40, relocations=(), length=None,
            writes=()):
        head = struct.pack("<BHHB", choice | len(relocations) << 1, window - 1,
                           message - 1, request - 1)
        for relocation in relocations:
            head += struct.pack("<BH", *relocation)
        head += bytes(range(request)) + VARIABLES.bytes_le
        if length is not None:
            head += struct.pack("<Q", length)
        for place, count, byte in writes:
            head += struct.pack("<HBB", place, count, byte)
        return head

    return [
        one(0), one(1), one(0, writes=[(0, 1, 7)]), one(0, writes=[(99, 1, 7)]),
        one(0, writes=[(150, 1, 7)]), one(0, writes=[(200, 1, 7)]),
        one(0, writes=[(2000, 1, 7)]), one(0x20, writes=[(0, 1, 7)]),
        one(0x20, writes=[(0, 16, 0)]), one(0x20, writes=[(16, 8, 255)]),
        one(1, relocations=[(0, 1), (36, 8), (92, 199)]),
        one(1, relocations=[(0, 1), (4, 8), (4, 9), (33, 9)], writes=[(3, 1, 0)]),
        one(0, relocations=[(39, 1)], writes=[(40, 1, 0x10)]),
        one(0x40, length=100), one(0x40, length=50, writes=[(0, 1, 7)]),
        one(0x40, length=101), one(0x40, length=4072), one(0x40, length=4073),
        one(0x40, length=TOP), one(0x40, length=TOP - 23), one(0xc0, length=4072),
        one(0, window=4064, message=4064), one(0, window=4064, message=4064, request=64),
    ]


def handler_profile():
    def padded(tail):
        return tail.ljust((len(tail) + 7) // 8 * 8, b"\0")

    def image(path=b"", offset=None, length=None, revision=1):
        tail = padded(path + b"\0") if path else b""
        return struct.pack("<4sIII16sQQQIHH", b"SCID",
                           64 + len(tail) if length is None else length, revision, 0,
                           MESSAGES.bytes_le, 0x7f001000, 0x7f000000, 0x4000, 0,
                           (64 if path else 0) if offset is None else offset, 0) + tail

    def handler(context=b"", offset=None, size=None, length=None):
        tail = padded(context)
        return struct.pack("<IIQQHHI", 32 + len(tail) if length is None else length, 0,
                           0x7f000200, 0x7f000100,
                           (32 if context else 0) if offset is None else offset, 0,
                           len(context) if size is None else size) + tail

    def handlers(category, *entries, count=None):
        body = b"".join(entries)
        return struct.pack("<4sIII16sII", b"SCSD", 40 + len(body), 1, 0,
                           VARIABLES.bytes_le, category,
                           len(entries) if count is None else count) + body

    command = struct.pack("<Q", 0xca)
    path = b"/build/Module/DEBUG/Module.dll"
    inputs = [
        image(), image(path), image(path) + image(), handlers(0), handlers(1, handler()),
        image(path) + handlers(0, handler()) + handlers(1, handler(), handler()) +
        handlers(2, handler(command), handler()),
        image(path, offset=63), image(path, offset=0xffff), image(path, revision=2),
        image(path, length=0), image(path, length=2 ** 32 - 1), image(b"x" * 7),
        image(b"12345678")[:72], handlers(3, handler()), handlers(1, handler(), count=2),
        handlers(1, handler(), count=0), handlers(1, handler(), count=2 ** 32 - 1),
        handlers(2, handler(command, offset=31)), handlers(2, handler(command, size=9)),
        handlers(2, handler(command, size=2 ** 32 - 1)), handlers(2, handler(length=0)),
        handlers(2, handler(command, length=41)), b"SCXD" + image()[4:],
    ]
    return with_cuts(inputs, 15, 39, 63)


class World:
    """Made-up memory, in the words of world.c."""

    CODE, DATA, NVS, RESERVED, FREE = range(5)

    def __init__(self, *regions):
        regions = regions or ((0, 3, 1), (1, 3, 1), (2, 3, 0), (3, 3, 0), (1, 3, 0x21))
        self.bytes = bytes([0x80 + len(regions)])
        for region in regions:
            self.bytes += bytes(region)

    @staticmethod
    def address(region, offset, virt=False):
        return struct.pack("<BH", region | (0x80 if virt else 0), offset)

    def step(self, number, arguments, region, offset):
        self.bytes += bytes([number]) + arguments + struct.pack("<BH", region, offset)
        return self

    def raw(self, data, region, offset):
        return self.step(0, bytes([len(data)]) + data, region, offset)

    def system_table(self, tables=3, runtime=0, at=0x18):
        return self.step(2, self.address(1, 0x300, True) + bytes([runtime, tables]) +
                         self.address(1, 0x408, True), self.DATA, at)

    def config_table(self, nth, which, region, offset):
        return self.step(3, bytes([which]) + self.address(region, offset), self.DATA,
                         0x408 + 24 * nth)

    def boot_map(self, count=5):
        return self.step(4, bytes([count]), self.RESERVED, 0x100)

    def mailbox(self, region=CODE, offset=0x1238):
        return self.step(5, b"", region, offset)

    def region_table(self, *entries):
        arguments = bytes([len(entries)])
        for kind, region, offset, pages in entries:
            arguments += bytes([kind]) + self.address(region, offset) + bytes([pages])
        return self.step(6, arguments, self.RESERVED, 0x800)

    def record(self, region=CODE, offset=0x2000, status=0x800, pages=1, virt=True):
        return self.step(7, self.address(1, 0x2000, virt) + bytes([pages]) +
                         self.address(1, status, virt), region, offset)

    def uefi_table(self, kind, region=NVS, offset=8):
        where = self.address(region, offset)
        self.bytes += bytes([9, kind])
        if kind & 2:
            self.bytes += struct.pack("<H", offset) if kind & 16 else where
        self.bytes += struct.pack("<Q", TOP - 3) if kind & 4 else where
        return self

    def whole(self):
        """With everything in it."""
        self.system_table().boot_map()
        self.config_table(0, 0, 3, 0x100).config_table(1, 1, 3, 0x800)
        self.config_table(2, 2, 3, 0x10)
        self.region_table((7, 1, 0x2000, 1), (0, 2, 0, 2)).record()
        self.raw(struct.pack("<B7xQQ", 0, 0, 100), self.DATA, 0x800)
        return self.mailbox()


def worlds():
    return [
        World(), World().whole(), World().whole().mailbox(0, 0x100),
        World().whole().mailbox(1, 0x2800), World().whole().uefi_table(0),
        World().whole().uefi_table(1).uefi_table(2).uefi_table(4),
        World().whole().uefi_table(8 + 2), World().whole().uefi_table(16 + 2, 0, 0x1800),
        World().whole().record(1, 0x2100), World().whole().record(0, 0x3000, 0x900),
        World().whole().raw(struct.pack("<BBQQ", 0, 0, 0, 100) + bytes(8), 1, 0x800),
        World().whole().raw(b"\xaf" * 24, 1, 0x800),
        World().whole().raw(b"\2", 3, 0x800), World().whole().raw(b"\0" * 4, 3, 0x804),
        World().whole().raw(struct.pack("<Q", 47), 3, 0x108),
        World().whole().boot_map(2), World().system_table(runtime=1),
        World().system_table(tables=200), World().mailbox(),
        World((0, 3, 1), (1, 3, 1), (2, 3, 0), (3, 3, 4)).whole(),
        World((0, 3, 9), (1, 3, 1), (2, 3, 0), (3, 3, 8)).whole(),
        World((0, 3, 1), (1, 3, 0x23), (4, 3, 0), (5, 3, 16)).whole(),
    ]


def firmware():
    return [world.bytes for world in worlds()]


def discovery():
    inputs = []
    for world in worlds():
        inputs.append(struct.pack("<BBB", 0, 0, 0) + world.bytes)
    whole = World().whole().bytes
    inputs.append(struct.pack("<BBHB", 0x20, 0, 0x1238, 0) + whole)
    inputs.append(struct.pack("<BBHB", 0x20, 0, 0x1234, 0) + whole)
    inputs.append(struct.pack("<BBBH", 0x40, 0, 2, 0x2000) + whole)
    inputs.append(struct.pack("<BBHBH", 0x61, 1, 0x1238, 0, 0x2000) + whole)
    inputs.append(struct.pack("<BBB", 0x11, 0, 0) + whole[:1] + whole[1:])
    return inputs


TARGETS = (acpi_uefi_table, answer, answer_in_place, comm_header, config, discovery,
           firmware, handler_profile, memory_map, ns_buffer, region_table, smmc,
           status_block, system_table)


def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: seeds.py DIRECTORY", file=sys.stderr)
        return 2
    for target in TARGETS:
        directory = os.path.join(arguments[0], target.__name__)
        os.makedirs(directory, exist_ok=True)
        for number, data in enumerate(target()):
            with open(os.path.join(directory, "seed-%03d" % number), "wb") as file:
                file.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
