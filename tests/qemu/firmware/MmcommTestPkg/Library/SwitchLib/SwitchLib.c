// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Reads the switch that says what the firmware publishes: blank-separated words
 * KEY=VALUE in the fw_cfg file opt/org.mmcomm/publish. Each driver reads it, as
 * none can tell which of them runs first.
 *
 * The file is read byte by byte: fw_cfg's DMA, which EDK2's library prefers, does
 * not reach the stack of a driver inside SMRAM, and would be waited for forever.
 */
#include <Uefi.h>
#include <Library/BaseLib.h>
#include <Library/IoLib.h>
#include <Library/PrintLib.h>
#include <Library/SwitchLib.h>
#include <IndustryStandard/QemuFwCfg.h>

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

STATIC CONST CHAR8 *CONST mWsmt[] = {
	"none", "fixed", "nested", "all", "bad-checksum", "short", NULL
};

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

STATIC VOID Select(UINT16 Item)
{
	IoWrite16(FW_CFG_IO_SELECTOR, Item);
}

STATIC VOID Read(VOID *Bytes, UINTN Length)
{
	IoReadFifo8(FW_CFG_IO_DATA, Length, Bytes);
}

/* An entry of fw_cfg's directory; numbers are big-endian. */
typedef struct {
	UINT32 Size;
	UINT16 Item;
	UINT16 Reserved;
	CHAR8 Name[QEMU_FW_CFG_FNAME_SIZE];
} FW_CFG_FILE;

STATIC BOOLEAN FindSwitch(UINT16 *Item, UINT32 *Size)
{
	FW_CFG_FILE File;
	UINT32 Signature;
	UINT32 Count;

	Select(QemuFwCfgItemSignature);
	Read(&Signature, sizeof(Signature));
	if (Signature != SIGNATURE_32('Q', 'E', 'M', 'U'))
		return FALSE;
	Select(QemuFwCfgItemFileDir);
	Read(&Count, sizeof(Count));
	for (Count = SwapBytes32(Count); Count; Count--) {
		Read(&File, sizeof(File));
		if (AsciiStrnCmp(File.Name, SWITCH_FILE, sizeof(File.Name)))
			continue;
		*Item = SwapBytes16(File.Item);
		*Size = SwapBytes32(File.Size);
		return TRUE;
	}
	return FALSE;
}

VOID SwitchRead(SWITCH *Switch)
{
	SWITCH Defaults = { 0 };
	CHAR8 Text[SWITCH_LEN + 1];
	CHAR8 *Word, *End;
	UINT32 Size;
	UINT16 Item;

	*Switch = Defaults;
	if (!FindSwitch(&Item, &Size))
		return;
	if (Size > SWITCH_LEN) {
		SwitchSay("mmcomm: %a is longer than %d bytes, nothing of it is read\n",
			  SWITCH_FILE, SWITCH_LEN);
		return;
	}
	Select(Item);
	Read(Text, Size);
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
