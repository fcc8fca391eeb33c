// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Publishes the PI SMM communication region table, in place of the one that
 * EDK2's own driver has published.
 */
#include "PublishDxe.h"
#include <Guid/PiSmmCommunicationRegionTable.h>
#include <Library/BaseMemoryLib.h>
#include <Library/UefiBootServicesTableLib.h>

/* As EDK2's driver has it: longer than an EFI_MEMORY_DESCRIPTOR. */
#define DESCRIPTOR_SIZE		48

/* The one of the Standalone MM core comes on top. */
#define MAX_ENTRIES		(SEVERAL_ENTRIES + 1)

/* The entry that broken tables begin with, the one of 16 pages. */
#define ONE	2

typedef EDKII_PI_SMM_COMMUNICATION_REGION_TABLE REGION_TABLE;

STATIC EFI_MEMORY_DESCRIPTOR *AddEntry(REGION_TABLE *Table, UINT64 Start, UINT64 Pages)
{
	EFI_MEMORY_DESCRIPTOR *Entry = (VOID *)((UINT8 *)(Table + 1) +
						Table->NumberOfEntries++ * DESCRIPTOR_SIZE);

	Entry->Type = EfiConventionalMemory;
	Entry->PhysicalStart = Start;
	Entry->NumberOfPages = Pages;
	return Entry;
}

STATIC VOID AddSeveral(REGION_TABLE *Table, CONST PUBLISH_MEMORY *Memory, UINTN Occupied)
{
	EFI_MEMORY_DESCRIPTOR *Entry;
	UINTN i;

	for (i = 0; i < SEVERAL_ENTRIES; i++) {
		Entry = AddEntry(Table, Memory->Regions[i], gSeveralPages[i]);
		if (i < Occupied)
			Entry->Type = EfiRuntimeServicesData;
	}
}

STATIC VOID AddOne(REGION_TABLE *Table, CONST PUBLISH_MEMORY *Memory)
{
	AddEntry(Table, Memory->Regions[ONE], gSeveralPages[ONE]);
}

STATIC VOID Fill(REGION_TABLE *Table, SWITCH_REGIONS Which, CONST PUBLISH_MEMORY *Memory)
{
	switch (Which) {
	case RegionsSeveral:
		AddSeveral(Table, Memory, 0);
		break;
	case RegionsOccupied:
		AddSeveral(Table, Memory, 2);
		break;
	case RegionsAllOccupied:
		AddSeveral(Table, Memory, SEVERAL_ENTRIES);
		break;
	case RegionsOverlap:
		AddOne(Table, Memory);
		AddEntry(Table, Memory->Regions[ONE] + EFI_PAGE_SIZE, gSeveralPages[ONE]);
		break;
	case RegionsHuge:
		AddOne(Table, Memory);
		Table->NumberOfEntries = MAX_UINT32;
		break;
	case RegionsDescriptor:
		AddOne(Table, Memory);
		Table->DescriptorSize = sizeof(EFI_MEMORY_DESCRIPTOR) - sizeof(UINT64);
		break;
	case RegionsVersion:
		AddOne(Table, Memory);
		Table->Version++;
		break;
	case RegionsSmram:
		AddEntry(Table, Memory->Smram, 1);
		break;
	case RegionsRam:
		AddEntry(Table, Memory->Ram, 1);
		break;
	case RegionsUnaligned:
		AddEntry(Table, Memory->Regions[ONE] + EFI_PAGE_SIZE / 2, 1);
		break;
	case RegionsWrap:
		AddEntry(Table, Memory->Regions[ONE], MAX_UINT64 >> EFI_PAGE_SHIFT);
		break;
	case RegionsEmptyEntry:
		AddEntry(Table, Memory->Regions[ONE], 0);
		break;
	case RegionsTableInRam:
		AddOne(Table, Memory);
		break;
	case RegionsEdk2:
	case RegionsNone:
	case RegionsZero:
		break;
	}
}

EFI_STATUS PublishRegions(CONST SWITCH *Switch, CONST PUBLISH_MEMORY *Memory,
			  CONST MMCOMM_TEST_MAILBOXES *Mailboxes)
{
	EFI_MEMORY_TYPE Type = Switch->Regions == RegionsTableInRam ?
		EfiBootServicesData : EfiReservedMemoryType;
	UINTN Size = sizeof(REGION_TABLE) + MAX_ENTRIES * DESCRIPTOR_SIZE;
	REGION_TABLE *Table = NULL;
	EFI_STATUS Status;

	if (Switch->Regions == RegionsEdk2 && Switch->Standalone == StandaloneNone)
		return EFI_SUCCESS;
	if (Switch->Regions != RegionsNone) {
		Status = gBS->AllocatePool(Type, Size, (VOID **)&Table);
		if (EFI_ERROR(Status))
			return Status;
		ZeroMem(Table, Size);
		Table->Version = EDKII_PI_SMM_COMMUNICATION_REGION_TABLE_VERSION;
		Table->DescriptorSize = DESCRIPTOR_SIZE;
		if (Switch->Standalone != StandaloneNone)
			AddEntry(Table, Mailboxes->StandaloneBuffer,
				 Mailboxes->StandalonePages);
		Fill(Table, Switch->Regions, Memory);
	}
	/* Without a table this removes the one that is there. */
	return gBS->InstallConfigurationTable(&gEdkiiPiSmmCommunicationRegionTableGuid, Table);
}
