// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Takes messages as a Standalone MM core does: on every SMI it looks whether the
 * status block says that there is one in the fixed buffer.
 *
 * It differs in that handlers see the buffer itself and no copy, so that what
 * they break can be seen from outside.
 */
#include <Library/BaseLib.h>
#include <Library/BaseMemoryLib.h>
#include <Library/SmmServicesTableLib.h>

#include "HandlersSmm.h"

STATIC STANDALONE mFixture;

STATIC VOID WriteAnswer(UINT64 ReturnStatus, UINT64 ReturnSize)
{
	MMCOMM_TEST_STATUS_EDK2 *Edk2 = (MMCOMM_TEST_STATUS_EDK2 *)mFixture.Status;
	MMCOMM_TEST_STATUS_MU *Mu = (MMCOMM_TEST_STATUS_MU *)mFixture.Status;

	if (mFixture.Packed) {
		Mu->ReturnStatus = ReturnStatus;
		Mu->ReturnSize = ReturnSize;
	} else {
		Edk2->ReturnStatus = ReturnStatus;
		Edk2->ReturnSize = ReturnSize;
	}
	MemoryFence();
	/* The first byte of either layout. */
	*(volatile UINT8 *)mFixture.Status = FALSE;
}

STATIC EFI_STATUS EFIAPI RootHandler(EFI_HANDLE Handle, CONST VOID *Context,
				     VOID *Message, UINTN *Size)
{
	EFI_GUID *Recipient;
	UINTN HeaderSize, MessageSize;
	EFI_STATUS Status;
	UINT8 *Found;

	if (!*(volatile UINT8 *)mFixture.Status)
		return EFI_WARN_INTERRUPT_SOURCE_QUIESCED;
	HeaderSize = FindMessage(mFixture.Buffer, mFixture.Room, &Recipient,
				 &Found, &MessageSize);
	/* What is too long stays valid, as with EDK2's core. */
	if (HeaderSize) {
		Status = gSmst->SmiManage(Recipient, NULL, Found, &MessageSize);
		WriteAnswer(Status == EFI_SUCCESS ? EFI_SUCCESS : EFI_NOT_FOUND,
			    HeaderSize + MessageSize);
	}
	return EFI_WARN_INTERRUPT_SOURCE_QUIESCED;
}

EFI_STATUS RegisterStandalone(CONST STANDALONE *Fixture)
{
	EFI_HANDLE Handle = NULL;

	CopyMem(&mFixture, Fixture, sizeof(mFixture));
	return gSmst->SmiHandlerRegister(RootHandler, NULL, &Handle);
}
