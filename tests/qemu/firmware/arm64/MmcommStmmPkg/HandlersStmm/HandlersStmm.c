// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * The handlers that StandaloneMm alone has, besides the common ones.
 *
 * They see a copy of header and message in the partition's own memory. *Size is the
 * MessageLength of that copy; what goes back is the copy's header and as many bytes
 * of message as were sent, and one more: the core counts 25 bytes of header.
 */
#include <PiMm.h>
#include <Guid/MmramMemoryReserve.h>
#include <Library/BaseMemoryLib.h>
#include <Library/HandlersLib.h>
#include <Library/HobLib.h>
#include <Library/TimerLib.h>

#define STRAY_BYTE	0xa5

STATIC EFI_STATUS EFIAPI Complement(EFI_HANDLE Handle, CONST VOID *Context,
				    VOID *Message, UINTN *Size)
{
	UINT8 *Bytes = Message;
	UINTN Index;

	for (Index = 0; Index < *Size; Index++)
		Bytes[Index] = ~Bytes[Index];
	return EFI_SUCCESS;
}

/* The bytes are not there: the copy is as long as the message that came. */
STATIC EFI_STATUS EFIAPI Grow(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	*Size *= 2;
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI PastEnd(EFI_HANDLE Handle, CONST VOID *Context,
				 VOID *Message, UINTN *Size)
{
	MMCOMM_TEST_PAST_END Request;

	if (*Size < sizeof(Request))
		return NOT_HANDLED;
	CopyMem(&Request, Message, sizeof(Request));
	if (Request.Offset)
		return NOT_HANDLED;
	((UINT8 *)Message)[*Size] = STRAY_BYTE;
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI Work(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	MicroSecondDelay(MMCOMM_TEST_WORK_US);
	return Complement(Handle, Context, Message, Size);
}

/* Writes to the buffer itself, before the answer is copied there. */
STATIC EFI_STATUS EFIAPI Fill(EFI_HANDLE Handle, CONST VOID *Context,
			      VOID *Message, UINTN *Size)
{
	EFI_MMRAM_DESCRIPTOR *Buffer;
	MMCOMM_TEST_FILL Request;
	VOID *Hob;

	if (*Size < sizeof(Request))
		return NOT_HANDLED;
	CopyMem(&Request, Message, sizeof(Request));
	Hob = GetFirstGuidHob(&gEfiStandaloneMmNonSecureBufferGuid);
	if (!Hob)
		return NOT_HANDLED;
	Buffer = GET_GUID_HOB_DATA(Hob);
	if (Request.Address < Buffer->PhysicalStart || Request.Length > Buffer->PhysicalSize ||
	    Request.Address - Buffer->PhysicalStart > Buffer->PhysicalSize - Request.Length)
		return NOT_HANDLED;
	SetMem((VOID *)(UINTN)Request.Address, Request.Length, Request.Value);
	return EFI_SUCCESS;
}

/*
 * The compiler makes no use of these registers here, nor does EL3 keep them for the
 * caller: what it had in them is gone.
 */
STATIC EFI_STATUS EFIAPI Vectors(EFI_HANDLE Handle, CONST VOID *Context,
				 VOID *Message, UINTN *Size)
{
	UINT64 Modes = 0x00c00000; /* rounding towards zero */

	__asm__ volatile(".arch_extension simd\n\t"
			 ".irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n\t"
			 "movi v\\n\\().16b, #0xee\n\t"
			 ".endr\n\t"
			 ".irp n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31\n\t"
			 "movi v\\n\\().16b, #0xee\n\t"
			 ".endr\n\t"
			 "msr fpcr, %0\n\t"
			 "msr fpsr, %1" : : "r" (Modes), "r" (0x9fUL));
	return Complement(Handle, Context, Message, Size);
}

EFI_STATUS EFIAPI HandlersEntry(EFI_HANDLE ImageHandle, EFI_MM_SYSTEM_TABLE *SystemTable)
{
	STATIC CONST TEST_HANDLER Handlers[] = {
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestGrow), Grow },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestPastEnd), PastEnd },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestWork), Work },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestFill), Fill },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestComplement), Complement },
		{ MMCOMM_TEST_HANDLER_GUID(MmcommTestVectors), Vectors },
	};
	EFI_STATUS Status = RegisterCommonHandlers();

	if (!EFI_ERROR(Status))
		Status = RegisterHandlers(Handlers, ARRAY_SIZE(Handlers));
	if (!EFI_ERROR(Status))
		Status = RegisterSupervisor();
	return Status;
}
