/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A communicator of a test's own: two buffers, a mocked MM and one message.
 */
#ifndef _MMCOMM_COMMUNICATOR_FIXTURE_H
#define _MMCOMM_COMMUNICATOR_FIXTURE_H

#include <kunit/test.h>

#include "communicator.h"
#include "mock_mm.h"

#define SMALL_LEN	(4 * MMCOMM_MM_PAGE_SIZE)
#define LARGE_LEN	(8 * MMCOMM_MM_PAGE_SIZE)
#define SMALL_ADDRESS	0x7e000000ULL
#define LARGE_ADDRESS	0x7f000000ULL
#define TIMEOUT_MS	20

/* What stands in the response where nothing was written. */
#define UNTOUCHED	0x5a

/**
 * struct fixture - a communicator with two buffers, and one message
 * @communicator: buffer 4 is small, buffer 7 is large
 * @small: memory of buffer 4
 * @large: memory of buffer 7
 * @request: bytes 1, 2, 3...
 * @response: room for more than any answer
 * @message: 100 bytes to buffer 4
 * @result: what came of it
 * @refreshed: calls of the communicator's refresh
 * @refresh_error: what they return
 */
struct fixture {
	struct mmcomm_communicator communicator;
	u8 *small;
	u8 *large;
	u8 request[256];
	u8 response[2 * LARGE_LEN];
	struct mmcomm_message message;
	struct mmcomm_result result;
	u32 refreshed;
	int refresh_error;
};

/**
 * struct refusal - a call that is turned down before anything happens
 * @name: of the test
 * @prepare: what is wrong with communicator or message
 * @error: what the call returns
 * @reason: and why
 */
struct refusal {
	const char *name;
	void (*prepare)(struct fixture *fixture);
	int error;
	enum mmcomm_reason reason;
};

extern const guid_t recipient;

int communicator_init(struct kunit *test);
void get_killed(void);
void come_to_life(void);
void hold_mutex(struct kunit *test, struct mutex *lock);
void hold_lock(struct kunit *test);
void let_go_of_lock(struct kunit *test);
void expect_clean(struct kunit *test);
void expect_not_sent(struct kunit *test);
void refusal_desc(const struct refusal *refusal, char *desc);

/* What is wrong with messages and bare MMIs alike. */
void sleeping(struct fixture *fixture);
void probe_only(struct fixture *fixture);
void no_trigger(struct fixture *fixture);
void refresh_fails(struct fixture *fixture);

#endif /* _MMCOMM_COMMUNICATOR_FIXTURE_H */
