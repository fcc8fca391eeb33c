// SPDX-License-Identifier: GPL-2.0
/*
 * The handlers that messages are sent to, see recipients.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/mmcomm_sim.h>

#include "compiler.h"
#include "recipients.h"

/*
 * The weights say how often a handler is chosen, with the simulated MM and with
 * real firmware. Those that let the driver wait in vain are chosen seldom.
 */
static const struct {
	enum handler handler;
	const char *name;
	const char *text;
	unsigned int weight;
	unsigned int real_weight;
} recipients[] = {
	{ HANDLER_ECHO, "echo", MMCOMM_SIM_ECHO, 240, 0 },
	{ HANDLER_FILL, "fill", MMCOMM_SIM_FILL, 120, 0 },
	{ HANDLER_STATUS, "status", MMCOMM_SIM_STATUS, 80, 0 },
	{ HANDLER_SECOND_LOOK, "second look", MMCOMM_SIM_SECOND_LOOK, 60, 0 },
	{ HANDLER_WRONG_RECIPIENT, "wrong recipient", MMCOMM_SIM_WRONG_RECIPIENT, 20, 0 },
	{ HANDLER_WRONG_LENGTH, "wrong length", MMCOMM_SIM_WRONG_LENGTH, 20, 0 },
	{ HANDLER_TOO_LARGE, "too large", MMCOMM_SIM_TOO_LARGE, 20, 0 },
	{ HANDLER_TOO_SMALL, "too small", MMCOMM_SIM_TOO_SMALL, 20, 0 },
	{ HANDLER_PAST_END, "past end", MMCOMM_SIM_PAST_END, 40, 0 },
	{ HANDLER_NO_ANSWER, "no answer", MMCOMM_SIM_NO_ANSWER, 2, 0 },
	{ HANDLER_HANG, "hang", MMCOMM_SIM_HANG, 1, 0 },
	{ HANDLER_LATE, "late", MMCOMM_SIM_LATE, 1, 0 },
	{ HANDLER_POINTER_KEPT, "pointer kept", MMCOMM_SIM_POINTER_KEPT, 1, 0 },
	{ HANDLER_VARIABLE, "variable", "ed32d533-99e6-4209-9cc0-2d72cdd998a7", 120, 500 },
	{ HANDLER_SUPERVISOR, "supervisor", "8c633b23-1260-4ea6-830f-7ddc97382111", 50, 0 },
	{ HANDLER_ZERO, "zero", "00000000-0000-0000-0000-000000000000", 5, 20 },
	{ HANDLER_MARKER, "marker", "68e8c853-2ba9-4dd7-9ac0-91e16155c935", 5, 20 },
};

static __u8 guids[ARRAY_SIZE(recipients)][16];

#define NONE_WEIGHT		60
#define NONE_REAL_WEIGHT	400

/*
 * Text to memory order. A pair of digits is a byte; the first three groups are
 * numbers, whose least significant byte comes first in memory.
 */
static void parse(const char *text, __u8 guid[16])
{
	static const int places[] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
	unsigned int byte;

	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		if (*text == '-')
			text++;
		if (sscanf(text, "%2x", &byte) != 1)
			abort();
		guid[places[i]] = byte;
		text += 2;
	}
}

void recipients_init(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(recipients); i++)
		parse(recipients[i].text, guids[i]);
}

const __u8 *recipient_guid(enum handler handler)
{
	for (size_t i = 0; i < ARRAY_SIZE(recipients); i++) {
		if (recipients[i].handler == handler)
			return guids[i];
	}
	abort();
}

enum handler recipient_handler(const __u8 guid[16])
{
	for (size_t i = 0; i < ARRAY_SIZE(recipients); i++) {
		if (!memcmp(guids[i], guid, 16))
			return recipients[i].handler;
	}
	return HANDLER_NONE;
}

const char *recipient_name(enum handler handler)
{
	for (size_t i = 0; i < ARRAY_SIZE(recipients); i++) {
		if (recipients[i].handler == handler)
			return recipients[i].name;
	}
	return "nobody";
}

/* MM takes the message and does not finish it in time: the buffer is retired. */
static bool retires(enum handler handler)
{
	return handler == HANDLER_HANG || handler == HANDLER_LATE ||
	       handler == HANDLER_POINTER_KEPT;
}

static unsigned int weight(size_t i, enum recipients which)
{
	if (which == RECIPIENTS_REAL)
		return recipients[i].real_weight;
	if (retires(recipients[i].handler) && which != RECIPIENTS_ALL)
		return 0;
	return recipients[i].weight;
}

enum handler recipient_choose(struct random *random, enum recipients which,
			      __u8 guid[16])
{
	unsigned int all = which == RECIPIENTS_REAL ? NONE_REAL_WEIGHT : NONE_WEIGHT;
	unsigned int chosen;

	for (size_t i = 0; i < ARRAY_SIZE(recipients); i++)
		all += weight(i, which);
	chosen = random_below(random, all);
	for (size_t i = 0; i < ARRAY_SIZE(recipients); i++) {
		if (chosen < weight(i, which)) {
			memcpy(guid, guids[i], 16);
			return recipients[i].handler;
		}
		chosen -= weight(i, which);
	}
	/* 0xff where handlers that are known have something else. */
	random_fill(random, guid, 16);
	guid[0] = 0xff;
	return HANDLER_NONE;
}
