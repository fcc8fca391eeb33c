// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Publishes the ACPI UEFI table with an invocation register in functional fixed
 * hardware, whole or broken.
 */
#include "PublishDxe.h"
#include <IndustryStandard/Acpi.h>
#include <Library/BaseLib.h>
#include <Library/BaseMemoryLib.h>
#include <Library/UefiBootServicesTableLib.h>
#include <Library/UefiLib.h>
#include <Protocol/AcpiTable.h>
#include <Protocol/MmCommunication.h>
#include <Uefi/UefiAcpiDataTable.h>

/* MM_COMMUNICATE of 32 and of 64 bits, and a function that neither is. */
#define COMMUNICATE_32	0x84000041
#define COMMUNICATE_64	0xc4000041
#define ANOTHER_CALL	0xc4000042

#pragma pack(1)

/* UEFI specification 2.6, appendix O. */
typedef struct {
	EFI_ACPI_DATA_TABLE Uefi;
	UINT32 SwSmi;
	UINT64 BufferPointer;
	EFI_ACPI_6_0_GENERIC_ADDRESS_STRUCTURE Invocation;
} UEFI_TABLE;

#pragma pack()

/* Ends within the address of the register. */
#define SHORT_LEN	(sizeof(UEFI_TABLE) - 4)

/* Ends before the register. */
#define REVISION_1_LEN	OFFSET_OF(UEFI_TABLE, Invocation)

typedef struct {
	CONST CHAR8 *Word;
	UINT32 Length;		/* 0: no table */
	BOOLEAN BadChecksum;
	EFI_ACPI_6_0_GENERIC_ADDRESS_STRUCTURE Invocation;
} CHOICE;

#define FFH	EFI_ACPI_6_0_FUNCTIONAL_FIXED_HARDWARE
#define QWORD	EFI_ACPI_6_0_QWORD
#define WHOLE	sizeof(UEFI_TABLE)

STATIC CONST CHOICE mChoices[] = {
	{ "none", 0 },
	{ "ffh", WHOLE, FALSE, { FFH, 64, 0, QWORD, COMMUNICATE_64 } },
	{ "ffh-32", WHOLE, FALSE, { FFH, 32, 0, EFI_ACPI_6_0_DWORD, COMMUNICATE_32 } },
	{ "ffh-bare", WHOLE, FALSE, { FFH } },
	{ "ffh-another", WHOLE, FALSE, { FFH, 64, 0, QWORD, ANOTHER_CALL } },
	{ "ffh-width", WHOLE, FALSE, { FFH, 16, 0, QWORD, COMMUNICATE_64 } },
	{ "ffh-offset", WHOLE, FALSE, { FFH, 64, 1, QWORD, COMMUNICATE_64 } },
	{ "no-register", WHOLE, FALSE, { 0 } },
	{ "revision1", REVISION_1_LEN, FALSE, { 0 } },
	{ "short", SHORT_LEN, FALSE, { FFH, 64, 0, QWORD, COMMUNICATE_64 } },
	{ "bad-checksum", WHOLE, TRUE, { FFH, 64, 0, QWORD, COMMUNICATE_64 } },
};

STATIC VOID Prepare(UEFI_TABLE *Table, CONST CHOICE *Choice)
{
	EFI_ACPI_DESCRIPTION_HEADER *Header = &Table->Uefi.Header;

	ZeroMem(Table, sizeof(*Table));
	Header->Signature = EFI_ACPI_6_0_UEFI_ACPI_DATA_TABLE_SIGNATURE;
	Header->Length = Choice->Length;
	Header->Revision = Choice->Length > REVISION_1_LEN ? 2 : 1;
	CopyMem(Header->OemId, "MMCOMM", sizeof(Header->OemId));
	Header->OemTableId = SIGNATURE_64('M', 'M', 'C', 'T', 'E', 'S', 'T', ' ');
	Header->CreatorId = SIGNATURE_32('M', 'M', 'C', 'M');
	CopyGuid(&Table->Uefi.Identifier, &gEfiMmCommunicationProtocolGuid);
	Table->Uefi.DataOffset = sizeof(Table->Uefi);
	Table->Invocation = Choice->Invocation;
}

/* The protocol made it right, and put the newest table last. */
STATIC EFI_STATUS SpoilChecksum(VOID)
{
	EFI_ACPI_COMMON_HEADER *Last = NULL, *Next = NULL;

	while ((Next = EfiLocateNextAcpiTable(EFI_ACPI_6_0_UEFI_ACPI_DATA_TABLE_SIGNATURE,
					      Next)))
		Last = Next;
	if (!Last)
		return EFI_NOT_FOUND;
	((EFI_ACPI_DESCRIPTION_HEADER *)Last)->Checksum++;
	return EFI_SUCCESS;
}

STATIC EFI_STATUS Install(CONST CHOICE *Choice)
{
	EFI_ACPI_TABLE_PROTOCOL *Acpi;
	UEFI_TABLE Table;
	EFI_STATUS Status;
	UINTN Key;

	Prepare(&Table, Choice);
	Status = gBS->LocateProtocol(&gEfiAcpiTableProtocolGuid, NULL, (VOID **)&Acpi);
	if (EFI_ERROR(Status))
		return Status;
	Status = Acpi->InstallAcpiTable(Acpi, &Table, Choice->Length, &Key);
	if (!EFI_ERROR(Status) && Choice->BadChecksum)
		Status = SpoilChecksum();
	return Status;
}

STATIC EFI_STATUS PublishOne(CONST CHAR8 *Word)
{
	UINTN i;

	for (i = 0; i < ARRAY_SIZE(mChoices); i++) {
		if (AsciiStrCmp(Word, mChoices[i].Word))
			continue;
		return mChoices[i].Length ? Install(&mChoices[i]) : EFI_SUCCESS;
	}
	Print(L"mmcomm: uefi=%a: unknown word, passed over\n", Word);
	return EFI_SUCCESS;
}

EFI_STATUS PublishUefiTables(CHAR8 *Words)
{
	EFI_STATUS Status = EFI_SUCCESS;
	CHAR8 *Word, *End;

	for (Word = Words; *Word && !EFI_ERROR(Status); Word = End) {
		for (End = Word; *End && *End != '+'; End++)
			;
		if (*End)
			*End++ = '\0';
		Status = PublishOne(Word);
	}
	return Status;
}
