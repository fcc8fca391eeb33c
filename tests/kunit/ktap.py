#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Turns the console of a kernel that ran KUnit suites into a verdict.

usage: ktap.py CONSOLE

Prints one line a test (a parameterised one counts once), with what the kernel
said about those that failed, and a last line `N passed, N failed, N skipped`.
What shows that the run itself is not to be trusted counts as failed: results
that the plan promises and that are missing, no results at all, a warning or an
error of the kernel's, a guest that did not reach its end.

Exit status: 0 where everything passed; 1 otherwise, also where a test was
skipped.
"""

import re
import sys

from complaints import complaints, message

PLAN = re.compile(r"^( *)1\.\.(\d+)$")
RESULT = re.compile(r"^( *)(ok|not ok) (\d+) (.*?)(?: # SKIP\b ?(.*))?$")
GUEST_DONE = "guest: done"


class Verdict:
    """Counts and prints."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def ok(self, name):
        self.passed += 1
        print(f"ok      {name}")

    def fail(self, name, details=()):
        self.failed += 1
        print(f"FAILED  {name}")
        for line in details:
            print(f"        | {line}")

    def skip(self, name, reason):
        self.skipped += 1
        print(f"skipped {name}: {reason or 'no reason given'}")


class Level:
    """The results seen so far at one depth of indentation."""

    def __init__(self):
        self.plan = None
        self.results = 0
        self.number = 0


def check_level(verdict, name, level):
    """Every level but that of parameters has a plan, which must be kept."""
    if level.plan is not None and level.plan != level.results:
        verdict.fail(f"{name}: {level.plan} results promised, {level.results} seen")


def judge(lines):
    verdict = Verdict()
    top, suite, parameters = Level(), Level(), Level()
    cases = []        # of the suite under way: (outcome, name, reason, details)
    talk = []         # since the last result of a case
    headers = 0
    done = False

    for raw in lines:
        line = message(raw)
        if line == GUEST_DONE:
            done = True
        if line == "KTAP version 1":
            headers += 1
            if headers > 1:
                check_level(verdict, "suites", top)
            top = Level()
            continue

        plan = PLAN.match(line)
        if plan:
            depth = len(plan[1]) // 4
            if depth == 0:
                top.plan = int(plan[2])
            elif depth == 1:
                suite.plan = int(plan[2])
            else:
                parameters.plan = int(plan[2])
            continue

        result = RESULT.match(line)
        if not result:
            talk.append(line)
            continue
        indent, word, number, name, skip = result.groups()
        depth = len(indent) // 4
        level = (top, suite, parameters)[min(depth, 2)]
        level.results += 1
        level.number += 1
        if int(number) != level.number:
            verdict.fail(f"{name}: result {number} where {level.number} was due")
            level.number = int(number)

        if depth >= 2:
            if word != "ok":
                talk.append(f"{name} failed")
            continue
        if depth == 1:
            outcome = "skip" if skip is not None else word
            count = f" ({parameters.results} parameters)" if parameters.results else ""
            check_level(verdict, name, parameters)
            cases.append((outcome, name + count, skip, talk))
            parameters, talk = Level(), []
            continue

        # The end of a suite: its cases follow under its name.
        for outcome, case, reason, details in cases:
            full = f"{name}: {case}"
            if outcome == "ok":
                verdict.ok(full)
            elif outcome == "skip":
                verdict.skip(full, reason)
            else:
                verdict.fail(full, (text.strip() for text in details))
        if suite.plan is None or not cases:
            verdict.fail(f"{name}: a suite without a single test")
        check_level(verdict, name, suite)
        if word != "ok" and all(case[0] == "ok" for case in cases):
            verdict.fail(f"{name}: the suite failed, none of its tests did", talk)
        cases, talk, suite = [], [], Level()

    if cases or suite.plan is not None:
        for outcome, case, reason, details in cases:
            if outcome == "ok":
                verdict.ok(case)
            else:
                verdict.fail(case, (text.strip() for text in details))
        verdict.fail("the run stopped in the middle of a suite",
                     (text.strip() for text in talk[-20:]))
    check_level(verdict, "suites", top)
    if not headers or not verdict.passed + verdict.failed + verdict.skipped:
        verdict.fail("no test result in the console", lines[-20:])
    splats = complaints(lines)
    if splats:
        verdict.fail("the kernel complained", splats[:40])
    if not done:
        verdict.fail("the guest did not reach its end (crash or time limit)",
                     (text.rstrip("\r\n") for text in lines[-20:]))
    return verdict


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8", errors="replace") as console:
        verdict = judge(list(console))
    print(f"{verdict.passed} passed, {verdict.failed} failed, {verdict.skipped} skipped")
    return 1 if verdict.failed or verdict.skipped else 0


if __name__ == "__main__":
    sys.exit(main())
