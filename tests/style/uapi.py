#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Checks a uapi header: it compiles alone, as C and as C++, for 64-bit and
32-bit callers, and each structure has the same layout for both, without holes.

usage: uapi.py INCLUDE-DIRECTORY HEADER    (HEADER as #include names it)
"""

import os
import re
import subprocess
import sys
import tempfile

STRUCT = re.compile(r"^struct (\w+) \{\n(.*?)^\};", re.S | re.M)
MEMBER = re.compile(r"(\w+)\s*(?:\[[^]]*\])?;")
COMMENT = re.compile(r"/\*.*?\*/", re.S)

LANGUAGES = (("c", "gcc", "-std=c99"), ("c++", "g++", "-std=c++11"))
WIDTHS = ("-m64", "-m32")


def run(arguments, source):
    """Compiles and returns (success, assembly, messages)."""
    with tempfile.TemporaryDirectory() as directory:
        output = os.path.join(directory, "out.s")
        done = subprocess.run([*arguments, "-o", output, "-"], input=source, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False)
        assembly = ""
        if done.returncode == 0:
            with open(output, encoding="utf-8") as file:
                assembly = file.read()
    return done.returncode == 0, assembly, done.stdout


def flags(include):
    # Where Debian keeps <asm/types.h>: -m32 alone does not look there.
    machine = subprocess.run(["gcc", "-dumpmachine"], check=True, text=True,
                             stdout=subprocess.PIPE).stdout.strip()
    return ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-S",
            "-isystem", f"/usr/include/{machine}", "-I", include]


def structures(path):
    """Returns {structure: [member, ...]} in the order of the header."""
    with open(path, encoding="utf-8") as file:
        text = COMMENT.sub("", file.read())
    return {name: MEMBER.findall(body) for name, body in STRUCT.findall(text)}


def numbers(assembly, name):
    """The values of the array @name in the assembly of gcc -S."""
    found = re.search(rf"^{name}:\n((?:\t\.(?:long|zero|int)\t\d+\n)+)", assembly, re.M)
    if not found:
        raise RuntimeError(f"no values of {name} in the compiler's output")
    values = []
    for kind, value in re.findall(r"\.(long|zero|int)\t(\d+)", found[1]):
        values += [0] * (int(value) // 4) if kind == "zero" else [int(value)]
    return values


def layout_complaints(include, header, path):
    members = structures(path)
    if not members:
        yield "no structure in it"
        return
    source = f"#include <{header}>\n"
    for name, names in members.items():
        source += f"unsigned int layout_{name}[] = {{ sizeof(struct {name})"
        for member in names:
            source += (f", __builtin_offsetof(struct {name}, {member})"
                       f", sizeof(((struct {name} *)0)->{member})")
        source += " };\n"

    layouts = {}
    for width in WIDTHS:
        good, assembly, messages = run(["gcc", "-std=c99", width, *flags(include), "-x", "c"],
                                       source)
        if not good:
            yield f"layout, {width}: {messages}"
            return
        layouts[width] = {name: numbers(assembly, f"layout_{name}") for name in members}

    for name, names in members.items():
        wide, narrow = (layouts[width][name] for width in WIDTHS)
        if wide != narrow:
            yield f"struct {name} differs between 64-bit and 32-bit callers"
        end = 0
        for member, offset, size in zip(names, wide[1::2], wide[2::2], strict=True):
            if offset != end:
                yield f"struct {name} has a hole before {member}"
            end = offset + size
        if end != wide[0]:
            yield f"struct {name} has a hole at its end"
        if wide[0] % 8 and any(size == 8 for size in wide[2::2]):
            yield f"struct {name}: size {wide[0]} is not a multiple of 8"


def complaints(include, header):
    for language, compiler, standard in LANGUAGES:
        for width in WIDTHS:
            good, _, messages = run([compiler, standard, width, *flags(include),
                                     "-x", language], f"#include <{header}>\n")
            if not good:
                yield f"{compiler} {width}: {messages}"
    yield from layout_complaints(include, header, os.path.join(include, header))


def main():
    if len(sys.argv) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    status = 0
    for text in complaints(*sys.argv[1:]):
        print(text)
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
