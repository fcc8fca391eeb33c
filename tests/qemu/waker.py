# SPDX-License-Identifier: GPL-2.0
"""Wakes a guest from suspend to RAM, once it sleeps.

The machine's own clock cannot: where the guest takes long, the alarm goes off while
it is still on its way, and then it is not let sleep, or sleeps for ever. QEMU tells
when the guest sleeps, over its protocol for machines.
"""

import contextlib
import socket


class Waker:
    """The end of a socket whose other end QEMU inherits."""

    def __init__(self):
        self.socket, self.other = socket.socketpair()
        self.socket.setblocking(False)
        self.said = b""
        # QEMU reads it as soon as it is there.
        self.command(b"qmp_capabilities")

    def command(self, name):
        self.socket.send(b'{"execute": "%s"}\n' % name)

    def files(self):
        """Those that QEMU's process must inherit."""
        return [self.other.fileno()]

    def arguments(self):
        """Those of QEMU's that belong to it."""
        return ["-chardev", f"socket,id=waker,fd={self.other.fileno()}",
                "-mon", "chardev=waker,mode=control"]

    def poll(self):
        """Wakes the guest where it has gone to sleep since the last look."""
        with contextlib.suppress(BlockingIOError):
            self.said += self.socket.recv(65536)
        *lines, self.said = self.said.split(b"\n")
        for line in lines:
            if b'"event": "SUSPEND"' in line:
                self.command(b"system_wakeup")
