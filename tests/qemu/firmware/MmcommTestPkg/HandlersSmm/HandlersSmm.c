// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Allocates the mailboxes and says where they are.
 */
#include <PiSmm.h>
#include <Library/SwitchLib.h>
#include <Library/UefiBootServicesTableLib.h>
#include <MmcommTest.h>

EFI_STATUS EFIAPI HandlersEntry(EFI_HANDLE ImageHandle, EFI_SYSTEM_TABLE *SystemTable)
{
	MMCOMM_TEST_MAILBOXES *Mailboxes;
	EFI_HANDLE Handle = NULL;
	EFI_PHYSICAL_ADDRESS Cells;
	EFI_STATUS Status;
	SWITCH Switch;

	SwitchRead(&Switch);
	Status = gBS->AllocatePages(AllocateAnyPages, EfiACPIMemoryNVS, 1, &Cells);
	if (EFI_ERROR(Status))
		return Status;
	gBS->SetMem((VOID *)(UINTN)Cells, EFI_PAGE_SIZE, 0);
	/* Others read it: not in SMRAM. */
	Status = gBS->AllocatePool(EfiBootServicesData, sizeof(*Mailboxes),
				   (VOID **)&Mailboxes);
	if (EFI_ERROR(Status))
		return Status;
	gBS->SetMem(Mailboxes, sizeof(*Mailboxes), 0);
	Mailboxes->PointerCell = Cells;
	Mailboxes->RegisterCell = Cells + sizeof(UINT64);
	return gBS->InstallProtocolInterface(&Handle, &gMmcommTestMailboxesProtocolGuid,
					     EFI_NATIVE_INTERFACE, Mailboxes);
}
