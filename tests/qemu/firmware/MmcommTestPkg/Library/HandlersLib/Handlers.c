// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * The handlers that tests send messages to: one GUID each, and each does one
 * thing that a caller has to survive.
 *
 * The MM core hands over what stands behind the header and its size. What a
 * handler leaves in *Size is the size of its answer, which nobody checks.
 */
#include <Library/BaseLib.h>
#include <Library/BaseMemoryLib.h>
#include <Library/HandlersLib.h>
#include <Library/MmServicesTableLib.h>

#define HUGE_SIZE	0x7fffffff

STATIC EFI_STATUS EFIAPI Echo(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI Shrink(EFI_HANDLE Handle, CONST VOID *Context,
				VOID *Message, UINTN *Size)
{
	*Size /= 2;
	return EFI_SUCCESS;
}

/* A DEBUG core stops the machine over it: for RELEASE only. */
STATIC EFI_STATUS EFIAPI Error(EFI_HANDLE Handle, CONST VOID *Context,
			       VOID *Message, UINTN *Size)
{
	return EFI_DEVICE_ERROR;
}

STATIC EFI_STATUS EFIAPI Warning(EFI_HANDLE Handle, CONST VOID *Context,
				 VOID *Message, UINTN *Size)
{
	return EFI_WARN_INTERRUPT_SOURCE_PENDING;
}

STATIC EFI_STATUS EFIAPI CorruptRecipient(EFI_HANDLE Handle, CONST VOID *Context,
					  VOID *Message, UINTN *Size)
{
	HEADER_GUID(Message)->Data4[7] ^= 0xff;
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI CorruptLength(EFI_HANDLE Handle, CONST VOID *Context,
				       VOID *Message, UINTN *Size)
{
	*HEADER_LENGTH(Message) += 1;
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI Count(EFI_HANDLE Handle, CONST VOID *Context,
			       VOID *Message, UINTN *Size)
{
	STATIC MMCOMM_TEST_COUNT Answer;

	Answer.Calls++;
	if (*Size < sizeof(Answer))
		return NOT_HANDLED;
	CopyMem(Message, &Answer, sizeof(Answer));
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI Hang(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	CpuDeadLoop();
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI Huge(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	*Size = HUGE_SIZE;
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI Tiny(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	*Size = 0;
	return EFI_SUCCESS;
}

/* The core adds the header's size, and its sum wraps around to one byte less. */
STATIC EFI_STATUS EFIAPI Below(EFI_HANDLE Handle, CONST VOID *Context,
			       VOID *Message, UINTN *Size)
{
	*Size = MAX_UINTN;
	return EFI_SUCCESS;
}

EFI_STATUS RegisterHandlers(CONST TEST_HANDLER *Handlers, UINTN Count)
{
	EFI_HANDLE Handle;
	EFI_STATUS Status;
	UINTN Index;

	for (Index = 0; Index < Count; Index++) {
		Handle = NULL;
		Status = gMmst->MmiHandlerRegister(Handlers[Index].Handler,
						   &Handlers[Index].Recipient, &Handle);
		if (EFI_ERROR(Status))
			return Status;
	}
	return EFI_SUCCESS;
}

EFI_STATUS RegisterCommonHandlers(VOID)
{
	STATIC CONST TEST_HANDLER Handlers[] = {
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestEcho), Echo },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestShrink), Shrink },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestError), Error },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestWarning), Warning },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestCorruptRecipient), CorruptRecipient },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestCorruptLength), CorruptLength },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestCount), Count },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestHang), Hang },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestHuge), Huge },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestTiny), Tiny },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestBelow), Below },
	};

	return RegisterHandlers(Handlers, ARRAY_SIZE(Handlers));
}
