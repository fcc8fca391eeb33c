# SPDX-License-Identifier: GPL-2.0
"""End-to-end tests: what `make check-qemu` and its like run.

Boots the guests that a file like matrix lists, runs in each the cases it names
(cases/*.sh; NAME:PARAMETER has the module loaded with it) and counts their results. A guest that hangs, gives no verdict or
whose kernel complains is a failure, and so is a case that ends early or a skip
that the file skips does not list. A case called kunit leaves results of KUnit,
which tests/kunit/ktap.py judges.

Before them come guests that fail on purpose, to see that the runner notices, or,
on the test firmware, that a hang shows who is to blame (runner_faults.py); as an
argument these are called "runner".

usage: check.py NAME MATRIX [GUEST...]

  NAME     what the last line begins with
  MATRIX   file beside this one
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
from collections import deque
from functools import partial

import arm64
import children
from results import BEFORE, CaseResults, KunitResults, Totals
from runner_faults import (KERNEL_FAULTS, check_closing, check_hang, check_kernel,
                           check_runner)

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "cases")
KTAP = os.path.join(os.path.dirname(HERE), "kunit", "ktap.py")
FAULTS_KERNEL = "6.12"
FAULTS_KERNEL_ARM64 = "6.1-arm64"


def say(text):
    print(f"{suite}: {text}", flush=True)


class Guest:
    """One line of the matrix."""

    def __init__(self, line):
        left, separator, cases = line.partition("|")
        words = left.split()
        if not separator or len(words) < 2:
            sys.exit(f"{suite}: {matrix}: not a guest: {line}")
        self.name, self.kver = words[:2]
        self.cases = cases.split()
        self.options = machine_options(self.kver)
        self.multi = False
        self.firmware = None
        for word in words[2:]:
            key, _, value = word.partition("=")
            if value.startswith("test-") or key == "firmware" and value in arm64.FIRMWARE:
                self.firmware = value
            self.options.append(f"--{key}={value}" if value else f"--{key}")
            self.multi |= word == "thread=multi"
        for case in self.cases:
            if not os.path.isfile(os.path.join(CASES, case.partition(":")[0] + ".sh")):
                sys.exit(f"{suite}: {matrix}: {self.name}: no case {case}")


def machine_options(kver):
    """The options of run for a kernel, named with the architecture where it is not amd64."""
    arch = kver.partition("-")[2]
    return [f"--arch={arch}"] if arch else []


def configuration_lines(name):
    with open(os.path.join(HERE, name)) as file:
        lines = [line.split("#", 1)[0].strip() if name == matrix else line.strip()
                 for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def make_job(guest, directory):
    """What goes into the guest: the cases, and a script that runs them in turn."""
    for name in ["lib"] + [case.partition(":")[0] for case in guest.cases]:
        shutil.copy(os.path.join(CASES, name + ".sh"), directory)
    run = os.path.join(directory, "run")
    with open(run, "w") as file:
        file.write("#!/bin/sh\n")
        file.write(f"export FIRMWARE={guest.firmware or ''}\n")
        for case in guest.cases:
            name, _, parameters = case.partition(":")
            file.write(f"echo '# case {case}'\n"
                       f"echo '<4>case {case} begins' >/dev/kmsg\n"
                       f"PARAMETERS='{parameters}' sh /job/{name}.sh 2>&1\n"
                       f"echo \"# case {case} exit $?\"\n")
        file.write("exit 0\n")
    os.chmod(run, 0o755)


def results_of(guest, case, totals):
    if case == "kunit":
        return KunitResults(guest.name, case, totals, say, KTAP)
    return CaseResults(guest.name, case, totals, say)


def pass_on(errors, kept):
    """What the guest's runner says; its last lines may be wanted again."""
    for line in errors:
        sys.stderr.write(line)
        sys.stderr.flush()
        kept.append(line.rstrip("\r\n"))


