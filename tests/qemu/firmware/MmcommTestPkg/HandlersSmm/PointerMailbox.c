// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Takes messages as firmware with an ACPI UEFI table does: a numbered software
 * SMI, and a cell in ACPI NVS with the address of the communicate buffer. There
 * is neither a status nor a returned size, and the cell stays as it is.
 *
 * A root handler stands in for a dispatcher of numbered SMIs, which OVMF lacks.
 */
#include <Library/IoLib.h>
#include <Library/SmmMemLib.h>
#include <Library/SmmServicesTableLib.h>

#include "HandlersSmm.h"

#define COMMAND_PORT	0xb2

STATIC UINT64 *mCell;

STATIC EFI_STATUS EFIAPI RootHandler(EFI_HANDLE Handle, CONST VOID *Context,
				     VOID *Message, UINTN *Size)
{
	UINT64 Address = *mCell;
	EFI_GUID *Recipient;
	UINTN MessageSize;
	UINT8 *Found;

	if (!Address || IoRead8(COMMAND_PORT) != MMCOMM_TEST_SW_SMI)
		return EFI_WARN_INTERRUPT_SOURCE_QUIESCED;
	/* A longer buffer is the caller's word; what the header claims is looked at. */
	if (!SmmIsBufferOutsideSmmValid(Address, SIZE_4KB) ||
	    !FindMessage((UINT8 *)(UINTN)Address, MMCOMM_TEST_POINTER_MAX, &Recipient,
			  &Found, &MessageSize) ||
	    !SmmIsBufferOutsideSmmValid((UINTN)Found, MessageSize))
		return EFI_WARN_INTERRUPT_SOURCE_QUIESCED;
	gSmst->SmiManage(Recipient, NULL, Found, &MessageSize);
	return EFI_WARN_INTERRUPT_SOURCE_QUIESCED;
}

EFI_STATUS RegisterPointerMailbox(UINT64 *Cell)
{
	EFI_HANDLE Handle = NULL;

	mCell = Cell;
	return gSmst->SmiHandlerRegister(RootHandler, NULL, &Handle);
}
