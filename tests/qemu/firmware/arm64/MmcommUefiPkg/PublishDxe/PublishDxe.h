/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * What the parts of PublishDxe share.
 */
#ifndef PUBLISH_DXE_H_
#define PUBLISH_DXE_H_

#include <PiDxe.h>

#define SWITCH_LEN	256

/*
 * Reads the switch, the fw_cfg file opt/org.mmcomm/publish: what stands behind
 * "uefi=", or "none".
 */
VOID SwitchRead(CHAR8 Words[SWITCH_LEN + 1]);

/* Publishes the ACPI UEFI tables that Words, with a "+" between them, stand for. */
EFI_STATUS PublishUefiTables(CHAR8 *Words);

#endif /* PUBLISH_DXE_H_ */
