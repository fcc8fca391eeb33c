/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Messages to the simulated MM, through the services for other modules, and a
 * look at what they leave behind.
 */
#ifndef _MMCOMM_SIM_FIXTURE_H
#define _MMCOMM_SIM_FIXTURE_H

#include <kunit/test.h>
#include <linux/mmcomm.h>
#include <uapi/linux/mmcomm_sim.h>

#include "core.h"

#define V1_LEN	24
#define V3_LEN	56

/* What stands in a response where nothing was written. */
#define UNTOUCHED	0x5a

/**
 * struct exchange - one message and what came of it
 * @message: the message
 * @result: what came of it
 * @error: and what mmcomm_communicate() returned
 */
struct exchange {
	struct mmcomm_message message;
	struct mmcomm_result result;
	int error;
};

int sim_init(struct kunit *test);
void sim_renew(struct kunit *test);
u32 header_len(u32 version);
struct mmcomm_communicator *sim_communicator(void);
struct exchange *exchange_to(struct kunit *test, const char *recipient, u32 len);
void exchange_run(struct kunit *test, struct exchange *exchange);
void exchange_free(struct kunit *test, struct exchange *exchange);
u8 *request_of(struct exchange *exchange);
u8 *response_of(struct exchange *exchange);
void expect_echoed(struct kunit *test, const struct exchange *exchange);
void expect_disarmed(struct kunit *test);
void expect_buffers_zero(struct kunit *test);
void sim_set_parameter(struct kunit *test, const char *name, const char *value);

#endif /* _MMCOMM_SIM_FIXTURE_H */
