// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Sets up what the test firmware does inside SMM: allocates the mailboxes, says
 * where they are, and registers every handler.
 *
 * The memory has to be there before SMRAM is locked: the SMM core then looks at
 * the memory map, and messages may only live where that has reserved, ACPI NVS or
 * runtime memory.
 */
#include <Library/SwitchLib.h>
#include <Library/UefiBootServicesTableLib.h>

#include "HandlersSmm.h"

#define STANDALONE_PAGES	16

STATIC EFI_STATUS AllocateZeroed(EFI_MEMORY_TYPE Type, UINTN Pages,
				 EFI_PHYSICAL_ADDRESS *Address)
{
	EFI_STATUS Status = gBS->AllocatePages(AllocateAnyPages, Type, Pages, Address);

	if (!EFI_ERROR(Status))
		gBS->SetMem((VOID *)(UINTN)*Address, EFI_PAGES_TO_SIZE(Pages), 0);
	return Status;
}

STATIC EFI_STATUS SetUpPointerMailbox(MMCOMM_TEST_MAILBOXES *Mailboxes)
{
	EFI_PHYSICAL_ADDRESS Cells;
	EFI_STATUS Status = AllocateZeroed(EfiACPIMemoryNVS, 1, &Cells);

	if (EFI_ERROR(Status))
		return Status;
	Mailboxes->PointerCell = Cells;
	Mailboxes->RegisterCell = Cells + sizeof(UINT64);
	return RegisterPointerMailbox((UINT64 *)(UINTN)Cells);
}

/*
 * EDK2's core has its buffer in runtime data, whose addresses in the record the
 * operating system changes. With Project Mu's status block it lies in reserved
 * memory here, whose addresses stay.
 */
STATIC EFI_STATUS SetUpStandalone(SWITCH_STANDALONE Kind, MMCOMM_TEST_MAILBOXES *Mailboxes)
{
	EFI_STATUS Status;
	STANDALONE Fixture;

	if (Kind == StandaloneNone)
		return EFI_SUCCESS;
	Mailboxes->StandalonePages = STANDALONE_PAGES;
	Status = AllocateZeroed(Kind == StandaloneMu ? EfiReservedMemoryType :
						       EfiRuntimeServicesData,
				STANDALONE_PAGES, &Mailboxes->StandaloneBuffer);
	if (EFI_ERROR(Status))
		return Status;
	Status = AllocateZeroed(EfiRuntimeServicesData, 1, &Mailboxes->StatusBlock);
	if (EFI_ERROR(Status))
		return Status;

	Fixture.Buffer = (UINT8 *)(UINTN)Mailboxes->StandaloneBuffer;
	Fixture.Room = Kind == StandaloneLimit ? MMCOMM_TEST_LIMIT :
						 EFI_PAGES_TO_SIZE(STANDALONE_PAGES);
	Fixture.Status = (UINT8 *)(UINTN)Mailboxes->StatusBlock;
	Fixture.Packed = Kind == StandaloneMu;
	return RegisterStandalone(&Fixture);
}

EFI_STATUS EFIAPI HandlersEntry(EFI_HANDLE ImageHandle, EFI_SYSTEM_TABLE *SystemTable)
{
	MMCOMM_TEST_MAILBOXES *Mailboxes;
	EFI_HANDLE Handle = NULL;
	EFI_STATUS Status;
	SWITCH Switch;

	SwitchRead(&Switch);
	/* Others read it: not in SMRAM. */
	Status = gBS->AllocatePool(EfiBootServicesData, sizeof(*Mailboxes),
				   (VOID **)&Mailboxes);
	if (EFI_ERROR(Status))
		return Status;
	gBS->SetMem(Mailboxes, sizeof(*Mailboxes), 0);
	Status = RegisterCommonHandlers();
	if (!EFI_ERROR(Status))
		Status = RegisterSmmHandlers();
	if (!EFI_ERROR(Status))
		Status = RegisterSupervisor();
	if (!EFI_ERROR(Status))
		Status = SetUpPointerMailbox(Mailboxes);
	if (!EFI_ERROR(Status))
		Status = SetUpStandalone(Switch.Standalone, Mailboxes);
	if (!EFI_ERROR(Status))
		Status = gBS->InstallProtocolInterface(&Handle,
						       &gMmcommTestMailboxesProtocolGuid,
						       EFI_NATIVE_INTERFACE, Mailboxes);
	if (EFI_ERROR(Status))
		SwitchSay("mmcomm: the handlers cannot be set up: %r\n", Status);
	/* A driver that fails is unloaded, and its handlers are registered. */
	return EFI_SUCCESS;
}
