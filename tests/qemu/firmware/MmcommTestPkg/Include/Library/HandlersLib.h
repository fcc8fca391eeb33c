/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * Handlers for tests that are the same in traditional and in Standalone MM, and how
 * a driver adds its own.
 */
#ifndef MMCOMM_HANDLERS_LIB_H_
#define MMCOMM_HANDLERS_LIB_H_

#include <PiMm.h>
#include <MmcommTest.h>

/*
 * Not meant, or not whole. The MM core answers EFI_NOT_FOUND as it does to an
 * error, and a DEBUG core does not stop over it.
 */
#define NOT_HANDLED	EFI_WARN_INTERRUPT_SOURCE_PENDING

/* In front of a message: its GUID and its length, in headers of either version. */
#define HEADER_GUID(Message)	((EFI_GUID *)((UINT8 *)(Message) - 24))
#define HEADER_LENGTH(Message)	((UINT64 *)((UINT8 *)(Message) - 8))

/* How long MmcommTestWork takes. */
#define MMCOMM_TEST_WORK_US	50000

typedef struct {
	EFI_GUID Recipient;
	EFI_MM_HANDLER_ENTRY_POINT Handler;
} TEST_HANDLER;

EFI_STATUS RegisterHandlers(CONST TEST_HANDLER *Handlers, UINTN Count);
EFI_STATUS RegisterCommonHandlers(VOID);
EFI_STATUS RegisterSupervisor(VOID);

#endif
