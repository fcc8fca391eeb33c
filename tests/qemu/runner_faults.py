# SPDX-License-Identifier: GPL-2.0
"""Guests that fail on purpose: does the runner say so?

Each job is known to have started, so that the exit status is due to what the job
did then and not to a guest that never came up.

On the test firmware a handler hangs, which the console must blame on the message
that did it. On a kernel that watches itself (debug-kernel) one guest does wrong things in
turn: for each of them the kernel must have complained before the next one begins.

And without a guest: does the end of a log tell what failed, and why?
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import tempfile

from children import child
from complaints import complaints
from results import AFTER, BEFORE, LAST, TOGETHER, CaseResults, Totals

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
STARTED = "the job has started"

# Seconds for a guest; where it is to hang, for its job alone.
LIMIT = ("--limit=720",)
HANGS_SOON = (*LIMIT, "--job-limit=20")
HANGS_IN_MM = (*LIMIT, "--job-limit=60")

# Name, what the job does, what it gets, the runner's exit status.
FAULTS = (
    ("hang", "sleep 999", HANGS_SOON, 124),
    ("power-off", "poweroff -f", LIMIT, 125),
    ("panic", "echo c >/proc/sysrq-trigger", LIMIT, 125),
    ("complaint", "echo '<2>BUG: none, a test says so' >/dev/kmsg", LIMIT, 126),
    ("status", "exit 7", LIMIT, 7),
)

# Kernel, options of the guest; what mmcomm_test_faults does there, and what the
# kernel says then. What KASAN finds ends the watch over locks; a leak shows last.
KERNEL_FAULTS = {
    "sanitizers": (["--append=kasan_multi_shot"], (
        ("none", None),
        ("order", "WARNING: possible circular locking dependency"),
        ("warn", "WARNING: CPU"),
        ("overrun", "BUG: KASAN: slab-out-of-bounds"),
        ("use-after-free", "BUG: KASAN: slab-use-after-free"),
        ("shift", "UBSAN: shift-out-of-bounds"),
        ("sleep", "BUG: sleeping function called from invalid context"),
        ("list", "list_del corruption"),
        ("object", "ODEBUG: free active"),
        ("leak", "kmemleak: unreferenced object"),
    )),
    "64k-arm64": (["--arch=arm64"], (
        ("none", None),
        ("order", "WARNING: possible circular locking dependency"),
        ("warn", "WARNING: CPU"),
        ("shift", "UBSAN: shift-out-of-bounds"),
        ("sleep", "BUG: sleeping function called from invalid context"),
        ("list", "list_del corruption"),
    )),
    "kcsan": (["--smp=2", "--thread=multi",
               "--append=kcsan.skip_watch=500 kcsan.udelay_task=2000"], (
        ("none", None),
        ("race", r"BUG: KCSAN: data-race in .*\[mmcomm_test_faults\]"),
    )),
}
MARK = "runner: the next fault is "


def run_fault(parts, name, action, options):
    """Boots one guest; returns the runner's exit status and the job's output."""
    with tempfile.TemporaryDirectory() as job:
        path = os.path.join(job, "run")
        with open(path, "w") as file:
            # What a panic overtakes never leaves the serial port.
            file.write(f"#!/bin/sh\necho '{STARTED}'\nsleep 1\n{action}\n")
        os.chmod(path, 0o755)
        command = [os.path.join(HERE, "run"), "--name", f"fault-{name}",
                   "--kernel", parts["VMLINUZ"], "--initrd", parts["INITRD"], "--job", job,
                   "--mem=512", *options]
        # What the runner says of a failure that is meant to be would only confuse.
        with child(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            output = process.stdout.read()
    return process.returncode, output


def check_runner(parts, options, totals, say):
    """Runs all of them in turn; each is one result of totals."""
    for name, action, limits, expected in FAULTS:
        say(f"runner: a guest whose job ends in: {action}")
        status, output = run_fault(parts, name, action, [*options, *limits])
        if STARTED not in output:
            totals.fail(f"runner/{name}", f"the job did not start (exit status {status}); "
                        f"see build/qemu/fault-{name}/console.log")
        elif status != expected:
            totals.fail(f"runner/{name}", f"exit status {status}, expected {expected}; "
                        f"see build/qemu/fault-{name}/console.log")
        else:
            totals.succeed()
            say(f"runner/{name}: exit status {status}, as it must be")


def close(lines):
    """The end of a run whose only case prints these lines."""
    totals = Totals(())
    case = CaseResults("guest", "case", totals, lambda _: None)
    with contextlib.redirect_stdout(io.StringIO()):
        for line in lines:
            case.line(line)
        case.end(1)
    return list(totals.closing("suite"))


# Parts for tests/check: what fails, what fails without a word of it, what passes.
PARTS = """\
check-one:
	@printf '%s\\n' 'FAILED  a test' '        | why one' 'ok      b'
	@printf '%s\\n' 'not ok 3 - c' '# why three' 'ok 4 - d' '# not this'
	@seq -f '        | line %g' 1000
	@echo 'check-one: 2 passed, 2 failed, 0 skipped'; false
check-two:
	@echo 'a compiler is missing'; false
check-three:
	@echo 'check-three: FAILED: e'; seq -f '        | many %g' 1000
	@echo 'check-three: 2 passed, 1 failed, 0 skipped'; false
check-four:
	@echo 'check-four: 3 passed, 0 failed, 0 skipped'
