/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * The switch: words of a fw_cfg file that say what the firmware publishes.
 */
#ifndef SWITCH_LIB_H_
#define SWITCH_LIB_H_

/* In the order of their names in SwitchLib.c; the first is the default. */
typedef enum {
	RegionsEdk2,
	RegionsNone,
	RegionsSeveral,
	RegionsOccupied,
	RegionsAllOccupied,
	RegionsOverlap,
	RegionsZero,
	RegionsHuge,
	RegionsDescriptor,
	RegionsVersion,
	RegionsSmram,
	RegionsRam,
	RegionsUnaligned,
	RegionsWrap,
	RegionsEmptyEntry,
	RegionsTableInRam,
} SWITCH_REGIONS;

typedef enum {
	UefiNone,
	UefiPointer,
	UefiRegister,
	UefiBadChecksum,
	UefiShort,
	UefiRevision0,
	UefiOffset,
	UefiIdentifier,
	UefiPointerSmram,
	UefiPointerRam,
	UefiNoPointer,
	UefiWideSmi,
	UefiReservedSmi,
	UefiTwo,
} SWITCH_UEFI;

typedef enum {
	WsmtNone,
	WsmtFixed,
	WsmtNested,
	WsmtAll,
	WsmtBadChecksum,
	WsmtShort,
} SWITCH_WSMT;

typedef enum {
	StandaloneNone,
	StandaloneEdk2,
	StandaloneMu,
	StandaloneTwo,
	StandaloneStatusInRam,
	StandaloneStatusUnaligned,
	StandaloneStatusInBuffer,
	StandaloneLimit,
} SWITCH_STANDALONE;

typedef struct {
	SWITCH_REGIONS Regions;
	SWITCH_UEFI Uefi;
	SWITCH_WSMT Wsmt;
	SWITCH_STANDALONE Standalone;
} SWITCH;

/*
 * Reads the switch. A key that is missing has its default; a word that nobody
 * knows is told on the debug port and passed over.
 */
VOID SwitchRead(SWITCH *Switch);

/* Says something on the debug port (0x402), in RELEASE builds too. */
VOID EFIAPI SwitchSay(CONST CHAR8 *Format, ...);

#endif /* SWITCH_LIB_H_ */
