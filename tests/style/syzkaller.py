#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Compares syzkaller's description of the device with the uapi headers: every
ioctl and every simulated handler is there, and each structure that both have is
the same, field by field.

usage: syzkaller.py DESCRIPTION HEADER...
"""

import re
import sys

STRUCT = re.compile(r"^struct (\w+) \{\n(.*?)^\};", re.S | re.M)
FIELD = re.compile(r"(__u8|__u32|__u64|__aligned_u64|char) (\w+)(?:\[(\w+)\])?;")
DEFINE = re.compile(r"^#define (\w+)\s+(\S+)", re.M)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SIZES = {"__u8": 1, "char": 1, "__u32": 4, "__u64": 8, "__aligned_u64": 8}

BLOCK = re.compile(r"^(?:type )?(\w+)(?:\[([^\]]*)\])? \{\n(.*?)^\}", re.S | re.M)
RESOURCE = re.compile(r"^resource (\w+)\[int(\d+)\]", re.M)


def described_size(kind, parameters, resources):
    """Bytes of a field in the description, None where a parameter decides."""
    if kind in parameters:
        return None
    if kind in resources:
        return resources[kind]
    array = re.fullmatch(r"array\[int8, (\d+)\]", kind)
    if array:
        return int(array[1])
    if kind.startswith("ptr64["):
        return 8
    numbers = re.findall(r"\bint(\d+)\b", kind)
    return int(numbers[-1]) // 8 if numbers else -1


def structures(text, defines):
    for name, body in STRUCT.findall(text):
        yield name, [(member, SIZES[kind] * int(defines.get(count, count) or 1))
                     for kind, member, count in FIELD.findall(body)]


def descriptions(text):
    resources = {name: int(bits) // 8 for name, bits in RESOURCE.findall(text)}
    for name, parameters, body in BLOCK.findall(text):
        fields = []
        for line in body.splitlines():
            member, kind = line.split(None, 1)
            kind = kind.replace("(out)", "").strip()
            fields.append((member, described_size(kind, parameters.split(", "), resources)))
        yield name, fields


def complaints(description, headers):
    found = dict(descriptions(description))
    defines = dict(DEFINE.findall(headers))
    for name in defines:
        if name.startswith("MMCOMM_IOC_") and name != "MMCOMM_IOC_TYPE" and \
                f"\nioctl${name}(" not in description:
            yield f"{name} is not described"
        if name.startswith("MMCOMM_SIM_") and "-" in defines[name] and \
                defines[name][1:9] not in description:
            yield f"{name} is neither described nor said to be left out"
    for name, members in structures(headers, defines):
        if name not in found:
            yield f"struct {name} is not described"
            continue
        described = found[name]
        if [member for member, _ in described] != [member for member, _ in members]:
            yield f"struct {name}: other fields, or in another order"
            continue
        for (member, size), (_, described_as) in zip(members, described, strict=True):
            if described_as not in (None, size):
                yield f"struct {name}: {member} has {size} bytes"


def main():
    if len(sys.argv) < 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    texts = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    status = 0
    for text in complaints(texts[0], COMMENT.sub("", "".join(texts[1:]))):
        print(text)
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
