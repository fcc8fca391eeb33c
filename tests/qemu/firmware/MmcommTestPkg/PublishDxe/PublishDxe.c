// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Publishes what the switch asks for, whole tables and broken ones.
 *
 * Memory for messages is allocated while drivers are loaded, since the SMM core
 * looks at the memory map before SMRAM is locked. The tables come when the system
 * is ready to boot, after every driver that could replace them.
 */
#include "PublishDxe.h"
#include <Library/UefiBootServicesTableLib.h>
#include <Library/UefiLib.h>
#include <Protocol/SmmAccess2.h>

#define MAX_SMRAM_RANGES	8

CONST UINT64 gSeveralPages[SEVERAL_ENTRIES] = { 1, 2, 16, 64 };

STATIC SWITCH mSwitch;
STATIC PUBLISH_MEMORY mMemory;

/* A page that nobody uses lies behind each entry. */
STATIC EFI_STATUS AllocateRegions(VOID)
{
	EFI_PHYSICAL_ADDRESS Start;
	EFI_STATUS Status;
	UINT64 Pages = 0;
	UINTN i;

	for (i = 0; i < SEVERAL_ENTRIES; i++)
		Pages += gSeveralPages[i] + 1;
	Status = gBS->AllocatePages(AllocateAnyPages, EfiReservedMemoryType, Pages, &Start);
	if (EFI_ERROR(Status))
		return Status;
	gBS->SetMem((VOID *)(UINTN)Start, EFI_PAGES_TO_SIZE(Pages), 0);
	for (i = 0; i < SEVERAL_ENTRIES; i++) {
		mMemory.Regions[i] = Start;
		Start += EFI_PAGES_TO_SIZE(gSeveralPages[i] + 1);
	}
	return EFI_SUCCESS;
}

STATIC EFI_STATUS FindSmram(VOID)
{
	EFI_SMRAM_DESCRIPTOR Ranges[MAX_SMRAM_RANGES];
	EFI_SMM_ACCESS2_PROTOCOL *Access;
	UINTN Size = sizeof(Ranges);
	EFI_STATUS Status;

	Status = gBS->LocateProtocol(&gEfiSmmAccess2ProtocolGuid, NULL, (VOID **)&Access);
	if (EFI_ERROR(Status))
		return Status;
	Status = Access->GetCapabilities(Access, &Size, Ranges);
	if (!EFI_ERROR(Status))
		mMemory.Smram = Ranges[0].PhysicalStart;
	return Status;
}

STATIC VOID Tell(CONST CHAR8 *What, EFI_STATUS Status)
{
	if (EFI_ERROR(Status))
		SwitchSay("mmcomm: %a: not published, status %lx\n", What, (UINT64)Status);
}

STATIC VOID EFIAPI ReadyToBoot(EFI_EVENT Event, VOID *Context)
{
	MMCOMM_TEST_MAILBOXES *Mailboxes;
	EFI_STATUS Status;

	gBS->CloseEvent(Event);
	Status = gBS->LocateProtocol(&gMmcommTestMailboxesProtocolGuid, NULL,
				     (VOID **)&Mailboxes);
	if (EFI_ERROR(Status)) {
		Tell("everything, for want of HandlersSmm", Status);
		return;
	}
	Tell("region table", PublishRegions(&mSwitch, &mMemory, Mailboxes));
	Tell("WSMT", PublishWsmt(mSwitch.Wsmt));
	Tell("ACPI UEFI table", PublishUefiTable(mSwitch.Uefi, &mMemory, Mailboxes));
}

EFI_STATUS EFIAPI PublishEntry(EFI_HANDLE ImageHandle, EFI_SYSTEM_TABLE *SystemTable)
{
	EFI_STATUS Status;
	EFI_EVENT Event;

	SwitchRead(&mSwitch);
	Status = AllocateRegions();
	if (EFI_ERROR(Status))
		return Status;
	Status = gBS->AllocatePages(AllocateAnyPages, EfiBootServicesData, 1, &mMemory.Ram);
	if (EFI_ERROR(Status))
		return Status;
	Status = FindSmram();
	if (EFI_ERROR(Status))
		return Status;
	return EfiCreateEventReadyToBootEx(TPL_CALLBACK, ReadyToBoot, NULL, &Event);
}
