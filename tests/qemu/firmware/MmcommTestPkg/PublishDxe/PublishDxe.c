// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Publishes tables about messages to MM, whole ones and broken ones.
 */
#include <PiDxe.h>
#include <Library/SwitchLib.h>

EFI_STATUS EFIAPI PublishEntry(EFI_HANDLE ImageHandle, EFI_SYSTEM_TABLE *SystemTable)
{
	SWITCH Switch;

	SwitchRead(&Switch);
	return EFI_SUCCESS;
}
