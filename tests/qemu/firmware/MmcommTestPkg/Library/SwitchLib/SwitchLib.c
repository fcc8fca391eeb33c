// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Reads the switch that says what the firmware publishes: blank-separated words
 * KEY=VALUE in the fw_cfg file opt/org.mmcomm/publish. Both drivers read it, as
 * neither can tell which of them runs first.
 */
#include <Uefi.h>
#include <Library/BaseLib.h>
#include <Library/IoLib.h>
#include <Library/PrintLib.h>
#include <Library/QemuFwCfgLib.h>
#include <Library/SwitchLib.h>

#define SWITCH_FILE	"opt/org.mmcomm/publish"
#define SWITCH_LEN	256
#define DEBUG_PORT	0x402
#define LINE_LEN	160

/* In the order of the enumerators in SwitchLib.h. */
STATIC CONST CHAR8 *CONST mRegions[] = {
	"edk2", "none", "several", "occupied", "all-occupied", "overlap", "zero",
	"huge", "descriptor", "version", "smram", "ram", "unaligned", "wrap",
	"empty-entry", "table-in-ram", NULL
};

STATIC CONST CHAR8 *CONST mUefi[] = {
	"none", "pointer", "register", "bad-checksum", "short", "revision0",
	"offset", "identifier", "pointer-smram", "pointer-ram", "no-pointer",
	"wide-smi", "reserved-smi", "two", NULL
};

STATIC CONST CHAR8 *CONST mWsmt[] = { "none", "fixed", "nested", "all", NULL };

STATIC CONST CHAR8 *CONST mStandalone[] = {
	"none", "edk2", "mu", "two", "status-in-ram", "status-unaligned",
	"status-in-buffer", "limit", NULL
};

typedef struct {
	CONST CHAR8 *Key;
	CONST CHAR8 *CONST *Values;
	UINTN Offset;
} SWITCH_KEY;

/* Enumerators are 32 bits wide, which the compiler is asked to confirm. */
STATIC_ASSERT(sizeof(SWITCH) == 4 * sizeof(UINT32), "an enumerator's size");

STATIC CONST SWITCH_KEY mKeys[] = {
	{ "regions=", mRegions, OFFSET_OF(SWITCH, Regions) },
	{ "uefi=", mUefi, OFFSET_OF(SWITCH, Uefi) },
	{ "wsmt=", mWsmt, OFFSET_OF(SWITCH, Wsmt) },
	{ "standalone=", mStandalone, OFFSET_OF(SWITCH, Standalone) },
};

VOID EFIAPI SwitchSay(CONST CHAR8 *Format, ...)
{
	CHAR8 Line[LINE_LEN];
	VA_LIST List;
	UINTN Length;

	VA_START(List, Format);
	Length = AsciiVSPrint(Line, sizeof(Line), Format, List);
	VA_END(List);
	IoWriteFifo8(DEBUG_PORT, Length, Line);
}

STATIC BOOLEAN TakeWord(SWITCH *Switch, CONST CHAR8 *Word)
{
	CONST CHAR8 *Value;
	UINTN Key;
	UINT32 Number;

	for (Key = 0; Key < ARRAY_SIZE(mKeys); Key++) {
		UINTN KeyLen = AsciiStrLen(mKeys[Key].Key);

		if (AsciiStrnCmp(Word, mKeys[Key].Key, KeyLen))
			continue;
		Value = Word + KeyLen;
		for (Number = 0; mKeys[Key].Values[Number]; Number++) {
			if (AsciiStrCmp(Value, mKeys[Key].Values[Number]))
				continue;
			*(UINT32 *)((UINT8 *)Switch + mKeys[Key].Offset) = Number;
			return TRUE;
		}
	}
	return FALSE;
}

VOID SwitchRead(SWITCH *Switch)
{
	SWITCH Defaults = { 0 };
	CHAR8 Text[SWITCH_LEN + 1];
	FIRMWARE_CONFIG_ITEM Item;
	CHAR8 *Word, *End;
	UINTN Size;

	*Switch = Defaults;
	if (QemuFwCfgFindFile(SWITCH_FILE, &Item, &Size) != RETURN_SUCCESS)
		return;
	if (Size > SWITCH_LEN) {
		SwitchSay("mmcomm: %a is longer than %d bytes, nothing of it is read\n",
			  SWITCH_FILE, SWITCH_LEN);
		return;
	}
	QemuFwCfgSelectItem(Item);
	QemuFwCfgReadBytes(Size, Text);
	Text[Size] = '\0';

	for (Word = Text; *Word; Word = End) {
		while (*Word == ' ')
			Word++;
		for (End = Word; *End && *End != ' '; End++)
			;
		if (*End)
			*End++ = '\0';
		if (*Word && !TakeWord(Switch, Word))
			SwitchSay("mmcomm: %a: unknown word %a, passed over\n",
				  SWITCH_FILE, Word);
	}
}
