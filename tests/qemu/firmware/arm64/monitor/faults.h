/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * What the monitor does to a message, by its recipient. Shared with the programs
 * that send them.
 */
#ifndef MONITOR_FAULTS_H_
#define MONITOR_FAULTS_H_

/* 6d6d636f-6d6d-4654-8002-0000000000NN in memory order */
#define MONITOR_GUID_BYTES(number) {				\
	0x6f, 0x63, 0x6d, 0x6d, 0x6d, 0x6d, 0x54, 0x46,		\
	0x80, 0x02, 0, 0, 0, 0, 0, (number) }

/*
 * "Answered" is the complement of every byte, header untouched, and code 0. Where
 * there is an error code the message stays as it is. Any other recipient gets code
 * 0 and the message as it was.
 */
enum monitor_fault {
	MONITOR_COMPLEMENT = 0x01,	/* answered */
	MONITOR_COUNT = 0x02,		/* 8 bytes at least: u64, messages since reset */
	MONITOR_NOT_SUPPORTED = 0x03,	/* code -1 */
	MONITOR_INVALID = 0x04,		/* code -2 */
	MONITOR_DENIED = 0x05,		/* code -3 */
	MONITOR_NO_MEMORY = 0x06,	/* code -5 */
	MONITOR_UNDEFINED = 0x07,	/* code -77 */
	MONITOR_WIDE = 0x08,		/* code 2^32: its low half says success */
	MONITOR_NARROW = 0x09,		/* code 0xfffffffb: -5, of 32 bits */
	MONITOR_TWICE = 0x0a,		/* code -5 twice, then answered, and so on */
	MONITOR_LENGTH_MORE = 0x0b,	/* answered, the length is one more */
	MONITOR_LENGTH_ABOVE = 0x0c,	/* answered, the length is the whole NS buffer's */
	MONITOR_LENGTH_WRAPS = 0x0d,	/* answered, the length is 2^64 - 1 */
	MONITOR_LENGTH_ZERO = 0x0e,	/* answered, the length is 0 */
	MONITOR_RECIPIENT = 0x0f,	/* answered, a bit of the GUID is another */
	MONITOR_PAST_END = 0x10,	/* answered, and a byte behind it is written */
	MONITOR_LATE = 0x11,		/* code 0, answered at the start of the next call */
};

/* Codes that no specification knows. */
#define MONITOR_CODE_UNDEFINED	-77
#define MONITOR_CODE_WIDE	0x100000000
#define MONITOR_CODE_NARROW	0xfffffffb

/* What MONITOR_PAST_END writes. */
#define MONITOR_PAST_END_BYTE	0xa5

#endif /* MONITOR_FAULTS_H_ */
