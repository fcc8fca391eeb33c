# SPDX-License-Identifier: GPL-2.0
"""What a kernel says on its console when something is wrong with it.

A data race that KCSAN reports counts only where one of the two accesses was made
by, or on behalf of, a module that is tested: a function with [mmcomm] or
[mmcomm_sim] behind it stands in the call chain, above the entry of an interrupt
that cut into it. So does the module that races on purpose. Races inside Debian's
kernel are Debian's, also where it was called from here (BASE_KERNEL), and those of a
test's own module with its parameters a test's.
"""

import re

COMPLAINT = re.compile(
    r"WARNING: (CPU|possible|suspicious|inconsistent|bad unlock|held lock|lock held|Nested lock)"
    r"|\bBUG: |\bBUG\b.*kernel|\bOops\b|Kernel panic|general protection fault"
    r"|Unable to handle|UBSAN:|KASAN:|Call Trace:|invalid opcode:"
    r"|rcu: INFO: .*stall|soft lockup|hard LOCKUP|blocked for more than"
    r"|scheduling while atomic|unregister_netdevice|refcount_t:"
    r"|INFO: trying to register non-static key|ODEBUG: |list_(add|del) corruption"
    r"|detected buffer overflow|stack-protector: |usercopy: Kernel memory"
    r"|kmemleak: (unreferenced object|Cannot|.*disabled)|guest: FAILED"
)

RACE = re.compile(r"BUG: KCSAN: ")
RACE_END = re.compile(r"={20,}$")
# Each access has a line of its own before its call chain, innermost first.
ACCESS = re.compile(r" (to|at) 0x[0-9a-f]+ of \d+ bytes by ")
INTERRUPT = re.compile(r" asm_(sysvec|common_interrupt|exc)_?[a-z0-9_]*\+0x")
TESTED = re.compile(r"\[mmcomm(_sim|_test_faults)?\]")
FUNCTION = re.compile(r" ([A-Za-z0-9_.]+)\+0x[0-9a-f]+/0x")
# Functions that race with memory of the kernel's own, whoever calls them.
BASE_KERNEL = {
    "capable": "notes in the task's flags that it used a privilege; others read these",
}


def is_race_of_ours(report):
    """Whether a module that is tested takes part in a race."""
    innermost = True
    others = False
    for line in report:
        function = FUNCTION.search(line)
        if ACCESS.search(line):
            innermost, others = True, False
        elif function:
            others |= bool(INTERRUPT.search(line)) or innermost and function[1] in BASE_KERNEL
            innermost = False
            if not others and TESTED.search(line):
                return True
    return False


def complaints(lines):
    """Those lines that show a complaint, each race as its first line."""
    found = []
    report = []
    for line in lines:
        if RACE.search(line):
            report = [line]
        elif not report:
            if COMPLAINT.search(line):
                found.append(line)
        elif RACE_END.search(line):
            if is_race_of_ours(report):
                found.append(report[0])
            report = []
        else:
            report.append(line)
    # A report that was cut off is not known to be somebody else's.
    return found + report[:1]
