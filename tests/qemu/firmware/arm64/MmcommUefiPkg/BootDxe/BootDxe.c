// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Boots the kernel that QEMU was given, and nothing else: no console to connect,
 * no boot option, no menu. A machine without a kernel is switched off.
 */
#include "BootDxe.h"
#include <Library/MemoryAllocationLib.h>
#include <Library/QemuLoadImageLib.h>
#include <Library/UefiBootServicesTableLib.h>
#include <Library/UefiLib.h>
#include <Library/UefiRuntimeServicesTableLib.h>
#include <Protocol/Bds.h>

STATIC VOID EFIAPI Boot(EFI_BDS_ARCH_PROTOCOL *This)
{
	EFI_HANDLE Kernel;
	EFI_STATUS Status;

	EfiEventGroupSignal(&gEfiEndOfDxeEventGroupGuid);
	CreateVariables();
	Status = QemuLoadKernelImage(&Kernel);
	if (!EFI_ERROR(Status)) {
		EfiSignalEventReadyToBoot();
		Status = QemuStartKernelImage(&Kernel);
	}
	Print(L"mmcomm: the kernel did not start: %r\n", Status);
	gRT->ResetSystem(EfiResetShutdown, Status, 0, NULL);
}

STATIC EFI_BDS_ARCH_PROTOCOL mBds = { Boot };

STATIC CONST CHAR16 mVendor[] = L"mmcomm test firmware";

EFI_STATUS EFIAPI BootEntry(EFI_HANDLE ImageHandle, EFI_SYSTEM_TABLE *SystemTable)
{
	EFI_HANDLE Handle = NULL;

	InstallConsole(SystemTable);
	/* The kernel reads it without asking whether it is there. */
	SystemTable->FirmwareVendor = AllocateRuntimeCopyPool(sizeof(mVendor), mVendor);
	if (!SystemTable->FirmwareVendor)
		return EFI_OUT_OF_RESOURCES;
	return gBS->InstallProtocolInterface(&Handle, &gEfiBdsArchProtocolGuid,
					     EFI_NATIVE_INTERFACE, &mBds);
}
