# SPDX-License-Identifier: GPL-2.0
"""Processes that run guests: started by any thread, and ended with the run.

A guest's runner ends its guest when it is told to end.
"""

import contextlib
import subprocess
import threading

stopping = threading.Event()
_children = []


@contextlib.contextmanager
def child(command, **streams):
    """A process whose output is text, until it has ended."""
    with subprocess.Popen(command, text=True, errors="replace", **streams) as process:
        _children.append(process)
        if stopping.is_set():
            process.terminate()
        yield process


def stop():
    """Ends those that run, and those that are about to be started."""
    stopping.set()
    for process in _children:
        if process.poll() is None:
            process.terminate()
            process.wait()
