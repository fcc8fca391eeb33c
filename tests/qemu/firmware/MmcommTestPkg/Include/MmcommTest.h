/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * What the test firmware's drivers share, among themselves and, as far as
 * messages go, with whoever sends them.
 */
#ifndef MMCOMM_TEST_H_
#define MMCOMM_TEST_H_

/* Handlers of HandlersSmm and HandlersStmm: 6d6d636f-6d6d-4654-8001-0000000000NN */
#define MMCOMM_TEST_HANDLER_GUID(Number) \
	{ 0x6d6d636f, 0x6d6d, 0x4654, { 0x80, 0x01, 0, 0, 0, 0, 0, (Number) } }

typedef enum {
	MmcommTestEcho = 0x01,			/* message and size stay */
	MmcommTestShrink = 0x02,		/* returns half the size */
	MmcommTestGrow = 0x03,			/* returns twice the size, filled with 0x5a */
	MmcommTestError = 0x04,			/* EFI_DEVICE_ERROR */
	MmcommTestWarning = 0x05,		/* EFI_WARN_INTERRUPT_SOURCE_PENDING */
	MmcommTestCorruptRecipient = 0x06,	/* flips a byte of the header's GUID */
	MmcommTestCorruptLength = 0x07,		/* adds 1 to the header's MessageLength */
	MmcommTestPastEnd = 0x08,		/* MMCOMM_TEST_PAST_END */
	MmcommTestWork = 0x09,			/* 50 ms of work */
	MmcommTestCount = 0x0a,			/* MMCOMM_TEST_COUNT */
	MmcommTestHang = 0x0b,			/* never returns */
	MmcommTestHuge = 0x0c,			/* returns size 0x7fffffff */
	MmcommTestFill = 0x0d,			/* MMCOMM_TEST_FILL */
	MmcommTestTiny = 0x0e,			/* returns size 0 */
	MmcommTestBelow = 0x0f,			/* returns a size that wraps around to 23 */
	MmcommTestComplement = 0x10,		/* inverts every byte */
	MmcommTestVectors = 0x11,		/* uses every vector register, then as complement */
} MMCOMM_TEST_HANDLER;

#pragma pack(1)

/* Writes the byte 0xa5 that many bytes behind the message's end. */
typedef struct {
	UINT32 Offset;
} MMCOMM_TEST_PAST_END;

/* Written back: calls of this handler so far, this one included. */
typedef struct {
	UINT64 Calls;
} MMCOMM_TEST_COUNT;

/* Fills memory outside SMRAM; behind StandaloneMm, in the shared buffer. */
typedef struct {
	UINT64 Address;
	UINT64 Length;
	UINT8 Value;
} MMCOMM_TEST_FILL;

/* The status block of a Standalone MM core, EDK2's and Project Mu's. */
typedef struct {
	UINT8 Valid;
	UINT8 Reserved[7];
	UINT64 ReturnStatus;
	UINT64 ReturnSize;
} MMCOMM_TEST_STATUS_EDK2;

typedef struct {
	UINT8 Valid;
	UINT8 ToSupervisor;
	UINT64 ReturnStatus;
	UINT64 ReturnSize;
} MMCOMM_TEST_STATUS_MU;

#pragma pack()

/* The MM supervisor's recipient, and what it says of itself. */
#define MMCOMM_TEST_SUPERVISOR_GUID \
	{ 0x8c633b23, 0x1260, 0x4ea6, { 0x83, 0x0f, 0x7d, 0xdc, 0x97, 0x38, 0x21, 0x11 } }
#define MMCOMM_TEST_SUPERVISOR_VERSION		0x00010002
#define MMCOMM_TEST_SUPERVISOR_PATCH_LEVEL	3

/* Stands where a V1 header has its recipient. */
#define MMCOMM_TEST_HEADER_V3_GUID \
	{ 0x68e8c853, 0x2ba9, 0x4dd7, { 0x9a, 0xc0, 0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35 } }

/* Header and message in bytes: standalone=limit, and behind the buffer pointer. */
#define MMCOMM_TEST_LIMIT	0x1000
#define MMCOMM_TEST_POINTER_MAX	0x100000

/* The software SMI of the ACPI UEFI table. */
#define MMCOMM_TEST_SW_SMI	0xCA

/*
 * gMmcommTestMailboxesProtocolGuid: where HandlersSmm, which allocates them in
 * its entry point, looks for messages. All are physical addresses; the last
 * three are 0 where the switch asks for no Standalone MM.
 */
typedef struct {
	EFI_PHYSICAL_ADDRESS PointerCell;	/* 8 bytes of ACPI NVS */
	EFI_PHYSICAL_ADDRESS RegisterCell;	/* 8 bytes of ACPI NVS, where nobody looks */
	EFI_PHYSICAL_ADDRESS StandaloneBuffer;	/* runtime-services data, or reserved */
	UINT64 StandalonePages;
	EFI_PHYSICAL_ADDRESS StatusBlock;	/* runtime-services data */
} MMCOMM_TEST_MAILBOXES;

extern EFI_GUID gMmcommTestMailboxesProtocolGuid;

#endif /* MMCOMM_TEST_H_ */
