// SPDX-License-Identifier: GPL-2.0
/*
 * Messages through each mailbox of real firmware to an MM core that is mocked at
 * its bytes: what a handler can do to a message, with each header, and what a
 * mailbox looks like afterwards.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "comm_header.h"
#include "communicator_fixture.h"
#include "executor_acpi_uefi.h"
#include "executor_smmc.h"
#include "executor_status_block.h"
#include "smmc_fixture.h"

#define NOT_FOUND	0x800000000000000eULL
#define PORT		0x510
#define OLD_POINTER	0x7c000000ULL
#define LEN		100

static struct mmcomm_smmc smmc;
static struct mmcomm_smmc_context smmc_context;
static u8 block[MMCOMM_STATUS_BLOCK_LEN];
static struct mmcomm_status_block_context block_context;
static __le64 cell;
static u32 port_cell;
static struct mmcomm_acpi_uefi_context acpi_context;

/* The bits that tell what is about a mailbox. */
#define HAS_SIZE	BIT(0)	/* MM returns a size */
#define HAS_STATUS	BIT(1)	/* and a status */
#define HAS_MARK	BIT(2)	/* and says when it is done */
#define KNOWS_TAKEN	BIT(3)	/* it can be told whether MM took a message */

/**
 * struct mailbox - a mailbox, with one kind of header
 * @name: of the test
 * @ops: its executor
 * @context: the executor's context
 * @version: MMCOMM_HEADER_*
 * @traits: HAS_*, KNOWS_TAKEN
 * @prepare: makes it as it is between messages
 * @find: what MM's core does to find a message: its address, or 0
 * @answer: what MM's core does when the message has run
 */
struct mailbox {
	const char *name;
	const struct mmcomm_executor_ops *ops;
	void *context;
	u32 version;
	u32 traits;
	void (*prepare)(void);
	u64 (*find)(void);
	void (*answer)(u64 status, u64 size);
};

static void smmc_prepare(void)
{
	smmc_put((u8 *)&smmc);
	smmc_context = (struct mmcomm_smmc_context) { .mailbox = &smmc };
}

static u64 smmc_find(void)
{
	return le64_to_cpu(smmc.communication_buffer);
}

static void smmc_answer(u64 status, u64 size)
{
	smmc.buffer_size = cpu_to_le64(size);
	smmc.communication_buffer = 0;
	smmc.return_status = cpu_to_le64(status);
}

static void block_prepare(u32 layouts)
{
	memset(block, 0, sizeof(block));
	block_context = (struct mmcomm_status_block_context) {
		.block = block,
		.layouts = layouts,
	};
}

static void edk2_prepare(void)
{
	block_prepare(MMCOMM_STATUS_BLOCK_EDK2);
}

static void mu_prepare(void)
{
	block_prepare(MMCOMM_STATUS_BLOCK_MU);
}

static void either_prepare(void)
{
	block_prepare(MMCOMM_STATUS_BLOCK_EDK2 | MMCOMM_STATUS_BLOCK_MU);
}

static u64 block_find(void)
{
	return block[0] == 1 && !block[1] ? SMALL_ADDRESS : 0;
}

static void edk2_answer(u64 status, u64 size)
{
	block[0] = 0;
	put_unaligned_le64(size, block + 16);
	put_unaligned_le64(status, block + 8);
}

static void mu_answer(u64 status, u64 size)
{
	put_unaligned_le64(status, block + 2);
	put_unaligned_le64(size, block + 10);
	block[0] = 0;
}

static void acpi_prepare(u8 space, u8 width)
{
	cell = cpu_to_le64(OLD_POINTER);
	port_cell = 0;
	acpi_context = (struct mmcomm_acpi_uefi_context) {
		.pointer = &cell,
		.invocation_virt = &cell,
		.invocation = { .space = space, .bit_width = width, .address = PORT },
	};
}

static void pointer_prepare(void)
{
	acpi_prepare(MMCOMM_ACPI_SPACE_MEMORY, 0);
}

