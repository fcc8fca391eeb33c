// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/services.c on a made-up machine with MM: buffers that move, and
 * hooks and executors that come while the machine sleeps, has no memory, or has
 * an MM of its own. How a module uses the services is in services_test.c.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/suspend.h>

#include "config.h"
#include "core_fixture.h"
#include "kernel_log.h"

#define PAGE	MMCOMM_MM_PAGE_SIZE

static struct mmcomm_communicator *const communicator = &mmcomm_core.communicator;

static int machine_init(struct kunit *test)
{
	core_fixture_init(test);
	core_fixture_add_mm(test);
	mmcomm_config.enable_comm_buffer_updates = true;
	mmcomm_config.updatable_buffer_id = 0;
	KUNIT_ASSERT_EQ(test, mmcomm_core_start(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	kernel_log_mark();
	return 0;
}

static int send(struct mmcomm_result *result)
{
	static u8 request[8] = "request";
	struct mmcomm_message message = {
		.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.request_len = sizeof(request),
	};

	return mmcomm_communicate(&message, result);
}

/* Buffers that move. */

static void move_test(struct kunit *test)
{
	struct mmcomm_result result;

	memset(fake_memory_at(RESERVED), 0xd1, RESERVED_LEN);
	KUNIT_ASSERT_EQ(test, mmcomm_update_comm_buffer(0, RESERVED, 4 * PAGE), 0);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 2);
	KUNIT_EXPECT_NULL(test, memchr_inv(fake_memory_at(RESERVED), 0, 4 * PAGE));
	KUNIT_EXPECT_EQ(test, *(u8 *)fake_memory_at(RESERVED + 4 * PAGE), 0xd1);
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_EQ(test, result.used_buffer_id, 0);
	KUNIT_EXPECT_EQ(test, result.max_message_len, 4 * PAGE - 24);
	KUNIT_EXPECT_NULL(test, memchr_inv(fake_memory_at(DATA), 0xaf, DATA_LEN));

	/* It stays there when MM is looked for again. */
	communicator->stale = true;
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_EQ(test, result.max_message_len, 4 * PAGE - 24);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&communicator->lock));
}

/* From one entry to part of another: each claimed for its own calls alone. */
static void move_between_regions_test(struct kunit *test)
{
	u8 *memory = fake_memory_at(RESERVED);
	struct mmcomm_result result;

	memset(memory, 0xd1, 8 * PAGE);
	core_fixture_add_region(MMCOMM_REGION_FREE, RESERVED, 2);
	core_fixture_add_region(MMCOMM_REGION_FREE, RESERVED + 2 * PAGE, 6);
	fake_machine.fadt.wsmt_present = true;
	fake_machine.fadt.wsmt_flags = MMCOMM_WSMT_FIXED_BUFFERS;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 2);
	/* That one is a buffer already, and may be busy. */
	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(0, RESERVED + 4 * PAGE, 2 * PAGE),
			-EINVAL);
	communicator->buffers[1].state = MMCOMM_BUFFER_DISABLED;
	KUNIT_ASSERT_EQ(test, mmcomm_update_comm_buffer(0, RESERVED + 4 * PAGE, 2 * PAGE), 0);
	/* It is somebody else's until a call claims it. */
	KUNIT_EXPECT_NULL(test, memchr_inv(memory, 0xd1, 8 * PAGE));
	KUNIT_EXPECT_TRUE(test, mmcomm_region_is_free(core_fixture_region_type(1)));

	*core_fixture_region_type(0) = 0;
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_EQ(test, result.used_buffer_id, 0);
	KUNIT_EXPECT_EQ(test, result.max_message_len, 2 * PAGE - 24);
	KUNIT_EXPECT_EQ(test, memory[4 * PAGE], 0);
	KUNIT_EXPECT_EQ(test, *core_fixture_region_type(0), 0);
	KUNIT_EXPECT_TRUE(test, mmcomm_region_is_free(core_fixture_region_type(1)));
	*core_fixture_region_type(1) = 0;
	KUNIT_EXPECT_EQ(test, send(&result), -EBUSY);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_BUFFER_BUSY);
}

/* A call under way: who moves its buffer, and what came of that. */
static struct {
	struct completion started;
	struct completion finished;
	int error;
} mover;

