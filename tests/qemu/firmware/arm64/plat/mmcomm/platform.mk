# SPDX-License-Identifier: BSD-2-Clause-Patent
#
# TF-A's platform for QEMU's virt machine, with what a secure partition of SPM_MM
# needs added to it; SPM_MM=0 leaves it as it is.

ifeq (${SPM_MM},1)
NEED_BL32		:= yes
EL3_EXCEPTION_HANDLING	:= 1
# The EL3 exceptions' priorities are handed out among interrupts of group 0.
GICV2_G0_FOR_EL3	:= 1
endif

include plat/qemu/qemu/platform.mk

# This directory's platform_def.h goes before the other one, and includes it.
PLAT_INCLUDES		:= -Iplat/mmcomm/include ${PLAT_INCLUDES}

ifeq (${SPM_MM},1)
include common/fdt_wrappers.mk
BL31_SOURCES		+= plat/qemu/common/qemu_spm.c \
			   common/fdt_fixup.c \
			   ${FDT_WRAPPERS_SOURCES}
# SPM_MM goes with neither.
ENABLE_SVE_FOR_NS	:= 0
ENABLE_SME_FOR_NS	:= 0
endif

# What loads the kernel is UEFI.
ifeq (${MMCOMM_UEFI},1)
BL31_SOURCES		+= plat/mmcomm/uefi_memory.c
TF_LDFLAGS		+= --wrap=fdt_add_reserved_memory
endif
