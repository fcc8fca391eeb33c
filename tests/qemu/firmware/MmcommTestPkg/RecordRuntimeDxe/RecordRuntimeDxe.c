// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Keeps the record of a Standalone MM core's buffer and status block where EDK2's
 * driver for messages keeps it: in a variable of its image, which is runtime code,
 * with addresses that turn into virtual ones with everybody's.
 *
 * Nobody here reads it. Some records are wrong on purpose.
 */
#include <PiDxe.h>
#include <Guid/EventGroup.h>
#include <Library/SwitchLib.h>
#include <Library/UefiBootServicesTableLib.h>
#include <Library/UefiRuntimeServicesTableLib.h>
#include <MmcommTest.h>

/* EDK2's MM_COMM_BUFFER. */
typedef struct {
	UINT64 Start;
	UINT64 Pages;
	UINT64 Status;
} RECORD;

/* Where the second record of two says that a status block is. */
#define SECOND_STATUS_OFFSET	64

/* Volatile, since nobody reads them. */
STATIC volatile RECORD mRecord;
STATIC volatile RECORD mSecond;

/* An address that is not the runtime services' stays as it is. */
STATIC VOID Convert(volatile UINT64 *Address)
{
	VOID *Pointer = (VOID *)(UINTN)*Address;

	if (Pointer && !EFI_ERROR(gRT->ConvertPointer(0, &Pointer)))
		*Address = (UINTN)Pointer;
}

STATIC VOID EFIAPI ConvertRecords(EFI_EVENT Event, VOID *Context)
{
	Convert(&mRecord.Start);
	Convert(&mRecord.Status);
	Convert(&mSecond.Start);
	Convert(&mSecond.Status);
}

STATIC EFI_STATUS StatusAddress(SWITCH_STANDALONE Kind,
				CONST MMCOMM_TEST_MAILBOXES *Mailboxes,
				EFI_PHYSICAL_ADDRESS *Address)
{
	*Address = Mailboxes->StatusBlock;
	switch (Kind) {
	case StandaloneStatusInRam:
		return gBS->AllocatePages(AllocateAnyPages, EfiBootServicesData, 1, Address);
	case StandaloneStatusUnaligned:
		*Address += sizeof(UINT32);
		break;
	case StandaloneStatusInBuffer:
		*Address = Mailboxes->StandaloneBuffer;
		break;
	default:
		break;
	}
	return EFI_SUCCESS;
}

EFI_STATUS EFIAPI RecordEntry(EFI_HANDLE ImageHandle, EFI_SYSTEM_TABLE *SystemTable)
{
	MMCOMM_TEST_MAILBOXES *Mailboxes;
	EFI_PHYSICAL_ADDRESS Address;
	EFI_STATUS Status;
	EFI_EVENT Event;
	SWITCH Switch;

	SwitchRead(&Switch);
	if (Switch.Standalone == StandaloneNone)
		return EFI_UNSUPPORTED;
	Status = gBS->LocateProtocol(&gMmcommTestMailboxesProtocolGuid, NULL,
				     (VOID **)&Mailboxes);
	if (!EFI_ERROR(Status))
		Status = StatusAddress(Switch.Standalone, Mailboxes, &Address);
	if (!EFI_ERROR(Status))
		Status = gBS->CreateEventEx(EVT_NOTIFY_SIGNAL, TPL_NOTIFY, ConvertRecords,
					    NULL, &gEfiEventVirtualAddressChangeGuid,
					    &Event);
	if (EFI_ERROR(Status)) {
		SwitchSay("mmcomm: the record cannot be kept: %r\n", Status);
		return Status;
	}
	mRecord.Start = Mailboxes->StandaloneBuffer;
	mRecord.Pages = Mailboxes->StandalonePages;
	mRecord.Status = Address;
	if (Switch.Standalone == StandaloneTwo) {
		mSecond.Start = mRecord.Start;
		mSecond.Pages = mRecord.Pages;
		mSecond.Status = mRecord.Status + SECOND_STATUS_OFFSET;
	}
	return EFI_SUCCESS;
}
