// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Variables of different kinds and sizes, for want of those that a boot manager
 * would leave: name MmcommSIZE, or MmcommVolatileSIZE for those that a reset loses.
 */
#include "BootDxe.h"
#include <Library/PrintLib.h>
#include <Library/UefiLib.h>
#include <Library/UefiRuntimeServicesTableLib.h>

#define ACCESS	(EFI_VARIABLE_BOOTSERVICE_ACCESS | EFI_VARIABLE_RUNTIME_ACCESS)

STATIC EFI_GUID mNamespace = {
	0x6d6d636f, 0x6d6d, 0x4654, { 0x80, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02 }
};

STATIC CONST UINTN mSizes[] = { 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 100, 255, 256, 511, 900 };

STATIC VOID Create(CONST CHAR16 *Prefix, UINTN Size, UINT32 Attributes)
{
	UINT8 Data[1024];
	CHAR16 Name[32];
	EFI_STATUS Status;
	UINTN i;

	/* No two have the same bytes at the same place. */
	for (i = 0; i < Size; i++)
		Data[i] = (UINT8)(Size * 31 + i * 7 + Attributes);
	UnicodeSPrint(Name, sizeof(Name), L"%s%d", Prefix, Size);
	Status = gRT->SetVariable(Name, &mNamespace, Attributes, Size, Data);
	if (EFI_ERROR(Status))
		Print(L"mmcomm: variable %s: not created: %r\n", Name, Status);
}

VOID CreateVariables(VOID)
{
	UINTN i;

	for (i = 0; i < ARRAY_SIZE(mSizes); i++) {
		Create(L"Mmcomm", mSizes[i], ACCESS | EFI_VARIABLE_NON_VOLATILE);
		Create(L"MmcommVolatile", mSizes[i], ACCESS);
	}
}
