# SPDX-License-Identifier: GPL-2.0
"""Boots a guest of user-mode Linux for each case and counts what it says.

What `run` starts, which explains it all.

usage: run.py KERNEL ROOT BUILD [CASE...]
"""

import os
import re
import shlex
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
KUNIT = os.path.join(os.path.dirname(HERE), "kunit")

DEFAULT_LIMIT = 900
# Each has up to 256 MiB of memory.
MOST_GUESTS = 8
RESULT = re.compile(r"^(ok|not ok) \d+ - (.*?)(?: # SKIP\b ?(.*))?$")


class Job:
    """A script of cases/ or faults/, with what it tells the runner."""

    def __init__(self, kind, name):
        self.kind = kind
        self.name = name
        with open(os.path.join(HERE, kind, name + ".sh"), encoding="utf-8") as script:
            head = re.findall(r"^# (limit|allow|boot|expect): (.*)$", script.read(), re.M)
        self.allow = [value for key, value in head if key == "allow"]
        self.expect = [value for key, value in head if key == "expect"]
        self.boot = [word for key, value in head if key == "boot" for word in shlex.split(value)]
        self.limit = max([int(value) for key, value in head if key == "limit"],
                         default=DEFAULT_LIMIT)
        if kind == "cases" and "CASE_LIMIT" in os.environ:
            self.limit = int(os.environ["CASE_LIMIT"])


class Verdict:
    """What came of one guest."""

    def __init__(self):
        self.passed = []
        self.failed = []     # (description, details)
        self.skipped = []
        self.seconds = 0

    def fail(self, what, details=()):
        self.failed.append((what, list(details)))


