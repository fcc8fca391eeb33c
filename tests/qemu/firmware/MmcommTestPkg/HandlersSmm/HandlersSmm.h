/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * The test firmware inside SMM: what the parts of the driver share.
 */
#ifndef MMCOMM_HANDLERS_SMM_H
#define MMCOMM_HANDLERS_SMM_H

#include <PiSmm.h>
#include <MmcommTest.h>

/*
 * Not meant, or not whole. The MM core answers EFI_NOT_FOUND as it does to an
 * error, and a DEBUG core does not stop over it.
 */
#define NOT_HANDLED	EFI_WARN_INTERRUPT_SOURCE_PENDING

/* In front of a message: its GUID and its length, in headers of either version. */
#define HEADER_GUID(Message)	((EFI_GUID *)((UINT8 *)(Message) - 24))
#define HEADER_LENGTH(Message)	((UINT64 *)((UINT8 *)(Message) - 8))

/* What a Standalone MM core answers to, and how. */
typedef struct {
	UINT8 *Buffer;
	UINT64 Room; /* header and message */
	UINT8 *Status;
	BOOLEAN Packed;    /* Project Mu's status block */
} STANDALONE;

EFI_STATUS RegisterHandlers(VOID);
EFI_STATUS RegisterSupervisor(VOID);
EFI_STATUS RegisterPointerMailbox(UINT64 *Cell);
EFI_STATUS RegisterStandalone(CONST STANDALONE *Fixture);

UINTN FindMessage(UINT8 *Buffer, UINT64 Room, EFI_GUID **Recipient,
		  UINT8 **Message, UINTN *Size);

#endif
