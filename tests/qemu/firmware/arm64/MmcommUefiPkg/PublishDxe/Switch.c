// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Reads the switch that says what the firmware publishes.
 */
#include "PublishDxe.h"
#include <Library/BaseLib.h>
#include <Library/QemuFwCfgLib.h>
#include <Library/UefiLib.h>

#define SWITCH_FILE	"opt/org.mmcomm/publish"
#define KEY		"uefi="
#define KEY_LEN		(sizeof(KEY) - 1)

VOID SwitchRead(CHAR8 Words[SWITCH_LEN + 1])
{
	FIRMWARE_CONFIG_ITEM Item;
	CHAR8 Text[SWITCH_LEN + 1];
	UINTN Size;

	AsciiStrCpyS(Words, SWITCH_LEN + 1, "none");
	if (EFI_ERROR(QemuFwCfgFindFile(SWITCH_FILE, &Item, &Size)))
		return;
	if (Size > SWITCH_LEN) {
		Print(L"mmcomm: %a is longer than %d bytes, nothing of it is read\n",
		      SWITCH_FILE, SWITCH_LEN);
		return;
	}
	QemuFwCfgSelectItem(Item);
	QemuFwCfgReadBytes(Size, Text);
	Text[Size] = '\0';
	if (AsciiStrnCmp(Text, KEY, KEY_LEN))
		Print(L"mmcomm: %a: %a: not " KEY "WORD, passed over\n", SWITCH_FILE, Text);
	else
		AsciiStrCpyS(Words, SWITCH_LEN + 1, Text + KEY_LEN);
}