def read_lines(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return [line.rstrip("\r\n") for line in file]
    except FileNotFoundError:
        return []


def judge_output(lines, verdict):
    """The job's own results, its plan and its exit status."""
    plan = status = None
    results = 0
    notes = []
    for line in lines:
        result = RESULT.match(line)
        if result:
            word, description, skip = result.groups()
            results += 1
            if word == "not ok":
                notes = []
                verdict.failed.append((description, notes))
            elif skip is not None:
                verdict.skipped.append(f"{description}: {skip or 'no reason given'}")
            else:
                verdict.passed.append(description)
            continue
        if re.fullmatch(r"1\.\.\d+", line):
            plan = int(line[3:])
        elif re.fullmatch(r"exit \d+", line):
            status = int(line[5:])
        elif line.startswith("Bail out!"):
            verdict.fail(line)
        else:
            # What follows a result explains it.
            notes.append(line)
    tail = lines[-15:]
    if status is None:
        verdict.fail("the guest gave no verdict (crash or time limit)", tail)
    elif plan is None:
        verdict.fail("the case ended early, without a plan", tail)
    elif plan != results:
        verdict.fail(f"{plan} results promised, {results} seen", tail)
    elif not results:
        verdict.fail("the case tested nothing", tail)
    elif status and not verdict.failed:
        verdict.fail(f"the case ended with status {status} and no failed test", tail)


def judge_console(path, allow, verdict):
    """What the kernel and the first process said."""
    lines = read_lines(path)
    found = subprocess.run([os.path.join(KUNIT, "complaints.py"), path],
                           stdout=subprocess.PIPE, check=False, text=True).stdout.splitlines()
    found = [line for line in found
             if line and not any(re.search(regex, line) for regex in allow)]
    if found:
        verdict.fail("the kernel complained", found[:40])
    if not any(line.endswith("guest: done") for line in lines):
        verdict.fail("the guest did not reach its end (crash or time limit)", lines[-20:])


def run(kernel, root, build, job):
    """Boots the guest of one job and judges it."""
    stem = os.path.join(build, job.name if job.kind == "cases" else "fault-" + job.name)
    verdict = Verdict()
    start = time.monotonic()
    with open(stem + ".out", "wb") as output:
        command = [os.path.join(KUNIT, "uml-boot"), kernel, root, stem + ".console",
                   str(job.limit), "time-travel", *job.boot, f"JOB={job.kind}/{job.name}",
                   *(f"{name}={value}" for name, value in os.environ.items()
                     if name.startswith("CASE_"))]
        # The script opens descriptor 3 for what it starts.
        subprocess.run(["sh", "-c", 'exec "$0" "$@" 3>&1', *command],
                       stdin=subprocess.DEVNULL, stdout=output, check=False)
    verdict.seconds = time.monotonic() - start
    judge_output(read_lines(stem + ".out"), verdict)
    judge_console(stem + ".console", job.allow, verdict)
    return verdict


def failures(verdict):
    for what, details in verdict.failed:
        yield f"FAILED  {what}"
        for line in details:
            yield f"        | {line}"


class Report:
    """Prints and counts; guests end in any order."""

    def __init__(self, build):
        self.build = build
        self.passed = self.failed = self.skipped = 0
        self.lock = threading.Lock()

    def add_case(self, job, verdict):
        with self.lock:
            self.passed += len(verdict.passed)
            self.failed += len(verdict.failed)
            self.skipped += len(verdict.skipped)
            print(f"{'FAILED ' if verdict.failed else 'ok     '} {job.name}: "
                  f"{len(verdict.passed)} passed, {len(verdict.failed)} failed, "
                  f"{len(verdict.skipped)} skipped, {verdict.seconds:.0f} s", flush=True)
            for line in failures(verdict):
                print("  " + line, flush=True)
            for what in verdict.skipped:
                print(f"  skipped {what}", flush=True)
            if verdict.failed:
                print(f"  all of it: {self.build}/{job.name}.out and .console", flush=True)

    def add_fault(self, job, verdict):
        """A fault must turn into failures, for the reasons given."""
        text = "\n".join([*failures(verdict), *(f"skipped {what}" for what in verdict.skipped),
                          *(f"ok      {what}" for what in verdict.passed)])
        missing = [regex for regex in job.expect if not re.search(regex, text, re.M)]
        noticed = (job.expect and not missing and
                   bool(verdict.failed) != (job.name in ("none", "skip")))
        with self.lock:
            if noticed:
                self.passed += 1
                print(f"ok      runner: fault {job.name} is reported as it should be", flush=True)
                return
            self.failed += 1
            print(f"FAILED  runner: fault {job.name} is not reported as it should be", flush=True)
            for regex in missing:
                print(f"        | nothing matches /{regex}/ in:", flush=True)
            for line in text.splitlines():
                print(f"        | {line}", flush=True)


def jobs_of(arguments):
    def names(kind):
        return sorted(name[:-3] for name in os.listdir(os.path.join(HERE, kind))
                      if name.endswith(".sh"))

    wanted = arguments or ["runner", *names("cases")]
    jobs = []
    for name in wanted:
        if name == "runner":
            jobs += [Job("faults", fault) for fault in names("faults")]
        elif name in names("cases"):
            jobs.append(Job("cases", name))
        else:
            sys.exit(f"run: no case {name}; there are: {' '.join(names('cases'))}, runner")
    # The longest first, so that nobody waits for one alone at the end.
    return sorted(jobs, key=lambda job: -job.limit)


def main():
    kernel, root, build, *arguments = sys.argv[1:]
    jobs = jobs_of(arguments)
    report = Report(build)

    def run_and_report(job):
        verdict = run(kernel, root, build, job)
        (report.add_case if job.kind == "cases" else report.add_fault)(job, verdict)

    print(f"run: {len(jobs)} guests", flush=True)
    with ThreadPoolExecutor(min(len(os.sched_getaffinity(0)), MOST_GUESTS)) as pool:
        for _ in pool.map(run_and_report, jobs):
            pass
    print(f"check-sim: {report.passed} passed, {report.failed} failed, {report.skipped} skipped")
    return 1 if report.failed or report.skipped or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