static u64 pointer_find(void)
{
	u64 address = le64_to_cpu(cell);

	return address == OLD_POINTER ? 0 : address;
}

static void no_answer(u64 status, u64 size)
{
}

static void wide_prepare(void)
{
	acpi_prepare(MMCOMM_ACPI_SPACE_MEMORY, 64);
}

static void wide_answer(u64 status, u64 size)
{
	cell = cpu_to_le64(status);
}

static void narrow_prepare(void)
{
	acpi_prepare(MMCOMM_ACPI_SPACE_MEMORY, 32);
	cell = 0;
}

static void narrow_answer(u64 status, u64 size)
{
	cell = cpu_to_le64((u32)status | (u32)(status >> 32));
}

static void port_prepare(void)
{
	acpi_prepare(MMCOMM_ACPI_SPACE_IO, 32);
}

static u64 port_find(void)
{
	return port_cell;
}

static void port_answer(u64 status, u64 size)
{
	port_cell = (u32)status | (u32)(status >> 32);
}

#define ALL_TRAITS	(HAS_SIZE | HAS_STATUS | HAS_MARK | KNOWS_TAKEN)

#define SMMC(name, v)								\
	{ name, &mmcomm_executor_smmc, &smmc_context, v, ALL_TRAITS, smmc_prepare,	\
	  smmc_find, smmc_answer }
#define BLOCK(name, v, prepare, answer)						\
	{ name, &mmcomm_executor_status_block, &block_context, v, ALL_TRAITS, prepare,	\
	  block_find, answer }
#define POINTER(name, v)							\
	{ name, &mmcomm_executor_acpi_uefi, &acpi_context, v, 0, pointer_prepare,	\
	  pointer_find, no_answer }
#define REGISTER(name, v, prepare, find, answer)				\
	{ name, &mmcomm_executor_acpi_register, &acpi_context, v,		\
	  HAS_STATUS | HAS_MARK, prepare, find, answer }

static const struct mailbox mailboxes[] = {
	SMMC("smmc", 1),
	BLOCK("status block of EDK2", 1, edk2_prepare, edk2_answer),
	BLOCK("status block of EDK2, V3", 3, edk2_prepare, edk2_answer),
	BLOCK("status block of Project Mu", 1, mu_prepare, mu_answer),
	BLOCK("status block of Project Mu, V3", 3, mu_prepare, mu_answer),
	BLOCK("status block, EDK2's as it turns out", 1, either_prepare, edk2_answer),
	BLOCK("status block, Project Mu's as it turns out", 3, either_prepare, mu_answer),
	POINTER("buffer pointer", 1),
	POINTER("buffer pointer, V3", 3),
	REGISTER("register of 64 bits", 1, wide_prepare, pointer_find, wide_answer),
	REGISTER("register of 64 bits, V3", 3, wide_prepare, pointer_find, wide_answer),
	REGISTER("register of 32 bits", 1, narrow_prepare, pointer_find, narrow_answer),
	REGISTER("register in I/O space", 1, port_prepare, port_find, port_answer),
	REGISTER("register in I/O space, V3", 3, port_prepare, port_find, port_answer),
};

