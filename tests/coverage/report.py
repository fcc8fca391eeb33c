#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Turns gcov's counters into a table, a verdict and build/coverage.json.

usage: report.py COUNTERS TREE JSON

COUNTERS holds *.gcda files under the absolute paths of the objects they belong
to, TREE the links to the sources with the objects and *.gcno files beside them.
A line counts as covered where it ran, a branch where it was taken. One test a
file and one for the total; each needs 95 % of the lines and 85 % of the
branches. A file may miss two of each, whatever share of a small one that is. A
file of which nothing was counted has failed, unless it is known for that.

Exit status: 0 where every test passed, 1 otherwise.
"""

import collections
import json
import os
import re
import shutil
import subprocess
import sys

MIN_LINES = 95.0
MIN_BRANCHES = 85.0
MAY_MISS = 2
DRIVER = "drivers/mmcomm/"

# What is left out, and why.
LEFT_OUT = {
    r"trace\w*\.[ch]": "code that the kernel's TRACE_EVENT() writes",
    r"firmware_(acpi|efi|machine|of)\.c|platform_q35\.c":
        "asks a machine that user-mode Linux has not",
}


class File:
    """Counts of one source file, added up over every object it is part of."""

    def __init__(self):
        self.lines = collections.Counter()
        self.branches = collections.Counter()

    def uncovered_lines(self):
        return sorted(line for line, count in self.lines.items() if not count)

    def uncovered_branches(self):
        return sorted(line for (line, *_), count in self.branches.items() if not count)

    def add(self, line):
        number = line["line_number"]
        self.lines[number] += line["count"]
        for index, branch in enumerate(line["branches"]):
            self.branches[number, line.get("function_name", ""), index] += branch["count"]


def percent(covered, of):
    return 100.0 * covered / of if of else 100.0


class Figures:
    """Lines and branches, of a file or of all."""

    def __init__(self):
        self.lines = self.lines_covered = self.branches = self.branches_covered = 0

    def add(self, other):
        self.lines += other.lines
        self.lines_covered += other.lines_covered
        self.branches += other.branches
        self.branches_covered += other.branches_covered

    @classmethod
    def of(cls, file):
        figures = cls()
        figures.lines = len(file.lines)
        figures.lines_covered = sum(1 for count in file.lines.values() if count)
        figures.branches = len(file.branches)
        figures.branches_covered = sum(1 for count in file.branches.values() if count)
        return figures

    def line_percent(self):
        return percent(self.lines_covered, self.lines)

    def branch_percent(self):
        return percent(self.branches_covered, self.branches)

    def good(self):
        return ((self.line_percent() >= MIN_LINES or
                 self.lines - self.lines_covered <= MAY_MISS) and
                (self.branch_percent() >= MIN_BRANCHES or
                 self.branches - self.branches_covered <= MAY_MISS))

    def as_json(self):
        return {
            "lines": self.lines, "lines_covered": self.lines_covered,
            "lines_percent": round(self.line_percent(), 2),
            "branches": self.branches, "branches_covered": self.branches_covered,
            "branches_percent": round(self.branch_percent(), 2),
        }


def gcov_tool():
    """The gcov of the compiler that built the modules."""
    return subprocess.run(["gcc", "-print-prog-name=gcov"], check=True,
                          capture_output=True, text=True).stdout.strip()


def driver_path(path):
    """drivers/mmcomm/... of a path in TREE, None for any other file."""
    at = path.find("/src/" + DRIVER)
    name = path[at + len("/src/" + DRIVER):] if at >= 0 else ""
    if not name or any(re.fullmatch(pattern, name) for pattern in LEFT_OUT):
        return None
    return DRIVER + name


def read_counters(counters, tree):
    """Runs gcov over every object of the driver's."""
    tool = gcov_tool()
    files = collections.defaultdict(File)
    tree = os.path.realpath(tree)
    objects = sorted(
        os.path.join(directory, name)
        for directory, _, names in os.walk(os.path.join(tree, DRIVER))
        for name in names if name.endswith(".gcno"))
    for notes in objects:
        data = notes[:-len("gcno")] + "gcda"
        if os.path.exists(data):
            os.unlink(data)
        if os.path.exists(counters + data):
            shutil.copy(counters + data, data)
        run = subprocess.run(
            [tool, "--branch-probabilities", "--json-format", "--stdout", notes],
            capture_output=True, text=True, check=False)
        if run.returncode:
            sys.exit(f"report.py: gcov cannot read {notes}:\n{run.stderr}")
        for document in run.stdout.splitlines():
            for source in json.loads(document)["files"]:
                path = driver_path(os.path.normpath(
                    os.path.join(tree, source["file"])))
                if path:
                    for line in source["lines"]:
                        files[path].add(line)
    return files


def uncounted(files, tree):
    """The driver's source files of which no line was counted."""
    for directory, _, names in os.walk(os.path.join(tree, DRIVER)):
        for name in names:
            path = driver_path(os.path.join(directory, name))
            if path and name.endswith(".c") and ".mod." not in name and path not in files:
                yield path


def ranges(numbers):
    """[1, 2, 3, 7] as "1-3, 7"."""
    text = []
    for number in sorted(set(numbers)):
        if text and text[-1][1] == number - 1:
            text[-1][1] = number
        else:
            text.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in text)


def main():
    if len(sys.argv) != 4:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    counters, tree, output = sys.argv[1:]
    files = read_counters(counters, tree)
    if not files:
        sys.exit("report.py: nothing was counted")

    total = Figures()
    passed = failed = 0
    document = {"files": {}, "left_out": LEFT_OUT,
                "thresholds": {"lines": MIN_LINES, "branches": MIN_BRANCHES}}
    print(f"        {'file':34} {'lines':>16} {'branches':>16}")
    for path in sorted(files):
        file = files[path]
        figures = Figures.of(file)
        total.add(figures)
        document["files"][path] = figures.as_json() | {
            "uncovered_lines": file.uncovered_lines(),
            "lines_with_uncovered_branches": sorted(set(file.uncovered_branches()))}
        passed += figures.good()
        failed += not figures.good()
        print_figures(path[len(DRIVER):], figures)
        if file.uncovered_lines():
            print(f"        | lines that did not run: {ranges(file.uncovered_lines())}")
        if file.uncovered_branches():
            print(f"        | branches not taken in: {ranges(file.uncovered_branches())}")
    for path in sorted(uncounted(files, os.path.realpath(tree))):
        failed += 1
        print(f"FAILED  {path[len(DRIVER):]}: nothing of it was counted")
    print_figures("total", total)
    passed += total.good()
    failed += not total.good()
    document["total"] = total.as_json()
    with open(output, "w", encoding="utf-8") as out:
        json.dump(document, out, indent=2)
        out.write("\n")
    for name, reason in LEFT_OUT.items():
        print(f"        left out: {name}: {reason}")
    print(f"check-coverage: {passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


def print_figures(name, figures):
    word = "ok" if figures.good() else "FAILED"
    print(f"{word:7} {name:34} "
          f"{figures.lines_covered:4}/{figures.lines:4} {figures.line_percent():5.1f} % "
          f"{figures.branches_covered:4}/{figures.branches:4} "
          f"{figures.branch_percent():5.1f} %")


if __name__ == "__main__":
    sys.exit(main())
