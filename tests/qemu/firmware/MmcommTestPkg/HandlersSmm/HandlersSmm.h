/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * The test firmware inside SMM: what the parts of the driver share.
 */
#ifndef MMCOMM_HANDLERS_SMM_H
#define MMCOMM_HANDLERS_SMM_H

#include <PiSmm.h>
#include <Library/HandlersLib.h>

/* What a Standalone MM core answers to, and how. */
typedef struct {
	UINT8 *Buffer;
	UINT64 Room; /* header and message */
	UINT8 *Status;
	BOOLEAN Packed;    /* Project Mu's status block */
} STANDALONE;

EFI_STATUS RegisterSmmHandlers(VOID);
EFI_STATUS RegisterPointerMailbox(UINT64 *Cell);
EFI_STATUS RegisterStandalone(CONST STANDALONE *Fixture);

UINTN FindMessage(UINT8 *Buffer, UINT64 Room, EFI_GUID **Recipient,
		  UINT8 **Message, UINTN *Size);

#endif