static void mailbox_desc(const struct mailbox *mailbox, char *desc)
{
	strscpy(desc, mailbox->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(mailbox, mailboxes, mailbox_desc);

/* What MM does with the message. */
static u64 (*handler)(u8 *buffer, u32 header_len, u64 *size);

/* Whether, and when, it looks for one. */
static enum { LOOKS, LEAVES_IT, NO_MMI, LOOKS_LATE, TOO_LATE } core_mood;

static const struct mailbox *mailbox;
static struct fixture *mm_memory;
static u32 runs;

static const guid_t v3_marker = MMCOMM_HEADER_V3_MARKER;

/* Finds the message as an MM core does, by what stands in memory alone. */
static void run_core(void)
{
	u64 address = mailbox->find();
	u32 header_len = sizeof(struct mmcomm_header_v1);
	u64 status, size;
	u8 *buffer;

	if (address != SMALL_ADDRESS && address != LARGE_ADDRESS)
		return;
	buffer = address == SMALL_ADDRESS ? mm_memory->small : mm_memory->large;
	size = get_unaligned_le64(buffer + sizeof(guid_t));
	if (!memcmp(buffer, &v3_marker, sizeof(guid_t))) {
		header_len = sizeof(struct mmcomm_header_v3);
		size -= header_len;
	}
	runs++;
	status = handler(buffer, header_len, &size);
	mailbox->answer(status, size + header_len);
}

static void core_at_mmi(struct mock_mm *mm)
{
	if (core_mood == LOOKS)
		run_core();
}

static bool by_register(void)
{
	return mailbox->ops == &mmcomm_executor_acpi_register;
}

/* A register in memory cannot be watched: MM notices a little later. */
static void mailbox_delay_us(unsigned int us)
{
	mock_mm_ports.delay_us(us);
	if (by_register() && !mock_mm.raises && core_mood != NO_MMI) {
		mock_mm.raises++;
		mock_mm.counter++;
		core_at_mmi(&mock_mm);
	}
}

/* The last look at the marks has been, and MM comes all the same. */
static bool mailbox_count(u64 *count)
{
	bool waited = mock_mm.delayed_us == TIMEOUT_MS * 1000;

	if (core_mood == LOOKS_LATE && waited)
		run_core();
	if (core_mood == TOO_LATE && waited && !mailbox->find())
		mock_mm.counter++;
	*count = mock_mm.counter;
	return true;
}

static void mailbox_write(u16 port, u8 value)
{
	mock_mm_ports.write(port, value);
}

static u8 mailbox_read(u16 port)
{
	return mock_mm_ports.read(port);
}

static void mailbox_write32(u16 port, u32 value)
{
	port_cell = value;
}

static u32 mailbox_read32(u16 port)
{
	return port_cell;
}

static struct mmcomm_port_ops ports;

static int mailbox_init(struct kunit *test)
{
	int ret = communicator_init(test);

	if (ret)
		return ret;
	mm_memory = test->priv;
	ports = (struct mmcomm_port_ops) {
		.write = mailbox_write,
		.read = mailbox_read,
		.write32 = mailbox_write32,
		.read32 = mailbox_read32,
		.count = mailbox_count,
		.delay_us = mailbox_delay_us,
	};
	mm_memory->communicator.mmi.ports = &ports;
	return 0;
}

static u32 header_len(void)
{
	return mmcomm_header_len(mailbox->version);
}

/* A mailbox as it is between messages, and a message for it. */
static void use(struct fixture *fixture, const struct mailbox *which)
{
	struct mmcomm_communicator *communicator = &fixture->communicator;

	mailbox = which;
	core_mood = LOOKS;
	mailbox->prepare();
	acpi_context.ports = &ports;
	communicator->executor = mailbox->ops;
	communicator->executor_context = mailbox->context;
	communicator->buffers[0].state = MMCOMM_BUFFER_ENABLED;
	fixture->message.header_version = mailbox->version;
	fixture->message.message_len = 0;
	fixture->message.window_len = 0;
	fixture->message.request_len = LEN;
	fixture->message.response_capacity = sizeof(fixture->request);
	memset(fixture->small, 0, SMALL_LEN);
}

static int call(struct fixture *fixture)
{
	mock_mm_init();
	mock_mm.core = core_at_mmi;
	mock_mm.mmis = core_mood != NO_MMI && core_mood != TOO_LATE;
	runs = 0;
	memset(fixture->response, UNTOUCHED, sizeof(fixture->response));
	mmcomm_result_init(&fixture->result);
	return mmcomm_communicator_call(&fixture->communicator, &fixture->message,
					&fixture->result);
}

static u64 echo(u8 *buffer, u32 header_len, u64 *size)
{
	return 0;
}

/* The next message is answered. */
static void expect_answered(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	core_mood = LOOKS;
	handler = echo;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, runs, 1);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, fixture->message.request_len);
	KUNIT_EXPECT_MEMEQ(test, fixture->response, fixture->request,
			   fixture->message.request_len);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, !!(fixture->result.flags & MMCOMM_RESULT_STATUS_VALID),
			!!(mailbox->traits & HAS_STATUS));
	expect_clean(test);
	/* No later MMI finds anything. */
	KUNIT_EXPECT_EQ(test, mailbox->find(), 0);
}

