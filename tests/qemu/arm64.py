# SPDX-License-Identifier: GPL-2.0
"""QEMU's machine "virt" as a guest of run: its command line and device tree.

Without firmware QEMU loads the kernel and answers PSCI calls itself, by HVC, or
by SMC where the kernel runs at EL2. Firmware of firmware/arm64 starts at EL3, in
flash, and finds Linux in memory instead of a boot loader: the loader device puts
kernel and initrd there, and the device tree, which QEMU dumps and hands over at
the start of memory, names the initrd and the kernel's parameters.
"""

import os
import subprocess
import sys

FIRMWARE_SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "firmware", "arm64")
TREES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "device-trees")
QEMU = "qemu-system-aarch64"
NONE = "none"
FIRMWARE = ("spm-mm", "spm-mm-gic2", "plain", "uefi", "monitor")

# Where firmware looks for them.
KERNEL_AT = 0x40200000
INITRD_AT = 0x48000000

# Where the monitor looks for the version of MM that it is to be, and for whether a
# hypervisor is to stand in front of it.
VERSION_AT = 0x401ff000
HYPERVISOR_AT = 0x401ff004


def build_firmware(variant):
    """The path of the image, which its builder prints."""
    own = os.path.join(FIRMWARE_SOURCE, f"build-{variant}")
    command = [own] if os.path.exists(own) else [os.path.join(FIRMWARE_SOURCE, "build"), variant]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    name, _, path = done.stdout.strip().partition("=")
    if done.returncode or name != "FLASH":
        sys.exit(f"qemu: the {variant} firmware cannot be built")
    return path.strip("'\"")


def machine(options):
    words = ["virt", f"gic-version={options.gic}"]
    if options.firmware != NONE:
        words.append("secure=on")
    if options.el2 or options.hvc:
        words.append("virtualization=on")
    return ",".join(words)


def tool(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"qemu: {command[0]}: {done.stderr.strip() or done.stdout.strip()}; "
                 "its package is qemu-system-arm or device-tree-compiler")


def device_tree(options, hardware, initrd, append, target):
    """QEMU's own, with what a boot loader would have added."""
    dump = list(hardware)
    dump[dump.index("-machine") + 1] += f",dumpdtb={target}"
    tool(QEMU, "-nodefaults", "-display", "none", *dump)
    end = INITRD_AT + os.path.getsize(initrd)
    for name, value in (("linux,initrd-start", INITRD_AT), ("linux,initrd-end", end)):
        tool("fdtput", "-t", "x", target, "/chosen", name,
             f"{value >> 32:x}", f"{value & 0xffffffff:x}")
    tool("fdtput", "-t", "s", target, "/chosen", "bootargs", append)
    # TF-A adds by itself what it brings.
    if options.firmware == "monitor":
        tool(os.path.join(FIRMWARE_SOURCE, "monitor", "device-tree"), target,
             "hvc" if options.hvc else "smc")
    if options.tree:
        tool("dtc", "-q", "-I", "dts", "-O", "dtb", "-o", target + ".overlay",
             os.path.join(TREES, options.tree + ".dtso"))
        tool("fdtoverlay", "-i", target, "-o", target, target + ".overlay")


def command_line(options, directory, console_backend):
    if options.publish and options.firmware != "uefi":
        sys.exit("qemu: --publish is for firmware=uefi alone")
    initrd = os.path.join(directory, "initrd")
    append = f"console=ttyAMA0 panic=-1 oops=panic loglevel=5 {' '.join(options.append)}".strip()
    hardware = ["-machine", machine(options), "-cpu", options.cpu or "cortex-a57",
                "-m", str(options.mem), "-smp", str(options.smp)]
    linux = ["-kernel", options.kernel, "-initrd", initrd, "-append", append]
    if options.firmware != NONE:
        flash = options.code or build_firmware(options.firmware)
        if options.firmware == "uefi":
            linux += ["-bios", flash]
            if options.publish:
                linux += ["-fw_cfg", f"name=opt/org.mmcomm/publish,string={options.publish}"]
        else:
            tree = os.path.join(directory, "device-tree")
            # With firmware the machine has other devices than without.
            hardware += ["-bios", flash]
            device_tree(options, hardware, initrd, append, tree)
            linux = ["-dtb", tree,
                     "-device", f"loader,file={options.kernel},addr={KERNEL_AT:#x},force-raw=on",
                     "-device", f"loader,file={initrd},addr={INITRD_AT:#x},force-raw=on"]
        # The secure world's own serial port.
        linux += ["-chardev", f"file,id=secure,path={directory}/firmware.log"]
    if options.mm_version:
        linux += ["-device", f"loader,addr={VERSION_AT:#x},data={options.mm_version},data-len=4"]
    if options.hvc:
        linux += ["-device", f"loader,addr={HYPERVISOR_AT:#x},data=1,data-len=4"]
    return [
        QEMU, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
        *hardware, "-accel", f"tcg,thread={options.thread}", *linux,
        "-chardev", console_backend, "-serial", "chardev:console",
        *(["-serial", "chardev:secure"] if options.firmware != NONE else []),
        "-chardev", f"file,id=output,path={directory}/output",
        "-device", "pci-serial,chardev=output,addr=2",
        "-chardev", f"file,id=verdict,path={directory}/verdict",
        "-device", "pci-serial,chardev=verdict,addr=3",
    ]