def run_guest(guest, parts, totals):
    start = time.monotonic()
    current = None
    unfinished = list(guest.cases)
    said = deque(maxlen=BEFORE)
    with tempfile.TemporaryDirectory() as job:
        make_job(guest, job)
        command = [os.path.join(HERE, "run"), "--name", guest.name, "--kernel", parts["VMLINUZ"],
                   "--initrd", parts["INITRD"], "--job", job, *guest.options]
        with children.child(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            listener = threading.Thread(target=pass_on, args=(process.stderr, said), daemon=True)
            listener.start()
            for line in process.stdout:
                line = line.rstrip("\r\n")
                match = re.match(r"# case (\S+)(?: exit (\d+))?$", line)
                if match and match[2] is None:
                    current = results_of(guest, match[1], totals)
                elif match:
                    current.end(int(match[2]))
                    unfinished.remove(current.case)
                    current = None
                elif current:
                    current.line(line)
            listener.join()
        status = process.returncode
    reasons = {0: None, 124: "the guest hangs", 125: "no verdict", 126: "the kernel complained"}
    reason = reasons.get(status, f"exit status {status}")
    if reason:
        what = f" in {unfinished[0]}" if unfinished else ""
        totals.fail(guest.name, f"{reason}{what}; see build/qemu/{guest.name}/console.log",
                    [*(current.tail() if current else []), *said])
    elif unfinished:
        totals.fail(guest.name, f"cases not run: {' '.join(unfinished)}")
    say(f"{guest.name}: done in {time.monotonic() - start:.0f} s")


def run_jobs(jobs, workers):
    """Runs what boots guests, so many at a time."""
    waiting = list(jobs)
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                if not waiting or children.stopping.is_set():
                    return
                job = waiting.pop(0)
            job()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(0.5)


def build_firmware(name):
    """One target of the test firmware; returns the options of run that take it."""
    if name in arm64.FIRMWARE:
        return [f"--code={arm64.build_firmware(name)}"]
    done = subprocess.run([os.path.join(HERE, "firmware", "build"),
                           name.partition("-")[2].upper()], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(1)
    images = dict(line.split("=", 1) for line in shlex.split(done.stdout))
    return [f"--firmware={name}", f"--code={images['CODE']}", f"--vars={images['VARS']}"]


def prepare(kver):
    """Kernel, modules, initrd; returns what tests/qemu/initrd prints."""
    done = subprocess.run([os.path.join(HERE, "initrd"), *kver.split("-")],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(1)
    return dict(line.split("=", 1) for line in shlex.split(done.stdout))


def main(wanted):
    start = time.monotonic()
    guests = [Guest(line) for line in configuration_lines(matrix)]
    known = ["runner"] + [guest.name for guest in guests]
    for name in wanted:
        if name not in known:
            sys.exit(f"{suite}: {name}: no such guest; {matrix} has {', '.join(known)}")
    # The kernels of debug-kernel have faults of their own to notice.
    kernels = {guest.kver for guest in guests}
    watching = sorted(kernels & set(KERNEL_FAULTS))
    other = FAULTS_KERNEL_ARM64 if matrix == "matrix.arm64" else FAULTS_KERNEL
    faulty = []
    if not wanted or "runner" in wanted:
        faulty = watching + ([other] if kernels - set(watching) else [])
    guests = [guest for guest in guests if not wanted or guest.name in wanted]
    parts = {kver: prepare(kver)
             for kver in sorted({guest.kver for guest in guests} | set(faulty))}
    firmware = {name: build_firmware(name)
                for name in sorted({guest.firmware for guest in guests} - {None})}
    for guest in guests:
        guest.options += firmware.get(guest.firmware, [])
    totals = Totals(configuration_lines("skips"))
    together, alone = [], []
    for kver in faulty:
        if matrix == "matrix.firmware":
            together.append(partial(check_hang, parts[kver], build_firmware("test-release"),
                                    totals, say))
        elif kver in watching:
            (alone if "--thread=multi" in KERNEL_FAULTS[kver][0] else together).append(
                partial(check_kernel, parts[kver], kver, totals, say))
        else:
            check_closing(totals, say)
            together.append(partial(check_runner, parts[kver], machine_options(kver),
                                    totals, say))
    for guest in guests:
        (alone if guest.multi else together).append(
            partial(run_guest, guest, parts[guest.kver], totals))
    run_jobs(together, 2)
    # A race test means something only with the processors for itself.
    run_jobs(alone, 1)
    for line in totals.closing(suite):
        print(line)
    say(f"took {time.monotonic() - start:.0f} s")
    print(f"{suite}: {totals.passed} passed, {len(totals.failures)} failed, "
          f"{totals.skipped} skipped", flush=True)
    return 1 if totals.failures or not totals.passed else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__.split("\n\n", 3)[-1])
    suite, matrix = sys.argv[1:3]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[3:]))
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        children.stop()