static void echo_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u8 *room = kunit_kmalloc(test, SMALL_LEN, GFP_KERNEL);
	u32 lengths[6], i;

	KUNIT_ASSERT_NOT_NULL(test, room);
	for (i = 0; i < SMALL_LEN; i++)
		room[i] = i % 251;
	use(fixture, test->param_value);
	handler = echo;
	lengths[0] = 1;
	lengths[1] = 8;
	lengths[2] = MMCOMM_MM_PAGE_SIZE - header_len();
	lengths[3] = MMCOMM_MM_PAGE_SIZE - header_len() + 1;
	lengths[4] = SMALL_LEN - header_len() - 1;
	lengths[5] = SMALL_LEN - header_len();
	fixture->message.request = room;
	fixture->message.response_capacity = sizeof(fixture->response);
	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		fixture->message.request_len = lengths[i];
		KUNIT_EXPECT_EQ(test, call(fixture), 0);
		KUNIT_EXPECT_EQ(test, fixture->result.response_len, lengths[i]);
		KUNIT_EXPECT_MEMEQ(test, fixture->response, room, lengths[i]);
		KUNIT_EXPECT_EQ(test, runs, 1);
		KUNIT_EXPECT_EQ(test, fixture->result.mmi_count, 1);
		expect_clean(test);
	}
	fixture->message.request_len = SMALL_LEN - header_len() + 1;
	KUNIT_EXPECT_EQ(test, call(fixture), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, SMALL_LEN - header_len());
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

/* Who does not choose gets a header that every MM core takes. */
static void preferred_header_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	use(fixture, test->param_value);
	handler = echo;
	fixture->message.header_version = 0;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len,
			SMALL_LEN - sizeof(struct mmcomm_header_v1));
}

/* Where the recipient stands. */
static u32 recipient_at(u32 header_len)
{
	return header_len == sizeof(struct mmcomm_header_v3) ? 32 : 0;
}

static u64 change_recipient(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[recipient_at(header_len)] ^= 1;
	return 0;
}

static u64 change_recipients_end(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[recipient_at(header_len) + 15] ^= 0x80;
	return 0;
}

static u64 change_marker(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[15] ^= 0x80;
	return 0;
}

static u64 change_length(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[header_len - 8]++;
	return 0;
}

static u64 change_lengths_end(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[header_len - 1] = 0x80;
	return 0;
}

static u64 change_buffer_size(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[16]++;
	return 0;
}

static u64 change_reserved(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[header_len == sizeof(struct mmcomm_header_v3) ? 24 : 23] = 1;
	return 0;
}

static u64 wipe(u8 *buffer, u32 header_len, u64 *size)
{
	memset(buffer, 0, header_len);
	return 0;
}

static u64 write_behind(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[header_len + *size] = 0xa5;
	return 0;
}

static u64 write_guards_end(u8 *buffer, u32 header_len, u64 *size)
{
	buffer[header_len + *size + MMCOMM_GUARD_LEN - 1] = 0xa5;
	return 0;
}

static u64 flood(u8 *buffer, u32 header_len, u64 *size)
{
	memset(buffer + header_len, 0xa5, SMALL_LEN - header_len);
	return 0;
}

static u64 return_huge(u8 *buffer, u32 header_len, u64 *size)
{
	*size = 0x7fffffff;
	return 0;
}

static u64 return_one_too_many(u8 *buffer, u32 header_len, u64 *size)
{
	*size = SMALL_LEN - header_len + 1;
	return 0;
}

