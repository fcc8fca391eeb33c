/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Handlers of the test firmware (../firmware), as programs in this folder send
 * messages to them.
 */
#ifndef GUEST_TEST_HANDLERS_H
#define GUEST_TEST_HANDLERS_H

/** define TEST_HANDLER_GUID_BYTES - 6d6d636f-6d6d-4654-8001-0000000000NN in memory order */
#define TEST_HANDLER_GUID_BYTES(number) {			\
	0x6f, 0x63, 0x6d, 0x6d, 0x6d, 0x6d, 0x54, 0x46,		\
	0x80, 0x01, 0, 0, 0, 0, 0, (number) }

/* The last byte of their GUIDs; what they do, the firmware's header tells. */
#define TEST_ECHO		0x01
#define TEST_SHRINK		0x02
#define TEST_GROW		0x03
#define TEST_ERROR		0x04
#define TEST_WARNING		0x05
#define TEST_CORRUPT_RECIPIENT	0x06
#define TEST_CORRUPT_LENGTH	0x07
#define TEST_PAST_END		0x08
#define TEST_WORK		0x09
#define TEST_COUNT		0x0a
#define TEST_HUGE		0x0c
#define TEST_FILL		0x0d
#define TEST_TINY		0x0e
#define TEST_BELOW		0x0f
#define TEST_COMPLEMENT		0x10
#define TEST_VECTORS		0x11

/** define TEST_GROWN_BYTE - what the answer of TEST_GROW ends in */
#define TEST_GROWN_BYTE		0x5a

#endif /* GUEST_TEST_HANDLERS_H */
