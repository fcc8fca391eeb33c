// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Publishes the ACPI tables about messages to MM: UEFI and WSMT.
 */
#include "PublishDxe.h"
#include <IndustryStandard/Acpi.h>
#include <IndustryStandard/WindowsSmmSecurityMitigationTable.h>
#include <Library/BaseMemoryLib.h>
#include <Library/UefiBootServicesTableLib.h>
#include <Library/UefiLib.h>
#include <Protocol/AcpiTable.h>
#include <Protocol/SmmCommunication.h>
#include <Uefi/UefiAcpiDataTable.h>

/* What FADT of QEMU's Q35 gives another meaning: ACPI enable. */
#define RESERVED_SW_SMI		2

#pragma pack(1)

/* UEFI specification 2.6, appendix O. */
typedef struct {
	EFI_ACPI_DATA_TABLE Uefi;
	UINT32 SwSmi;
	UINT64 BufferPointer;
	EFI_ACPI_6_0_GENERIC_ADDRESS_STRUCTURE Invocation;	/* from revision 2 on */
} UEFI_TABLE;

#pragma pack()

#define REVISION_1_LEN	OFFSET_OF(UEFI_TABLE, Invocation)

/* Ends within the address of the buffer pointer. */
#define SHORT_LEN	60

/* Ends within the flags. */
#define WSMT_SHORT_LEN	38

STATIC EFI_STATUS Install(EFI_ACPI_DESCRIPTION_HEADER *Header)
{
	EFI_ACPI_TABLE_PROTOCOL *Acpi;
	EFI_STATUS Status;
	UINTN Key;

	CopyMem(Header->OemId, "MMCOMM", sizeof(Header->OemId));
	Header->OemTableId = SIGNATURE_64('M', 'M', 'C', 'T', 'E', 'S', 'T', ' ');
	Header->CreatorId = SIGNATURE_32('M', 'M', 'C', 'M');
	Status = gBS->LocateProtocol(&gEfiAcpiTableProtocolGuid, NULL, (VOID **)&Acpi);
	if (EFI_ERROR(Status))
		return Status;
	return Acpi->InstallAcpiTable(Acpi, Header, Header->Length, &Key);
}

/* ACPI_TABLE_PROTOCOL makes every checksum right. */
STATIC EFI_STATUS SpoilChecksum(UINT32 Signature)
{
	EFI_ACPI_COMMON_HEADER *Installed = EfiLocateFirstAcpiTable(Signature);

	if (!Installed)
		return EFI_NOT_FOUND;
	((EFI_ACPI_DESCRIPTION_HEADER *)Installed)->Checksum++;
	return EFI_SUCCESS;
}

EFI_STATUS PublishWsmt(SWITCH_WSMT Which)
{
	STATIC CONST UINT32 Flags[] = {
		[WsmtFixed] = EFI_WSMT_PROTECTION_FLAGS_FIXED_COMM_BUFFERS,
		[WsmtBadChecksum] = EFI_WSMT_PROTECTION_FLAGS_FIXED_COMM_BUFFERS,
		[WsmtShort] = EFI_WSMT_PROTECTION_FLAGS_FIXED_COMM_BUFFERS,
		[WsmtNested] = EFI_WSMT_PROTECTION_FLAGS_FIXED_COMM_BUFFERS |
			       EFI_WSMT_PROTECTION_FLAGS_COMM_BUFFER_NESTED_PTR_PROTECTION,
		[WsmtAll] = EFI_WSMT_PROTECTION_FLAGS_FIXED_COMM_BUFFERS |
			    EFI_WSMT_PROTECTION_FLAGS_COMM_BUFFER_NESTED_PTR_PROTECTION |
			    EFI_WSMT_PROTECTION_FLAGS_SYSTEM_RESOURCE_PROTECTION,
	};
	EFI_ACPI_WSMT_TABLE Table;
	EFI_STATUS Status;

	if (Which == WsmtNone)
		return EFI_SUCCESS;
	ZeroMem(&Table, sizeof(Table));
	Table.Header.Signature = EFI_ACPI_WINDOWS_SMM_SECURITY_MITIGATION_TABLE_SIGNATURE;
	Table.Header.Length = sizeof(Table);
	Table.Header.Revision = EFI_WSMT_TABLE_REVISION;
	Table.ProtectionFlags = Flags[Which];
	if (Which == WsmtShort)
		Table.Header.Length = WSMT_SHORT_LEN;
	Status = Install(&Table.Header);
	if (!EFI_ERROR(Status) && Which == WsmtBadChecksum)
		Status = SpoilChecksum(Table.Header.Signature);
	return Status;
}

