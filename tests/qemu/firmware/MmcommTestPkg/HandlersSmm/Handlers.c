// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * The handlers that traditional SMM alone can have: they see the communicate
 * buffer itself, and memory outside SMRAM.
 */
#include <Library/BaseMemoryLib.h>
#include <Library/SmmMemLib.h>
#include <Library/TimerLib.h>

#include "HandlersSmm.h"

#define GROWN_BYTE	0x5a
#define STRAY_BYTE	0xa5

STATIC EFI_STATUS EFIAPI Grow(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	if (!SmmIsBufferOutsideSmmValid((UINTN)Message, 2 * *Size))
		return NOT_HANDLED;
	SetMem((UINT8 *)Message + *Size, *Size, GROWN_BYTE);
	*Size *= 2;
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI PastEnd(EFI_HANDLE Handle, CONST VOID *Context,
				 VOID *Message, UINTN *Size)
{
	MMCOMM_TEST_PAST_END Request;
	UINT8 *Stray;

	if (*Size < sizeof(Request))
		return NOT_HANDLED;
	CopyMem(&Request, Message, sizeof(Request));
	Stray = (UINT8 *)Message + *Size + Request.Offset;
	if (!SmmIsBufferOutsideSmmValid((UINTN)Stray, 1))
		return NOT_HANDLED;
	*Stray = STRAY_BYTE;
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI Work(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	MicroSecondDelay(MMCOMM_TEST_WORK_US);
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI Fill(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	MMCOMM_TEST_FILL Request;

	if (*Size < sizeof(Request))
		return NOT_HANDLED;
	CopyMem(&Request, Message, sizeof(Request));
	if (!SmmIsBufferOutsideSmmValid(Request.Address, Request.Length))
		return NOT_HANDLED;
	SetMem((VOID *)(UINTN)Request.Address, Request.Length, Request.Value);
	return EFI_SUCCESS;
}

EFI_STATUS RegisterSmmHandlers(VOID)
{
	STATIC CONST TEST_HANDLER Handlers[] = {
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestGrow), Grow },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestPastEnd), PastEnd },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestWork), Work },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestFill), Fill },
	};

	return RegisterHandlers(Handlers, ARRAY_SIZE(Handlers));
}
