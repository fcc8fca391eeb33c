// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Tells UEFI which memory is its own: what the device tree has, this firmware's
 * image in it being taken. EDK2's library of this kind for QEMU's virt looks for
 * the size where, at this point, nobody has left it yet.
 */
#include <PiPei.h>
#include <Library/ArmMmuLib.h>
#include <Library/HobLib.h>
#include <Library/PcdLib.h>

/* Flash excepted, every device of QEMU's virt that UEFI uses lies here. */
#define DEVICES_START	0x08000000
#define DEVICES_LEN	0x08000000

STATIC EFI_STATUS TurnMmuOn(UINT64 Start, UINT64 Length)
{
	/* Both translations of an address are the address itself. */
	ARM_MEMORY_REGION_DESCRIPTOR Regions[] = {
		{ Start, Start, Length, ARM_MEMORY_REGION_ATTRIBUTE_WRITE_BACK },
		{ DEVICES_START, DEVICES_START, DEVICES_LEN,
		  ARM_MEMORY_REGION_ATTRIBUTE_DEVICE },
		{ 0 }
	};
	VOID *Tables;
	UINTN Size;

	return ArmConfigureMmu(Regions, &Tables, &Size);
}

EFI_STATUS EFIAPI MemoryPeim(EFI_PHYSICAL_ADDRESS UefiMemoryBase, UINT64 UefiMemorySize)
{
	UINT64 Start = PcdGet64(PcdSystemMemoryBase);
	UINT64 Length = PcdGet64(PcdSystemMemorySize);

	BuildResourceDescriptorHob(EFI_RESOURCE_SYSTEM_MEMORY,
				   EFI_RESOURCE_ATTRIBUTE_PRESENT |
				   EFI_RESOURCE_ATTRIBUTE_INITIALIZED |
				   EFI_RESOURCE_ATTRIBUTE_WRITE_BACK_CACHEABLE |
				   EFI_RESOURCE_ATTRIBUTE_TESTED,
				   Start, Length);
	BuildMemoryAllocationHob(PcdGet64(PcdFdBaseAddress), FixedPcdGet32(PcdFdSize),
				 EfiBootServicesData);
	return TurnMmuOn(Start, Length);
}
