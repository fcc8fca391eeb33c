// SPDX-License-Identifier: GPL-2.0
/*
 * Messages to the simulated MM.
 */
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sim_fixture.h"

/**
 * sim_communicator - the loaded module's communicator
 *
 * Return: it.
 */
struct mmcomm_communicator *sim_communicator(void)
{
	return &mmcomm_core.communicator;
}

/**
 * sim_init - check that the simulated MM is there, and renew its buffers
 * @test: the test
 *
 * Return: 0.
 */
int sim_init(struct kunit *test)
{
	KUNIT_ASSERT_NOT_NULL(test, mmcomm_core.registered);
	KUNIT_ASSERT_STREQ(test, mmcomm_core.registered->ops->name, MMCOMM_SIM_NAME);
	sim_set_parameter(test, "latency_us", "0");
	sim_set_parameter(test, "handlers", "behaving,misbehaving,variables,supervisor");
	sim_renew(test);
	return 0;
}

/**
 * sim_renew - enable every buffer again
 * @test: the test
 *
 * The simulated MM goes and comes back. A handler that is late writes before
 * that.
 */
void sim_renew(struct kunit *test)
{
	const struct mmcomm_executor *executor = mmcomm_core.registered;
	struct mmcomm_transfer nothing = {};

	executor->ops->raise(executor->context, &nothing);
	mmcomm_unregister_executor(executor);
	KUNIT_ASSERT_EQ(test, mmcomm_register_executor(executor), 0);
	KUNIT_ASSERT_EQ(test, sim_communicator()->buffer_count, executor->buffer_count);
	expect_disarmed(test);
	expect_buffers_zero(test);
}

/**
 * header_len - bytes in front of a message
 * @version: MMCOMM_HEADER_*, or 0 for what MM takes
 *
 * Return: them.
 */
u32 header_len(u32 version)
{
	return version == MMCOMM_HEADER_V1 ? V1_LEN : V3_LEN;
}

static void free_exchange(void *data)
{
	struct exchange *exchange = data;

	kvfree(exchange->message.request);
	kvfree(exchange->message.response);
	kfree(exchange);
}

/**
 * exchange_to - a message with bytes 1, 2, 3... and room for its answer
 * @test: the test
 * @recipient: GUID as text
 * @len: bytes
 *
 * Return: the message, to be freed with exchange_free() or with the test.
 */
struct exchange *exchange_to(struct kunit *test, const char *recipient, u32 len)
{
	struct exchange *exchange = kzalloc(sizeof(*exchange), GFP_KERNEL);
	struct mmcomm_message *message;
	u8 *request, *response;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, exchange);
	request = kvmalloc(len, GFP_KERNEL);
	response = kvmalloc(len + 1, GFP_KERNEL);
	message = &exchange->message;
	message->request = request;
	message->response = response;
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, free_exchange, exchange), 0);
	KUNIT_ASSERT_TRUE(test, request && response);
	for (i = 0; i < len; i++)
		request[i] = i % 251 + 1;
	memset(response, UNTOUCHED, len + 1);
	KUNIT_ASSERT_EQ(test, guid_parse(recipient, &message->recipient), 0);
	message->buffer_id = MMCOMM_BUFFER_ANY;
	message->request_len = len;
	message->response_capacity = len;
	return exchange;
}

/**
 * exchange_free - free a message before the test ends
 * @test: the test
 * @exchange: the message
 */
void exchange_free(struct kunit *test, struct exchange *exchange)
{
	kunit_release_action(test, free_exchange, exchange);
}

/**
 * request_of - the request, to change it
 * @exchange: the message
 *
 * Return: its bytes.
 */
u8 *request_of(struct exchange *exchange)
{
	return (u8 *)exchange->message.request;
}

/**
 * response_of - the response
 * @exchange: the message
 *
 * Return: its bytes.
 */
u8 *response_of(struct exchange *exchange)
{
	return exchange->message.response;
}

/**
 * exchange_run - send a message; the mailbox is disarmed whatever comes of it
 * @test: the test
 * @exchange: the message
 */
void exchange_run(struct kunit *test, struct exchange *exchange)
{
	memset(&exchange->result, 0xff, sizeof(exchange->result));
	exchange->error = mmcomm_communicate(&exchange->message, &exchange->result);
	expect_disarmed(test);
}

/**
 * expect_echoed - the answer is the request, filled up with zeroes
 * @test: the test
 * @exchange: a message that was sent
 */
void expect_echoed(struct kunit *test, const struct exchange *exchange)
{
	const struct mmcomm_message *message = &exchange->message;
	const u8 *response = message->response;
	u32 told = message->message_len ?: message->request_len;
	u32 copied = min(told, message->response_capacity);
	u32 len = min(copied, message->request_len);

	KUNIT_EXPECT_EQ(test, exchange->error, 0);
	KUNIT_EXPECT_EQ(test, exchange->result.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, exchange->result.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, exchange->result.mm_status, 0);
	KUNIT_EXPECT_TRUE(test, exchange->result.flags & MMCOMM_RESULT_STATUS_VALID);
	KUNIT_EXPECT_EQ(test, exchange->result.response_len, told);
	KUNIT_EXPECT_EQ(test, exchange->result.response_copied, copied);
	KUNIT_EXPECT_EQ(test, memcmp(response, message->request, len), 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(response + len, 0, copied - len));
	KUNIT_EXPECT_EQ(test, response[message->response_capacity], UNTOUCHED);
}

/**
 * expect_disarmed - no message stands in the mailbox
 * @test: the test
 */
void expect_disarmed(struct kunit *test)
{
	const struct mmcomm_smmc_context *smmc = mmcomm_core.registered->context;

	KUNIT_EXPECT_EQ(test, le64_to_cpu(smmc->mailbox->communication_buffer), 0);
	KUNIT_EXPECT_EQ(test, smmc->mailbox->in_mm, 0);
}

/**
 * expect_buffers_zero - nothing is left in memory that takes the next message
 * @test: the test
 */
void expect_buffers_zero(struct kunit *test)
{
	struct mmcomm_communicator *communicator = sim_communicator();
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++) {
		const struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (buffer->state == MMCOMM_BUFFER_ENABLED)
			KUNIT_EXPECT_NULL_MSG(test, memchr_inv(buffer->virt, 0,
							       buffer->length),
					      "buffer %u", i);
	}
}

/**
 * sim_set_parameter - set a parameter of the simulated MM, as a user would
 * @test: the test
 * @name: its name
 * @value: its value
 */
void sim_set_parameter(struct kunit *test, const char *name, const char *value)
{
	char path[64];
	struct file *file;
	loff_t at = 0;

	snprintf(path, sizeof(path), "/sys/module/mmcomm_sim/parameters/%s", name);
	file = filp_open(path, O_WRONLY, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, kernel_write(file, value, strlen(value), &at), strlen(value));
	filp_close(file, NULL);
}
