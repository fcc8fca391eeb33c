// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Publishes what the switch asks for, when the system is ready to boot and QEMU's
 * own tables are there; and says in the FADT that PSCI is reached by SMC. QEMU
 * leaves that out where firmware of ours runs at EL3, as it cannot know.
 */
#include "PublishDxe.h"
#include <IndustryStandard/Acpi.h>
#include <Library/BaseLib.h>
#include <Library/UefiBootServicesTableLib.h>
#include <Library/UefiLib.h>

STATIC VOID Tell(CONST CHAR16 *What, EFI_STATUS Status)
{
	if (EFI_ERROR(Status))
		Print(L"mmcomm: %s: %r\n", What, Status);
}

STATIC EFI_STATUS SayPsci(VOID)
{
	EFI_ACPI_6_0_FIXED_ACPI_DESCRIPTION_TABLE *Fadt = (VOID *)
		EfiLocateFirstAcpiTable(EFI_ACPI_6_0_FIXED_ACPI_DESCRIPTION_TABLE_SIGNATURE);

	if (!Fadt)
		return EFI_NOT_FOUND;
	Fadt->ArmBootArch = EFI_ACPI_6_0_ARM_PSCI_COMPLIANT;
	Fadt->Header.Checksum = 0;
	Fadt->Header.Checksum = CalculateCheckSum8((UINT8 *)Fadt, Fadt->Header.Length);
	return EFI_SUCCESS;
}

STATIC VOID EFIAPI ReadyToBoot(EFI_EVENT Event, VOID *Context)
{
	CHAR8 Words[SWITCH_LEN + 1];

	gBS->CloseEvent(Event);
	Tell(L"FADT not corrected", SayPsci());
	SwitchRead(Words);
	Tell(L"ACPI UEFI table not published", PublishUefiTables(Words));
}

EFI_STATUS EFIAPI PublishEntry(EFI_HANDLE ImageHandle, EFI_SYSTEM_TABLE *SystemTable)
{
	EFI_EVENT Event;

	return EfiCreateEventReadyToBootEx(TPL_CALLBACK, ReadyToBoot, NULL, &Event);
}