static int move_in_thread(void *unused)
{
	complete(&mover.started);
	mover.error = mmcomm_update_comm_buffer(0, RESERVED, 4 * PAGE);
	complete(&mover.finished);
	return 0;
}

static bool lock_was_held;

static void look_at_lock(struct mock_mm *mm)
{
	u8 *mailbox = fake_memory_at(MAILBOX);

	lock_was_held = mutex_is_locked(&communicator->lock);
	put_unaligned_le64(0, mailbox + SMMC_POINTER);
	put_unaligned_le64(0, mailbox + SMMC_STATUS);
}

/* A call holds the lock to its end, and an update waits for it. */
static void move_waits_test(struct kunit *test)
{
	struct mmcomm_result result;

	mock_mm.core = look_at_lock;
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_TRUE(test, lock_was_held);

	init_completion(&mover.started);
	init_completion(&mover.finished);
	mutex_lock(&communicator->lock);
	KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(move_in_thread, NULL, "kunit-mover")));
	wait_for_completion(&mover.started);
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&mover.finished, HZ / 10), 0);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].state, MMCOMM_BUFFER_ENABLED);
	mutex_unlock(&communicator->lock);
	wait_for_completion(&mover.finished);
	KUNIT_EXPECT_EQ(test, mover.error, 0);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].state, MMCOMM_BUFFER_DISABLED);
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_EQ(test, result.max_message_len, 4 * PAGE - 24);
}

static void updates_off(void)
{
	communicator->updates_enabled = false;
}

static void another_one(void)
{
	communicator->updatable_buffer_id = 1;
}

static void sleeping(void)
{
	communicator->sleeping = true;
}

static void probe_only(void)
{
	communicator->probe_only = true;
}

static void retired(void)
{
	communicator->buffers[0].state = MMCOMM_BUFFER_RETIRED;
}

static void registered(void)
{
	static const struct mmcomm_executor executor;

	mmcomm_core.registered = &executor;
}

static void no_firmware(void)
{
	fake_machine.refusal = "gone";
}

static void not_mapped(void)
{
	fake_memory.maps = 0;
	fake_memory.refused_map = 1;
}

static void nothing_wrong(void)
{
}

/* Fixed memory, which an entry's pages are and others are not. */
static void fixed_memory(void)
{
	core_fixture_add_region(MMCOMM_REGION_FREE, RESERVED + 8 * PAGE, 2);
	fake_machine.fadt.wsmt_present = true;
	fake_machine.fadt.wsmt_flags = MMCOMM_WSMT_FIXED_BUFFERS;
	core_fixture_bring_up();
}

struct refused_move {
	const char *name;
	void (*prepare)(void);
	u64 address;
	u64 length;
	int error;
	const char *why;
};

static const struct refused_move refused_moves[] = {
	{ "updates are off", updates_off, RESERVED, PAGE, -EOPNOTSUPP },
	{ "another executor's", registered, RESERVED, PAGE, -EOPNOTSUPP },
	{ "another buffer", another_one, RESERVED, PAGE, -EPERM },
	{ "sleeping", sleeping, RESERVED, PAGE, -EBUSY },
	{ "probe only", probe_only, RESERVED, PAGE, -EOPNOTSUPP },
	{ "retired", retired, RESERVED, PAGE, -ENOENT },
	{ "not aligned", nothing_wrong, RESERVED + 8, PAGE, -EINVAL, "not whole pages" },
	{ "no length", nothing_wrong, RESERVED, 0, -EINVAL, "not whole pages" },
	{ "over itself", nothing_wrong, BORROWED, PAGE, -EINVAL,
	  "overlaps a communicate buffer" },
	{ "runtime code", nothing_wrong, CODE, PAGE, -EINVAL,
	  "is not reserved, ACPI NVS or runtime-services data memory" },
	{ "no firmware memory", nothing_wrong, 0x10000, PAGE, -EINVAL,
	  "does not lie inside one region of the firmware's memory map" },
	{ "outside of fixed memory", fixed_memory, RESERVED, PAGE, -EINVAL,
	  "is outside the communication region table" },
	{ "firmware gone", no_firmware, RESERVED, PAGE, -EINVAL, "gone" },
	{ "not mapped", not_mapped, RESERVED, PAGE, -ENOMEM },
};

