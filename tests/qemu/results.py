# SPDX-License-Identifier: GPL-2.0
"""What the cases of guests print, counted, and what a run ends with.

The end of a log is all that is left of it where machines of others keep it: what
failed, and what was said around it, is repeated there.
"""

import re
import subprocess
import sys
import tempfile
import threading
from collections import deque

# Lines that are repeated: of a case before and after a failure, of a guest that
# came to no verdict, and of all together.
BEFORE, AFTER = 25, 15
LAST = BEFORE + AFTER
TOGETHER = 200


class Totals:
    """Results of all guests, with the list of skips that are expected."""

    def __init__(self, skips):
        self.lock = threading.Lock()
        self.passed = 0
        self.skipped = 0
        self.failures = []
        self.expected_skips = []
        for line in skips:
            where, _, reason = line.partition(":")
            self.expected_skips.append((where.strip(), reason.strip()))

    def succeed(self, count=1):
        with self.lock:
            self.passed += count

    def fail(self, where, what, lines=()):
        """Returns the list of lines that tell why, which may grow."""
        lines = list(lines)
        with self.lock:
            self.failures.append((f"{where}: {what}", lines))
        return lines

    def skip(self, guest, case, description, reason):
        for where, listed in self.expected_skips:
            if where in (case, f"{guest}/{case}") and listed and listed in reason:
                with self.lock:
                    self.skipped += 1
                return True
        self.fail(f"{guest}/{case}", f"{description}: skipped, which the list of skips does not expect: {reason}")
        return False

    def closing(self, suite):
        """What failed and why; TOGETHER bounds the reasons, never the names."""
        left = TOGETHER
        for failure, lines in self.failures:
            yield f"{suite}: FAILED: {failure}"
            shown = lines[-min(left, LAST):] if left else []
            left -= len(shown)
            for line in shown:
                yield f"        | {line}"


class CaseResults:
    """Reads what one case prints."""

    def __init__(self, guest, case, totals, say):
        self.guest = guest
        self.case = case
        self.totals = totals
        self.say = say
        self.where = f"{guest}/{case}"
        self.counts = {"passed": 0, "failed": 0, "skipped": 0}
        self.plan = None
        self.notes = deque(maxlen=BEFORE)
        self.last_failure = None

    def line(self, line):
        match = re.match(r"(not )?ok \d+ - (.*)$", line)
        if match:
            self.result(not match[1], match[2])
        elif re.fullmatch(r"1\.\.\d+", line):
            self.plan = int(line[3:])
        elif line.startswith("Bail out!"):
            self.failed(line)
        elif self.last_failure is not None:
            self.show(line)
            if self.after < AFTER:
                self.after += 1
                self.last_failure.append(line)
        else:
            self.notes.append(line)

    def result(self, passed, text):
        self.last_failure = None
        description, is_skip, reason = text.partition(" # SKIP ")
        if not passed:
            self.failed(description)
        elif is_skip:
            self.counts["skipped"] += 1
            if self.totals.skip(self.guest, self.case, description, reason):
                self.say(f"{self.where}: skipped: {description}: {reason}")
            else:
                self.say(f"{self.where}: NOT OK: unexpected skip: {description}: {reason}")
        else:
            self.counts["passed"] += 1
            self.totals.succeed()
        self.notes.clear()

    def tail(self):
        """What has led to no result yet."""
        return list(self.notes)[-AFTER:]

    def show(self, line):
        print(f"    {self.where}: {line}", flush=True)

    def failed(self, description):
        self.counts["failed"] += 1
        # What the case said shortly before it may tell why, and what it says next.
        self.last_failure = self.totals.fail(self.where, description, self.notes)
        self.after = 0
        self.say(f"{self.where}: NOT OK: {description}")
        for note in self.notes:
            self.show(note)
        self.notes.clear()

    def end(self, status):
        count = sum(self.counts.values())
        if not self.counts["failed"]:
            if self.plan != count or not count:
                self.failed(f"ended early: {count} results, "
                            f"{'no plan' if self.plan is None else f'{self.plan} planned'}")
            elif status != 0:
                self.failed(f"exit status {status} although no test failed")
        self.say(f"{self.where}: " + ", ".join(f"{n} {what}" for what, n in self.counts.items()))


class KunitResults:
    """The same for a case that prints what KUnit left in the kernel's log."""

    def __init__(self, guest, case, totals, say, ktap):
        self.totals = totals
        self.guest = guest
        self.case = case
        self.say = say
        self.ktap = ktap
        self.where = f"{guest}/{case}"
        self.lines = []

    def line(self, line):
        self.lines.append(line + "\n")

    def tail(self):
        return [line.rstrip("\n") for line in self.lines[-AFTER:]]

    def judge(self, line):
        """One line of the verdict; what a failure is due to follows it."""
        word, _, text = line.partition(" ")
        if word == "FAILED":
            self.reasons = self.totals.fail(self.where, text.strip())
        elif word == "skipped":
            name, _, reason = text.strip().partition(": ")
            self.totals.skip(self.guest, self.case, name, reason)
        elif not word:
            self.reasons.append(text.strip().removeprefix("| "))
        if word != "ok":
            self.say(f"{self.where}: {line}")

    def end(self, status):
        with tempfile.NamedTemporaryFile("w", suffix=".log") as log:
            log.writelines(self.lines)
            log.flush()
            judged = subprocess.run([sys.executable, "-B", self.ktap, log.name],
                                    stdout=subprocess.PIPE, text=True, errors="replace")
        lines = judged.stdout.splitlines()
        counts = re.fullmatch(r"(\d+) passed, (\d+) failed, (\d+) skipped",
                              lines[-1] if lines else "")
        if not counts:
            self.totals.fail(self.where, "ktap.py came to no verdict")
            return
        self.totals.succeed(int(counts[1]))
        for line in lines[:-1]:
            self.judge(line)
        if status != 0:
            self.totals.fail(self.where, f"the case ended with status {status}")
        self.say(f"{self.where}: {lines[-1]}")
