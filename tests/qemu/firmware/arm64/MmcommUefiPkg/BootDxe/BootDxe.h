/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * What the parts of BootDxe share.
 */
#ifndef BOOT_DXE_H_
#define BOOT_DXE_H_

#include <PiDxe.h>

VOID InstallConsole(EFI_SYSTEM_TABLE *SystemTable);
VOID CreateVariables(VOID);

#endif /* BOOT_DXE_H_ */
