#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Prints the lines of a console in which a kernel says that something is wrong.

usage: complaints.py CONSOLE

Exit status: 0 where there is none, 1 otherwise.
"""

import re
import sys

TIME = re.compile(r"^\[ *\d+\.\d+\](?:\[[^]]*\])? ?")
# What a kernel prints when something is wrong with it.
SPLAT = re.compile(
    r"BUG: |BUG at |WARNING: |UBSAN: |ODEBUG: |Oops|Kernel panic|Call Trace:|INFO: |"
    r"general protection|Segfault with|corruption|"
    r"refcount_t: |kmemleak: |guest: FAILED|DEBUG_LOCKS_WARN_ON|stack-protector|"
    r"Fixing recursive fault|detected buffer overflow")
# Lines of a healthy boot that look like one.
HEALTHY = re.compile(r"kmemleak: Kernel memory leak detector initialized|"
                     r"kmemleak: Automatic memory scanning|"
                     r"kmemleak: .*new suspected memory leaks")


def message(line):
    """A line of a console without its end and the time in front of it."""
    return TIME.sub("", line.rstrip("\r\n"))


def complaints(lines):
    """Those of the lines that tell of something wrong."""
    return [text.strip() for text in map(message, lines)
            if SPLAT.search(text) and not HEALTHY.search(text)]


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8", errors="replace") as console:
        found = complaints(console)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
