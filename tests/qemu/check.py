# SPDX-License-Identifier: GPL-2.0
"""End-to-end tests: what `make check-qemu` runs.

Boots the guests that the file matrix lists, runs in each the cases it names
(cases/*.sh) and counts their results. A guest that hangs, gives no verdict or
whose kernel complains is a failure, and so is a case that ends early or a skip
that the file skips does not list.

Before them come guests that fail on purpose, to see that the runner notices
(runner_faults.py); as an argument these are called "runner".

What `check` starts, with the same arguments.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from runner_faults import check_runner

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "cases")
FAULTS_KERNEL = "6.12"


def say(text):
    print(f"check-qemu: {text}", flush=True)


class Guest:
    """One line of the matrix."""

    def __init__(self, line):
        left, separator, cases = line.partition("|")
        words = left.split()
        if not separator or len(words) < 2:
            sys.exit(f"check-qemu: matrix: not a guest: {line}")
        self.name, self.kver = words[:2]
        self.cases = cases.split()
        self.options = []
        self.multi = False
        for word in words[2:]:
            key, _, value = word.partition("=")
            self.options.append(f"--{key}={value}" if value else f"--{key}")
            self.multi |= word == "thread=multi"
        for case in self.cases:
            if not os.path.isfile(os.path.join(CASES, case + ".sh")):
                sys.exit(f"check-qemu: matrix: {self.name}: no case {case}")


def configuration_lines(name):
    with open(os.path.join(HERE, name)) as file:
        lines = [line.split("#", 1)[0].strip() if name == "matrix" else line.strip()
                 for line in file]
    return [line for line in lines if line and not line.startswith("#")]


class Totals:
    """Results of all guests, with the list of skips that are expected."""

    def __init__(self):
        self.lock = threading.Lock()
        self.passed = 0
        self.skipped = 0
        self.failures = []
        self.expected_skips = []
        for line in configuration_lines("skips"):
            where, _, reason = line.partition(":")
            self.expected_skips.append((where.strip(), reason.strip()))

    def fail(self, where, what):
        with self.lock:
            self.failures.append(f"{where}: {what}")

    def skip(self, guest, case, description, reason):
        for where, listed in self.expected_skips:
            if where in (case, f"{guest}/{case}") and listed and listed in reason:
                with self.lock:
                    self.skipped += 1
                return True
        self.fail(f"{guest}/{case}", f"{description}: skipped, which the list of skips does not expect: {reason}")
        return False


class CaseResults:
    """Reads what one case prints."""

    def __init__(self, guest, case, totals):
        self.guest = guest
        self.case = case
        self.totals = totals
        self.where = f"{guest}/{case}"
        self.counts = {"passed": 0, "failed": 0, "skipped": 0}
        self.plan = None
        self.notes = []
        self.last_failed = False

    def line(self, line):
        match = re.match(r"(not )?ok \d+ - (.*)$", line)
        if match:
            self.result(not match[1], match[2])
        elif re.fullmatch(r"1\.\.\d+", line):
            self.plan = int(line[3:])
        elif line.startswith("Bail out!"):
            self.failed(line)
        elif self.last_failed:
            self.show(line)
        else:
            self.notes.append(line)

    def result(self, passed, text):
        self.last_failed = False
        description, is_skip, reason = text.partition(" # SKIP ")
        if not passed:
            self.failed(description)
        elif is_skip:
            self.counts["skipped"] += 1
            if self.totals.skip(self.guest, self.case, description, reason):
                say(f"{self.where}: skipped: {description}: {reason}")
            else:
                say(f"{self.where}: NOT OK: unexpected skip: {description}: {reason}")
        else:
            self.counts["passed"] += 1
            with self.totals.lock:
                self.totals.passed += 1
        self.notes = []

    def show(self, line):
        print(f"    {self.where}: {line}", flush=True)

    def failed(self, description):
        self.counts["failed"] += 1
        self.totals.fail(self.where, description)
        say(f"{self.where}: NOT OK: {description}")
        # What the case said shortly before it may tell why, and what it says next.
        for note in self.notes[-10:]:
            self.show(note)
        self.notes = []
        self.last_failed = True

    def end(self, status):
        count = sum(self.counts.values())
        if not self.counts["failed"]:
            if self.plan != count or not count:
                self.failed(f"ended early: {count} results, "
                            f"{'no plan' if self.plan is None else f'{self.plan} planned'}")
            elif status != 0:
                self.failed(f"exit status {status} although no test failed")
        say(f"{self.where}: " + ", ".join(f"{n} {what}" for what, n in self.counts.items()))


def make_job(guest, directory):
    """What goes into the guest: the cases, and a script that runs them in turn."""
    for name in ["lib"] + guest.cases:
        shutil.copy(os.path.join(CASES, name + ".sh"), directory)
    run = os.path.join(directory, "run")
    with open(run, "w") as file:
        file.write("#!/bin/sh\n")
        for case in guest.cases:
            file.write(f"echo '# case {case}'\n"
                       f"sh /job/{case}.sh 2>&1\n"
                       f"echo \"# case {case} exit $?\"\n")
        file.write("exit 0\n")
    os.chmod(run, 0o755)


def run_guest(guest, parts, totals):
    start = time.monotonic()
    current = None
    unfinished = list(guest.cases)
    with tempfile.TemporaryDirectory() as job:
        make_job(guest, job)
        command = [os.path.join(HERE, "run"), "--name", guest.name, "--kernel", parts["VMLINUZ"],
                   "--initrd", parts["INITRD"], "--job", job, *guest.options]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as process:
            children.append(process)
            if stopping.is_set():
                process.terminate()
            for line in process.stdout:
                line = line.rstrip("\r\n")
                match = re.match(r"# case (\S+)(?: exit (\d+))?$", line)
                if match and match[2] is None:
                    current = CaseResults(guest.name, match[1], totals)
                elif match:
                    current.end(int(match[2]))
                    unfinished.remove(current.case)
                    current = None
                elif current:
                    current.line(line)
        status = process.returncode
    reasons = {0: None, 124: "the guest hangs", 125: "no verdict", 126: "the kernel complained"}
    reason = reasons.get(status, f"exit status {status}")
    if reason:
        what = f" in {unfinished[0]}" if unfinished else ""
        totals.fail(guest.name, f"{reason}{what}; see build/qemu/{guest.name}/console.log")
    elif unfinished:
        totals.fail(guest.name, f"cases not run: {' '.join(unfinished)}")
    say(f"{guest.name}: done in {time.monotonic() - start:.0f} s")


children = []
stopping = threading.Event()


def run_guests(guests, parts, totals, workers):
    """Runs guests, at most so many at a time."""
    waiting = list(guests)
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                if not waiting or stopping.is_set():
                    return
                guest = waiting.pop(0)
            run_guest(guest, parts[guest.kver], totals)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(0.5)


def prepare(kver):
    """Kernel, modules, initrd; returns what tests/qemu/initrd prints."""
    done = subprocess.run([os.path.join(HERE, "initrd"), kver], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(1)
    return dict(line.split("=", 1) for line in shlex.split(done.stdout))


def main():
    start = time.monotonic()
    guests = [Guest(line) for line in configuration_lines("matrix")]
    known = ["runner"] + [guest.name for guest in guests]
    for name in sys.argv[1:]:
        if name not in known:
            sys.exit(f"check-qemu: {name}: no such guest; the matrix has {', '.join(known)}")
    guests = [guest for guest in guests if not sys.argv[1:] or guest.name in sys.argv[1:]]
    faults = not sys.argv[1:] or "runner" in sys.argv[1:]
    series = {guest.kver for guest in guests} | ({FAULTS_KERNEL} if faults else set())
    parts = {kver: prepare(kver) for kver in sorted(series)}
    totals = Totals()
    if faults:
        check_runner(parts[FAULTS_KERNEL], totals, say)
    # A race test means something only with the processors for itself.
    run_guests([guest for guest in guests if not guest.multi], parts, totals, 2)
    run_guests([guest for guest in guests if guest.multi], parts, totals, 1)
    for failure in totals.failures:
        say(f"FAILED: {failure}")
    say(f"took {time.monotonic() - start:.0f} s")
    print(f"check-qemu: {totals.passed} passed, {len(totals.failures)} failed, "
          f"{totals.skipped} skipped", flush=True)
    return 1 if totals.failures or not totals.passed else 0


def stop_guests():
    """A guest's runner ends its guest when it is told to end."""
    stopping.set()
    for child in children:
        if child.poll() is None:
            child.terminate()
            child.wait()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        stop_guests()
