/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * What the parts of PublishDxe share.
 */
#ifndef PUBLISH_DXE_H_
#define PUBLISH_DXE_H_

#include <PiDxe.h>

#define SWITCH_LEN	256

/*
 * Reads the switch, the fw_cfg file opt/org.mmcomm/publish: the word behind
 * "uefi=", or "none".
 */
VOID SwitchRead(CHAR8 Word[SWITCH_LEN + 1]);

/* Publishes the ACPI UEFI table that Word stands for. */
EFI_STATUS PublishUefiTable(CONST CHAR8 *Word);

#endif /* PUBLISH_DXE_H_ */
