// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * The serial port as the system's text output: the kernel's EFI stub writes there
 * without asking whether there is one.
 */
#include "BootDxe.h"
#include <Library/SerialPortLib.h>
#include <Protocol/SimpleTextOut.h>

STATIC EFI_STATUS EFIAPI Reset(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, BOOLEAN Extended)
{
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI OutputString(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, CHAR16 *String)
{
	for (; *String; String++) {
		UINT8 Byte = *String < 0x80 ? (UINT8)*String : '?';

		SerialPortWrite(&Byte, 1);
	}
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI TestString(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, CHAR16 *String)
{
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI QueryMode(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN Mode,
				   UINTN *Columns, UINTN *Rows)
{
	*Columns = 80;
	*Rows = 25;
	return Mode ? EFI_UNSUPPORTED : EFI_SUCCESS;
}

/* There is one mode, and there are no colours. */
STATIC EFI_STATUS EFIAPI SetNumber(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN Number)
{
	return Number ? EFI_UNSUPPORTED : EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI ClearScreen(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This)
{
	return EFI_SUCCESS;
}

STATIC EFI_STATUS EFIAPI SetCursor(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN Column, UINTN Row)
{
	return EFI_UNSUPPORTED;
}

STATIC EFI_STATUS EFIAPI EnableCursor(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, BOOLEAN Visible)
{
	return EFI_UNSUPPORTED;
}

STATIC EFI_SIMPLE_TEXT_OUTPUT_MODE mMode = { .MaxMode = 1 };

STATIC EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL mConsole = {
	Reset, OutputString, TestString, QueryMode, SetNumber, SetNumber, ClearScreen,
	SetCursor, EnableCursor, &mMode
};

VOID InstallConsole(EFI_SYSTEM_TABLE *SystemTable)
{
	SerialPortInitialize();
	SystemTable->ConOut = &mConsole;
	SystemTable->StdErr = &mConsole;
}
