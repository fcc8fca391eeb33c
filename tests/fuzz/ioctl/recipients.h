/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The handlers that messages are sent to, and how often.
 */
#ifndef FUZZ_RECIPIENTS_H
#define FUZZ_RECIPIENTS_H

#include <linux/types.h>
#include <stdbool.h>

#include "random.h"

/** enum handler - what answers a message */
enum handler {
	HANDLER_NONE,		/* nobody: the core says NOT_FOUND */
	HANDLER_ECHO,
	HANDLER_FILL,
	HANDLER_STATUS,
	HANDLER_SECOND_LOOK,
	HANDLER_WRONG_RECIPIENT,
	HANDLER_WRONG_LENGTH,
	HANDLER_TOO_LARGE,
	HANDLER_TOO_SMALL,
	HANDLER_PAST_END,
	HANDLER_NO_ANSWER,
	HANDLER_HANG,
	HANDLER_LATE,
	HANDLER_POINTER_KEPT,
	HANDLER_VARIABLE,
	HANDLER_SUPERVISOR,
	HANDLER_ZERO,		/* the zero GUID, which is refused */
	HANDLER_MARKER,		/* the marker of V3 headers, which is refused */
};

/** enum recipients - which of them may be used */
enum recipients {
	RECIPIENTS_LASTING,	/* the simulated MM, but none that retires buffers */
	RECIPIENTS_ALL,		/* all of the simulated MM */
	RECIPIENTS_REAL,	/* those that are harmless with real firmware */
};

/** recipients_init() - reads the GUIDs, once, before anything else here */
void recipients_init(void);

/** recipient_guid() - GUID of a handler in memory order; not of HANDLER_NONE */
const __u8 *recipient_guid(enum handler handler);

/** recipient_handler() - whom a GUID belongs to */
enum handler recipient_handler(const __u8 guid[16]);

/** recipient_name() - name of a handler */
const char *recipient_name(enum handler handler);

/**
 * recipient_choose() - a recipient
 * @random: stream of random numbers
 * @recipients: which may be chosen
 * @guid: out: its GUID, for HANDLER_NONE one that nobody has
 */
enum handler recipient_choose(struct random *random, enum recipients recipients,
			      __u8 guid[16]);

#endif /* FUZZ_RECIPIENTS_H */