"""


def close_parts():
    """The end of tests/check with these parts, and its exit status."""
    with tempfile.TemporaryDirectory() as top:
        os.mkdir(os.path.join(top, "tests"))
        shutil.copy(os.path.join(TESTS, "check"), os.path.join(top, "tests"))
        with open(os.path.join(top, "Makefile"), "w") as file:
            file.write(PARTS)
        environment = {name: value for name, value in os.environ.items()
                       if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
        done = subprocess.run([os.path.join(top, "tests", "check"), "one", "two", "three", "four"],
                              stdout=subprocess.PIPE, text=True, env=environment)
    lines = done.stdout.splitlines()
    start = max((number for number, line in enumerate(lines)
                 if line.startswith("== what failed")), default=len(lines))
    return [line.strip() for line in lines[start:]], done.returncode


def check_closing(totals, say):
    """What stands at the end of a log; each is one result of totals."""
    def judge(passed, description):
        if passed:
            totals.succeed()
            say(f"runner/closing: {description}")
        else:
            totals.fail("runner/closing", f"not so: {description}")

    notes = [f"# before {number}" for number in range(100)]
    lines = close([*notes, "not ok 1 - first", "# expected: 1", "# got: 2",
                   "ok 2 - second", "# of the third", "not ok 3 - third", "1..3"])
    judge(lines == ["suite: FAILED: guest/case: first",
                    *(f"        | {note}" for note in [*notes[-BEFORE:], "# expected: 1", "# got: 2"]),
                    "suite: FAILED: guest/case: third", "        | # of the third"],
          "a failure comes with what its case said before and after it")

    lines = close([line for number in range(100)
                   for line in (*notes, f"not ok {number + 1} - a test", *notes)])
    names = [line for line in lines if line.startswith("suite: FAILED: ")]
    judge(len(names) == 100 and len(lines) == len(names) + TOGETHER and
          lines[1:LAST + 1] == [f"        | {note}" for note in [*notes[-BEFORE:], *notes[:AFTER]]],
          "of many failures every name and the first reasons")

    lines, status = close_parts()
    wanted = ["FAILED  a test", "| why one", "not ok 3 - c", "# why three",
              "FAILED  check-two, which says last:", "| a compiler is missing",
              "check-three: FAILED: e", "| many 1"]
    judge(status == 1 and all(line in lines for line in wanted) and
          lines[-1:] == ["7 passed, 4 failed, 0 skipped"] and "# not this" not in lines and
          "check-four" not in " ".join(lines) and len(lines) <= TOGETHER + 10,
          "make check repeats what failed in each part, and why")


# Never returns from MM; what evidence=1 leaves on the console before that.
HANG = "6d6d636f-6d6d-4654-8001-00000000000b"
ECHO = "6d6d636f-6d6d-4654-8001-000000000001"
EVIDENCE = re.compile(r"mm_comm: .*sending (\d+) bytes to ([0-9a-f-]+) for mmcomm-cli\[\d+\]")
CAME_BACK = "the handler came back"


def check_hang(parts, firmware, totals, say):
    """Whether the console shows which message hangs the machine."""
    action = (f"insmod mmcomm.ko evidence=1 || exit 1\n"
              f"mmcomm-cli send {ECHO} --hex 010203 || exit 1\n"
              f"mmcomm-cli send {HANG} --hex 0102030405\n"
              f"echo '{CAME_BACK}'\nexit 0")
    say("runner: a guest whose MM handler never returns")
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "console")
        status, output = run_fault(parts, "handler-hangs", action,
                                   [*HANGS_IN_MM, *firmware, f"--console={path}"])
        with open(path, errors="replace") as console:
            sent = EVIDENCE.findall(console.read())
    if STARTED not in output:
        totals.fail("runner/handler-hangs", f"the job did not start (exit status {status})")
    elif status != 124 or CAME_BACK in output:
        totals.fail("runner/handler-hangs", f"exit status {status}, expected 124: no hang; "
                    "see build/qemu/fault-handler-hangs")
    elif sent != [("3", ECHO), ("5", HANG)]:
        totals.fail("runner/handler-hangs", f"the console blames another message: {sent}")
    else:
        totals.succeed()
        say("runner/handler-hangs: the console shows which message did it, as it must")


def complaints_after_marks(path):
    """The complaints of a console, by the fault whose mark came last."""
    lines = {}
    current = None
    with open(path, errors="replace") as console:
        for line in console:
            if MARK in line:
                current = line.split(MARK, 1)[1].strip()
                lines[current] = []
            elif current:
                lines[current].append(line.rstrip("\r\n"))
    return {name: complaints(text) for name, text in lines.items()}


def check_kernel(parts, kernel, totals, say):
    """Whether this kernel notices what it is there for, and the runner that."""
    options, faults = KERNEL_FAULTS[kernel]
    action = "insmod mmcomm_test_faults.ko || exit 1\n"
    for name, _ in faults:
        action += f"echo '<2>{MARK}{name}' >/dev/kmsg\n"
        if name != "none":
            action += f"echo {name} >/sys/module/mmcomm_test_faults/parameters/fault\n"
    say(f"runner: a guest whose {kernel} kernel has {len(faults) - 1} faults to notice")
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "console")
        status, _ = run_fault(parts, kernel, action + "exit 0",
                              ["--limit=900", *options, f"--console={path}"])
        found = complaints_after_marks(path)
    for name, pattern in faults:
        texts = found.get(name)
        if texts is None:
            totals.fail(f"runner/{kernel}", f"{name}: the job did not get there (exit status {status})")
        elif pattern is None and texts:
            totals.fail(f"runner/{kernel}", f"without a fault the kernel said: {texts[0]}")
        elif pattern and not any(re.search(pattern, text) for text in texts):
            totals.fail(f"runner/{kernel}", f"{name} was not noticed: no line like {pattern}")
        else:
            totals.succeed()
            say(f"runner/{kernel}: {name}: {'noticed' if pattern else 'no complaint'}, as it must be")
    if status != 126:
        totals.fail(f"runner/{kernel}", f"exit status {status}, expected 126")
    else:
        totals.succeed()
