# SPDX-License-Identifier: GPL-2.0
#
# What a person types. The module itself is built by Kbuild; every other command
# here is a script in the folder that it belongs to.

KDIR ?= /lib/modules/$(shell uname -r)/build
PREFIX ?= /usr/local
VERSION := 0.1.0
DKMS_TREE = $(DESTDIR)/usr/src/mmcomm-$(VERSION)

all: module tools

module: kernel-headers
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules

tools:
	$(MAKE) -C tools

kernel-headers:
	@test -e $(KDIR)/Makefile || { \
		echo "no kernel headers at $(KDIR)" >&2; \
		echo "install them: apt-get install linux-headers-$$(uname -r)," >&2; \
		echo "or name another kernel's: make KDIR=/path/to/headers" >&2; \
		exit 1; }

install: module tools
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules_install \
		$(if $(DESTDIR),INSTALL_MOD_PATH=$(DESTDIR))
# The kernel's own makefiles leave this out where they see no System.map, as in
# Debian's headers, and modprobe then finds no module.
ifeq ($(DESTDIR),)
	PATH="$$PATH:/usr/sbin:/sbin" depmod $$(sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' \
		$(KDIR)/include/generated/utsrelease.h)
endif
	$(MAKE) -C tools install DESTDIR=$(DESTDIR) PREFIX=$(PREFIX)

# The module's sources for DKMS, which builds them for each kernel.
dkms-tree:
	rm -rf $(DKMS_TREE)
	install -d $(DKMS_TREE)
	cp -r Kbuild drivers include $(DKMS_TREE)
	sed 's/#MODULE_VERSION#/$(VERSION)/' packaging/dkms.conf >$(DKMS_TREE)/dkms.conf
	find $(DKMS_TREE) -name '.*' -type f -delete
	find $(DKMS_TREE) \( -name '*.o' -o -name '*.ko' -o -name '*.mod*' -o \
		-name modules.order \) -delete

dkms-install: dkms-tree
	tests/need-packages dkms
# What was built from older sources of the same version would stay.
	! dkms status mmcomm/$(VERSION) | grep -q . || dkms remove mmcomm/$(VERSION) --all
	dkms add mmcomm/$(VERSION)
	dkms install mmcomm/$(VERSION)

deb:
	packaging/build-deb $(VERSION)

demo:
	tests/qemu/demo

# What is set on make's command line is in the scripts' environment.
vm:
	tests/qemu/vm

bench:
	tests/qemu/bench

check:
	tests/check

check-tools:
	$(MAKE) -C tools check

check-kunit:
	tests/kunit/run

check-sim:
	tests/sim/run

coverage check-coverage:
	tests/coverage/run

check-fuzz:
	tests/fuzz/check

check-qemu:
	tests/qemu/check

check-firmware:
	tests/qemu/check-firmware

check-arm64:
	tests/qemu/check-arm64

check-kunit-qemu:
	tests/qemu/check-kunit

check-kcsan:
	tests/qemu/check-kcsan

check-style:
	tests/style/check

clean:
	rm -rf build
	-test ! -e $(KDIR)/Makefile || $(MAKE) -C $(KDIR) M=$(CURDIR) clean

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make                module for the running kernel (KDIR= for another) and CLI
## make demo           the main job in a QEMU guest, from nothing
## make check          every check below; ends in N passed, N failed, N skipped
## make check-tools    unit tests of library and CLI, sanitizers, valgrind (2 min)
## make check-kunit    KUnit in user-mode Linux                          (6 min)
## make check-sim      end to end with the simulated MM, likewise        (3 min)
## make check-coverage lines and branches reached; also make coverage    (1 min)
## make check-fuzz     the ioctl fuzzer's own tests, parsers, libFuzzer  (1 min)
## make check-style    checkpatch, sparse, kernel-doc, shellcheck        (4 min)
## make check-qemu     end to end on Debian's kernels and firmware      (14 min)
## make check-firmware  every mailbox, hostile handlers, test firmware (10 min)
## make check-arm64    Arm: TF-A, StandaloneMm, faults, negative cases (12 min)
## make check-kunit-qemu  KUnit, end to end on a sanitizer kernel       (20 min)
## make check-kcsan    data races on a kernel that looks for them; not in check
## make bench          the performance table, also build/bench.json; ARCH=arm64
## make vm             one guest for hand work; tests/qemu/vm --help
## make install        module, CLI, library and man pages (DESTDIR=, PREFIX=)
## make dkms-install   the module through DKMS, for each kernel to come
## make deb            Debian packages in build/deb
## make clean          what was built; the cache is left alone

.PHONY: all module tools kernel-headers install dkms-tree dkms-install deb demo \
	vm bench check check-tools check-kunit check-sim coverage check-coverage \
	check-fuzz check-qemu check-firmware check-arm64 check-kunit-qemu check-kcsan check-style clean help