static void refused_move_desc(const struct refused_move *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(refused_move, refused_moves, refused_move_desc);

static void refused_move_test(struct kunit *test)
{
	const struct refused_move *one = test->param_value;
	struct mmcomm_buffer before;

	one->prepare();
	before = communicator->buffers[0];
	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(0, one->address, one->length),
			one->error);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_MEMEQ(test, &communicator->buffers[0], &before, sizeof(before));
	KUNIT_EXPECT_EQ(test, kernel_log_count("is not moved to"), !!one->why);
	if (one->why)
		KUNIT_EXPECT_EQ(test, kernel_log_count(one->why), 1);
	mmcomm_core.registered = NULL;
}

/* Platform hooks. */

static u32 asked;

static bool matches(void)
{
	asked++;
	return true;
}

static int vouch(const struct mmcomm_acpi_base *acpi_base,
		 struct mmcomm_platform_report *report)
{
	return 0;
}

static struct mmcomm_platform_control hook = {
	.name = "board", .owner = THIS_MODULE, .matches = matches, .init = vouch,
};

static void hook_test(struct kunit *test)
{
	asked = 0;
	KUNIT_ASSERT_EQ(test, mmcomm_register_platform_control(&hook), 0);
	KUNIT_EXPECT_EQ(test, asked, 1);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_core.platform.control,
			    (const struct mmcomm_platform_control *)&hook);
	mmcomm_unregister_platform_control(&hook);
	KUNIT_EXPECT_NULL(test, mmcomm_core.platform.control);
	KUNIT_EXPECT_EQ(test, asked, 1);
}

/* A hook that is not asked goes, and the one that is stays. */
static void other_hook_test(struct kunit *test)
{
	struct mmcomm_platform_control older = hook;

	KUNIT_ASSERT_EQ(test, mmcomm_register_platform_control(&older), 0);
	KUNIT_ASSERT_EQ(test, mmcomm_register_platform_control(&hook), 0);
	communicator->sleeping = true;
	mmcomm_unregister_platform_control(&older);
	communicator->sleeping = false;
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_core.platform.control,
			    (const struct mmcomm_platform_control *)&hook);
	mmcomm_unregister_platform_control(&hook);
}

static void not_ready_test(struct kunit *test)
{
	mmcomm_core.ready = false;
	KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&hook), -ENODEV);
	KUNIT_EXPECT_TRUE(test, list_empty(&mmcomm_core.controls));
}

/* Nobody looks at the machine while it goes to sleep. */
static void hook_asleep_test(struct kunit *test)
{
	struct mmcomm_result result;

	asked = 0;
	communicator->sleeping = true;
	KUNIT_ASSERT_EQ(test, mmcomm_register_platform_control(&hook), 0);
	KUNIT_EXPECT_EQ(test, asked, 0);
	KUNIT_EXPECT_TRUE(test, communicator->stale);
	communicator->sleeping = false;
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_EQ(test, asked, 1);

	communicator->sleeping = true;
	mmcomm_unregister_platform_control(&hook);
	/* Not even its name is looked at any more. */
	KUNIT_EXPECT_NULL(test, mmcomm_core.platform.control);
	communicator->sleeping = false;
}

static void hook_without_memory_test(struct kunit *test)
{
	fake_machine.no_memory = true;
	KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&hook), -ENOMEM);
	KUNIT_EXPECT_TRUE(test, list_empty(&mmcomm_core.controls));
	KUNIT_EXPECT_TRUE(test, communicator->stale);
	fake_machine.no_memory = false;
	KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&hook), 0);
	/* What cannot be looked at now is looked at before the next message. */
	fake_machine.no_memory = true;
	mmcomm_unregister_platform_control(&hook);
	KUNIT_EXPECT_TRUE(test, communicator->stale);
	KUNIT_EXPECT_NULL(test, mmcomm_core.platform.control);
	fake_machine.no_memory = false;
}

/* Executors. */

static struct mmcomm_provided_buffer provided;
static struct mmcomm_executor executor = {
	.context = &mock_mm, .buffers = &provided,
};