static u64 return_less_than_nothing(u8 *buffer, u32 header_len, u64 *size)
{
	*size = -1;
	return 0;
}

/**
 * struct hostile - something that breaks an invariant
 * @name: of it
 * @handler: does it
 * @reason: what it is called
 * @sized: only where MM returns a size it is something at all
 */
struct hostile {
	const char *name;
	u64 (*handler)(u8 *buffer, u32 header_len, u64 *size);
	enum mmcomm_reason reason;
	bool sized;
};

static const struct hostile hostiles[] = {
	{ "recipient", change_recipient, MMCOMM_REASON_RECIPIENT_CHANGED },
	{ "recipient's end", change_recipients_end, MMCOMM_REASON_RECIPIENT_CHANGED },
	{ "first GUID's end", change_marker, MMCOMM_REASON_RECIPIENT_CHANGED },
	{ "whole header", wipe, MMCOMM_REASON_RECIPIENT_CHANGED },
	{ "length", change_length, MMCOMM_REASON_LENGTH_CHANGED },
	{ "length's end", change_lengths_end, MMCOMM_REASON_LENGTH_CHANGED },
	{ "first length", change_buffer_size, MMCOMM_REASON_LENGTH_CHANGED },
	{ "reserved word", change_reserved, MMCOMM_REASON_LENGTH_CHANGED },
	{ "guard", write_behind, MMCOMM_REASON_GUARD_CHANGED },
	{ "guard's end", write_guards_end, MMCOMM_REASON_GUARD_CHANGED },
	{ "everything behind", flood, MMCOMM_REASON_GUARD_CHANGED },
	{ "huge", return_huge, MMCOMM_REASON_SIZE_ABOVE_BUFFER, true },
	{ "one too many", return_one_too_many, MMCOMM_REASON_SIZE_ABOVE_BUFFER, true },
	{ "less than a header", return_less_than_nothing, MMCOMM_REASON_SIZE_BELOW_HEADER,
	  true },
};

static void hostile_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(hostiles); i++) {
		const struct hostile *hostile = &hostiles[i];

		use(fixture, test->param_value);
		handler = hostile->handler;
		if (hostile->sized && !(mailbox->traits & HAS_SIZE)) {
			KUNIT_EXPECT_EQ_MSG(test, call(fixture), 0, "%s", hostile->name);
			KUNIT_EXPECT_EQ(test, fixture->result.response_len, LEN);
			expect_answered(test);
			continue;
		}
		KUNIT_EXPECT_EQ_MSG(test, call(fixture), -EBADMSG, "%s", hostile->name);
		KUNIT_EXPECT_EQ_MSG(test, fixture->result.reason, hostile->reason, "%s",
				    hostile->name);
		KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_RAN);
		KUNIT_EXPECT_EQ(test, runs, 1);
		/* Nothing of it reaches the caller, nothing stays for the next one. */
		KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 0);
		KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response, UNTOUCHED,
						   sizeof(fixture->response)));
		expect_clean(test);
		expect_answered(test);
	}
}

static u64 answer_half(u8 *buffer, u32 header_len, u64 *size)
{
	*size /= 2;
	return 0;
}

static u64 answer_twice(u8 *buffer, u32 header_len, u64 *size)
{
	memset(buffer + header_len + *size, 0x5a, *size);
	*size *= 2;
	return 0;
}

static u64 answer_nothing(u8 *buffer, u32 header_len, u64 *size)
{
	*size = 0;
	return 0;
}

static void size_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	bool sized;

	use(fixture, test->param_value);
	sized = mailbox->traits & HAS_SIZE;
	handler = answer_half;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, sized ? LEN / 2 : LEN);
	handler = answer_nothing;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, sized ? 0 : LEN);

	/* Longer than what MM was told: somebody has to say so. */
	handler = answer_twice;
	KUNIT_EXPECT_EQ(test, call(fixture), sized ? 0 : -EBADMSG);
	KUNIT_EXPECT_EQ(test, fixture->result.reason,
			sized ? MMCOMM_REASON_NONE : MMCOMM_REASON_GUARD_CHANGED);
	fixture->message.window_len = 2 * LEN;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 2 * LEN);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response + LEN, 0x5a, LEN));
	KUNIT_EXPECT_EQ(test, fixture->response[2 * LEN], UNTOUCHED);
	expect_clean(test);
}

