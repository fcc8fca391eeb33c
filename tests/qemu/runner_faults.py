# SPDX-License-Identifier: GPL-2.0
"""Guests that fail on purpose: does the runner say so?

Each job is known to have started, so that the exit status is due to what the job
did then and not to a guest that never came up.
"""

import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STARTED = "the job has started"

# Name, what the job does, seconds it gets, the runner's exit status.
FAULTS = (
    ("hang", "sleep 999", 60, 124),
    ("power-off", "poweroff -f", 120, 125),
    ("panic", "echo c >/proc/sysrq-trigger", 120, 125),
    ("complaint", "echo '<2>BUG: none, a test says so' >/dev/kmsg", 120, 126),
    ("status", "exit 7", 120, 7),
)


def run_fault(parts, name, action, limit):
    """Boots one guest; returns the runner's exit status and the job's output."""
    with tempfile.TemporaryDirectory() as job:
        path = os.path.join(job, "run")
        with open(path, "w") as file:
            file.write(f"#!/bin/sh\necho '{STARTED}'\n{action}\n")
        os.chmod(path, 0o755)
        command = [os.path.join(HERE, "run"), "--name", f"fault-{name}",
                   "--kernel", parts["VMLINUZ"], "--initrd", parts["INITRD"], "--job", job,
                   "--mem=512", f"--limit={limit}"]
        # What the runner says of a failure that is meant to be would only confuse.
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, errors="replace") as process:
            try:
                output = process.stdout.read()
            except BaseException:
                # Told to stop: the guest must stop, too.
                process.terminate()
                raise
    return process.returncode, output


def check_runner(parts, totals, say):
    """Runs all of them in turn; each is one result of totals."""
    for name, action, limit, expected in FAULTS:
        say(f"runner: a guest whose job ends in: {action}")
        status, output = run_fault(parts, name, action, limit)
        if STARTED not in output:
            totals.fail(f"runner/{name}", f"the job did not start (exit status {status}); "
                        f"see build/qemu/fault-{name}/console.log")
        elif status != expected:
            totals.fail(f"runner/{name}", f"exit status {status}, expected {expected}; "
                        f"see build/qemu/fault-{name}/console.log")
        else:
            totals.passed += 1
            say(f"runner/{name}: exit status {status}, as it must be")