/* A whole table of revision 1. */
STATIC VOID Prepare(UEFI_TABLE *Table, EFI_PHYSICAL_ADDRESS BufferPointer)
{
	ZeroMem(Table, sizeof(*Table));
	Table->Uefi.Header.Signature = EFI_ACPI_6_0_UEFI_ACPI_DATA_TABLE_SIGNATURE;
	Table->Uefi.Header.Length = REVISION_1_LEN;
	Table->Uefi.Header.Revision = 1;
	CopyGuid(&Table->Uefi.Identifier, &gEfiSmmCommunicationProtocolGuid);
	Table->Uefi.DataOffset = sizeof(Table->Uefi);
	Table->SwSmi = MMCOMM_TEST_SW_SMI;
	Table->BufferPointer = BufferPointer;
}

/* The buffer pointer stays: with a register it is not to be looked at. */
STATIC VOID AddRegister(UEFI_TABLE *Table, EFI_PHYSICAL_ADDRESS Address)
{
	Table->Uefi.Header.Length = sizeof(*Table);
	Table->Uefi.Header.Revision = 2;
	Table->Invocation.AddressSpaceId = EFI_ACPI_6_0_SYSTEM_MEMORY;
	Table->Invocation.RegisterBitWidth = 64;
	Table->Invocation.AccessSize = EFI_ACPI_6_0_QWORD;
	Table->Invocation.Address = Address;
}

EFI_STATUS PublishUefiTable(SWITCH_UEFI Which, CONST PUBLISH_MEMORY *Memory,
			    CONST MMCOMM_TEST_MAILBOXES *Mailboxes)
{
	EFI_STATUS Status;
	UEFI_TABLE Table;

	Prepare(&Table, Mailboxes->PointerCell);
	switch (Which) {
	case UefiNone:
		return EFI_SUCCESS;
	case UefiPointer:
	case UefiBadChecksum:
	case UefiTwo:
		break;
	case UefiRegister:
		AddRegister(&Table, Mailboxes->RegisterCell);
		break;
	case UefiShort:
		Table.Uefi.Header.Length = SHORT_LEN;
		break;
	case UefiRevision0:
		Table.Uefi.Header.Revision = 0;
		break;
	case UefiOffset:
		Table.Uefi.DataOffset += sizeof(UINT32);
		break;
	case UefiIdentifier:
		Table.Uefi.Identifier.Data1++;
		break;
	case UefiPointerSmram:
		Table.BufferPointer = Memory->Smram;
		break;
	case UefiPointerRam:
		Table.BufferPointer = Memory->Ram;
		break;
	case UefiNoPointer:
		AddRegister(&Table, 0);
		Table.BufferPointer = 0;
		break;
	case UefiWideSmi:
		Table.SwSmi |= BIT8;
		break;
	case UefiReservedSmi:
		Table.SwSmi = RESERVED_SW_SMI;
		break;
	}
	Status = Install(&Table.Uefi.Header);
	if (!EFI_ERROR(Status) && Which == UefiBadChecksum)
		Status = SpoilChecksum(EFI_ACPI_6_0_UEFI_ACPI_DATA_TABLE_SIGNATURE);
	if (!EFI_ERROR(Status) && Which == UefiTwo) {
		Table.Uefi.Identifier.Data1++;
		Status = Install(&Table.Uefi.Header);
	}
	return Status;
}