static u64 fail(u8 *buffer, u32 header_len, u64 *size)
{
	return NOT_FOUND;
}

static u64 warn(u8 *buffer, u32 header_len, u64 *size)
{
	return 4;
}

static void status_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	bool valid;

	use(fixture, test->param_value);
	valid = mailbox->traits & HAS_STATUS;
	handler = fail;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.mm_status, valid ? NOT_FOUND : 0);
	KUNIT_EXPECT_EQ(test, !!(fixture->result.flags & MMCOMM_RESULT_STATUS_VALID), valid);
	handler = warn;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.mm_status, valid ? 4 : 0);
	expect_answered(test);
}

/* The message is not sent, and MM cannot find it any more. */
static void expect_untaken(struct kunit *test, enum mmcomm_reason reason)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, reason);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response, UNTOUCHED,
					   sizeof(fixture->response)));
	KUNIT_EXPECT_EQ(test, fixture->communicator.buffers[0].state,
			MMCOMM_BUFFER_ENABLED);
	expect_clean(test);
	KUNIT_EXPECT_EQ(test, mailbox->find(), 0);
}

/* The buffer is left to whoever may be at work in it. */
static void expect_retired(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_EQ(test, call(fixture), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_TIMEOUT);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_MAY_HAVE_RUN);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response, UNTOUCHED,
					   sizeof(fixture->response)));
	KUNIT_EXPECT_EQ(test, fixture->communicator.buffers[0].state,
			MMCOMM_BUFFER_RETIRED);
	KUNIT_EXPECT_MEMEQ(test, fixture->small + header_len(), fixture->request, LEN);
}

/*
 * No MMI at all: what counts them tells. A register keeps the message's address, and
 * whoever comes later finds it there.
 */
static void no_mmi_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	use(fixture, test->param_value);
	core_mood = NO_MMI;
	handler = echo;
	if (by_register()) {
		expect_retired(test);
		return;
	}
	expect_untaken(test, MMCOMM_REASON_NO_MMI);
	expect_answered(test);
}

/* MMIs came, and MM left the message alone. */
static void left_alone_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	use(fixture, test->param_value);
	core_mood = LEAVES_IT;
	handler = echo;
	if (mailbox->traits & KNOWS_TAKEN) {
		expect_untaken(test, MMCOMM_REASON_NOT_TAKEN);
		expect_answered(test);
	} else if (mailbox->traits & HAS_MARK) {
		expect_retired(test);
	} else {
		/* Nothing tells it from an answer. */
		KUNIT_EXPECT_EQ(test, call(fixture), 0);
		KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_RAN);
		KUNIT_EXPECT_FALSE(test, fixture->result.flags &
					 MMCOMM_RESULT_STATUS_VALID);
		KUNIT_EXPECT_MEMEQ(test, fixture->response, fixture->request, LEN);
		expect_answered(test);
	}
}

/* Nothing counts MMIs: what was not answered may have run. */
static void uncounted_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	ports.count = NULL;
	use(fixture, test->param_value);
	core_mood = NO_MMI;
	handler = echo;
	if (mailbox->traits & KNOWS_TAKEN) {
		expect_untaken(test, MMCOMM_REASON_NOT_TAKEN);
		expect_answered(test);
	} else if (mailbox->traits & HAS_MARK) {
		expect_retired(test);
	} else {
		KUNIT_EXPECT_EQ(test, call(fixture), 0);
		KUNIT_EXPECT_EQ(test, fixture->result.progress,
				MMCOMM_PROGRESS_MAY_HAVE_RUN);
		KUNIT_EXPECT_EQ(test, fixture->result.flags, 0);
		KUNIT_EXPECT_EQ(test, mock_mm.delayed_us, TIMEOUT_MS * 1000);
		KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
		KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), OLD_POINTER);
		expect_clean(test);

		/* What a handler does is looked at all the same. */
		core_mood = LOOKS;
		handler = change_recipient;
		KUNIT_EXPECT_EQ(test, call(fixture), -EBADMSG);
		KUNIT_EXPECT_EQ(test, fixture->result.progress,
				MMCOMM_PROGRESS_MAY_HAVE_RUN);
		expect_clean(test);
		handler = answer_half;
		KUNIT_EXPECT_EQ(test, call(fixture), 0);
		KUNIT_EXPECT_EQ(test, runs, 1);
	}
}