/* Memory of 17 buffers, of which most executors bring one. */
static void prepare_executor(struct kunit *test)
{
	executor.ops = &mock_mm_own_ops;
	executor.buffers = &provided;
	executor.buffer_count = 1;
	provided.address = 1ULL << 52;
	provided.length = PAGE;
	provided.virt = fake_memory_add(test, provided.address, PAGE);
}

static void real_mm_test(struct kunit *test)
{
	struct mmcomm_executor_ops ops = mock_mm_own_ops;

	prepare_executor(test);
	/* The machine has an MM, which nobody may stand in for by chance. */
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), -EBUSY);
	KUNIT_EXPECT_NULL(test, mmcomm_core.registered);
	mmcomm_config.executor = "smmc";
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), -EPERM);
	/* Nor may it go by the real one's name. */
	executor.ops = &ops;
	ops.simulated = false;
	ops.name = "smmc";
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), -EINVAL);
	ops.name = "mock";
	mmcomm_config.executor = "mock";
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), 0);
	KUNIT_EXPECT_EQ(test, kernel_log_count("executor mock registered"), 1);
	KUNIT_EXPECT_EQ(test, kernel_log_count("simulated"), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor,
			    (const struct mmcomm_executor_ops *)&ops);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_NONE);
	mmcomm_unregister_executor(&executor);
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_TRUE(test, communicator->provider_gone);
}

static void executor_not_ready_test(struct kunit *test)
{
	prepare_executor(test);
	mmcomm_config.executor = "mock";
	mmcomm_core.ready = false;
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), -ENODEV);
	KUNIT_EXPECT_NULL(test, mmcomm_core.registered);
}

static void too_many_buffers_test(struct kunit *test)
{
	struct mmcomm_provided_buffer many[MMCOMM_MAX_BUFFERS + 1];
	u32 i;

	prepare_executor(test);
	mmcomm_config.executor = "mock";
	for (i = 0; i < ARRAY_SIZE(many); i++) {
		many[i] = provided;
		many[i].address += 2 * i * PAGE;
	}
	executor.buffers = many;
	executor.buffer_count = ARRAY_SIZE(many);
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), -EINVAL);
	executor.buffer_count--;
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), 0);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, MMCOMM_MAX_BUFFERS);
	mmcomm_unregister_executor(&executor);
}

static void executor_asleep_test(struct kunit *test)
{
	struct mmcomm_result result;

	prepare_executor(test);
	mmcomm_config.executor = "mock";
	communicator->sleeping = true;
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_smmc);
	KUNIT_EXPECT_EQ(test, send(&result), -EBUSY);
	communicator->sleeping = false;
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mock_mm_own_ops);

	/* What went while the machine slept is not called any more. */
	communicator->sleeping = true;
	mmcomm_unregister_executor(&executor);
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
	mock_mm.raises = 0;
	communicator->sleeping = false;
	KUNIT_EXPECT_EQ(test, send(&result), -ENODEV);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

static void executor_without_memory_test(struct kunit *test)
{
	prepare_executor(test);
	mmcomm_config.executor = "mock";
	fake_machine.no_memory = true;
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), -ENOMEM);
	KUNIT_EXPECT_NULL(test, mmcomm_core.registered);
	fake_machine.no_memory = false;
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&executor), 0);
	mmcomm_unregister_executor(&executor);
}

static struct kunit_case machine_cases[] = {
	KUNIT_CASE(move_test),
	KUNIT_CASE(move_between_regions_test),
	KUNIT_CASE(move_waits_test),
	KUNIT_CASE_PARAM(refused_move_test, refused_move_gen_params),
	KUNIT_CASE(hook_test),
	KUNIT_CASE(other_hook_test),
	KUNIT_CASE(not_ready_test),
	KUNIT_CASE(hook_asleep_test),
	KUNIT_CASE(hook_without_memory_test),
	KUNIT_CASE(real_mm_test),
	KUNIT_CASE(executor_not_ready_test),
	KUNIT_CASE(too_many_buffers_test),
	KUNIT_CASE(executor_asleep_test),
	KUNIT_CASE(executor_without_memory_test),
	{}
};

static struct kunit_suite machine_suite = {
	.name = "services_machine",
	.init = machine_init,
	.exit = core_fixture_exit,
	.test_cases = machine_cases,
};

kunit_test_suite(machine_suite);
