/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * What the parts of PublishDxe share.
 */
#ifndef PUBLISH_DXE_H_
#define PUBLISH_DXE_H_

#include <PiDxe.h>
#include <Library/SwitchLib.h>
#include <MmcommTest.h>

#define SEVERAL_ENTRIES	4

/* What was allocated while DXE drivers were loaded. */
typedef struct {
	EFI_PHYSICAL_ADDRESS Regions[SEVERAL_ENTRIES];
	EFI_PHYSICAL_ADDRESS Ram;	/* one page of what becomes the OS's memory */
	EFI_PHYSICAL_ADDRESS Smram;	/* first page of SMRAM */
} PUBLISH_MEMORY;

/* Pages of the entries of regions=several. */
extern CONST UINT64 gSeveralPages[SEVERAL_ENTRIES];

EFI_STATUS PublishRegions(CONST SWITCH *Switch, CONST PUBLISH_MEMORY *Memory,
			  CONST MMCOMM_TEST_MAILBOXES *Mailboxes);
EFI_STATUS PublishWsmt(SWITCH_WSMT Which);
EFI_STATUS PublishUefiTable(SWITCH_UEFI Which, CONST PUBLISH_MEMORY *Memory,
			    CONST MMCOMM_TEST_MAILBOXES *Mailboxes);

#endif /* PUBLISH_DXE_H_ */