/* MM comes between the last look at its marks and the taking back. */
static void late_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	use(fixture, test->param_value);
	if (!(mailbox->traits & HAS_MARK))
		return;
	core_mood = LOOKS_LATE;
	handler = echo;
	expect_retired(test);
	KUNIT_EXPECT_EQ(test, runs, 1);
	/* The buffer of the next message is another one. */
	if (mailbox->ops != &mmcomm_executor_status_block) {
		fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
		core_mood = LOOKS;
		KUNIT_EXPECT_EQ(test, call(fixture), 0);
		KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 7);
	}
}

/* An MMI is counted only when the pointer has been taken back. */
static void too_late_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	use(fixture, test->param_value);
	if (mailbox->ops != &mmcomm_executor_acpi_uefi)
		return;
	core_mood = TOO_LATE;
	handler = echo;
	expect_retired(test);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), OLD_POINTER);
}

static void no_port_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	use(fixture, test->param_value);
	handler = echo;
	fixture->communicator.mmi.cmd.type = MMCOMM_MMI_PORT_NONE;
	if (by_register()) {
		/* It needs no port to raise an MMI by. */
		KUNIT_EXPECT_EQ(test, call(fixture), 0);
		KUNIT_EXPECT_EQ(test, fixture->communicator.mmi.raised, 1);
		/* And no access that it has not. */
		fixture->communicator.buffers[0].address = 0x100000000ULL;
		if (mailbox->prepare != wide_prepare) {
			KUNIT_EXPECT_EQ(test, call(fixture), -EOPNOTSUPP);
			KUNIT_EXPECT_EQ(test, fixture->result.reason,
					MMCOMM_REASON_NO_TRIGGER);
			KUNIT_EXPECT_EQ(test, fixture->result.progress,
					MMCOMM_PROGRESS_NOT_SENT);
			KUNIT_EXPECT_EQ(test, fixture->communicator.mmi.raised, 1);
			expect_clean(test);
		}
	} else {
		KUNIT_EXPECT_EQ(test, call(fixture), -EOPNOTSUPP);
		KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	}
}

/* A command that the FADT reserves is found out after the mailbox was armed. */
static void reserved_command_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	use(fixture, test->param_value);
	handler = echo;
	mmcomm_sw_mmi_reserve_command(&fixture->communicator.mmi,
				      fixture->communicator.command);
	if (by_register()) {
		KUNIT_EXPECT_EQ(test, call(fixture), 0);
		return;
	}
	KUNIT_EXPECT_EQ(test, call(fixture), -EINVAL);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	KUNIT_EXPECT_EQ(test, mailbox->find(), 0);
	expect_clean(test);
}

static struct kunit_case mailbox_cases[] = {
	KUNIT_CASE_PARAM(echo_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(preferred_header_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(hostile_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(size_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(status_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(no_mmi_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(left_alone_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(uncounted_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(late_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(too_late_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(no_port_test, mailbox_gen_params),
	KUNIT_CASE_PARAM(reserved_command_test, mailbox_gen_params),
	{}
};

static struct kunit_suite mailbox_suite = {
	.name = "mailbox",
	.init = mailbox_init,
	.test_cases = mailbox_cases,
};

kunit_test_suite(mailbox_suite);
