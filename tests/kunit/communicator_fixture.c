// SPDX-License-Identifier: GPL-2.0
/*
 * A communicator of a test's own.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "communicator_fixture.h"

const guid_t recipient =
	GUID_INIT(0xed32d533, 0x99e6, 0x4209,
		  0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7);

static int count_refresh(struct mmcomm_communicator *communicator)
{
	struct fixture *fixture = container_of(communicator, struct fixture,
					       communicator);

	lockdep_assert_held(&communicator->lock);
	fixture->refreshed++;
	return fixture->refresh_error;
}

int communicator_init(struct kunit *test)
{
	struct mmcomm_communicator *communicator;
	struct fixture *fixture;
	u32 i;

	mock_mm_init();
	fixture = kunit_kzalloc(test, sizeof(*fixture), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fixture);
	fixture->small = kunit_kzalloc(test, SMALL_LEN, GFP_KERNEL);
	fixture->large = kunit_kzalloc(test, LARGE_LEN, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fixture->small);
	KUNIT_ASSERT_NOT_NULL(test, fixture->large);
	for (i = 0; i < sizeof(fixture->request); i++)
		fixture->request[i] = i + 1;
	memset(fixture->response, UNTOUCHED, sizeof(fixture->response));

	communicator = &fixture->communicator;
	mutex_init(&communicator->lock);
	communicator->executor = &mock_mm_port_ops;
	communicator->executor_context = &mock_mm;
	communicator->buffer_count = 2;
	communicator->mmi.ports = &mock_mm_ports;
	communicator->mmi.cmd.type = MMCOMM_MMI_PORT_SMI;
	communicator->mmi.cmd.smi = MOCK_CMD_PORT;
	communicator->mmi.data.type = MMCOMM_MMI_PORT_SMI;
	communicator->mmi.data.smi = MOCK_DATA_PORT;
	communicator->timeout_ms = TIMEOUT_MS;
	communicator->command = 0x42;
	communicator->trigger_allowed = true;
	communicator->refresh = count_refresh;
	KUNIT_ASSERT_EQ(test, mmcomm_buffer_init(&communicator->buffers[0], 4,
						 MMCOMM_SOURCE_PARAMETER,
						 fixture->small, SMALL_ADDRESS,
						 SMALL_LEN), 0);
	KUNIT_ASSERT_EQ(test, mmcomm_buffer_init(&communicator->buffers[1], 7,
						 MMCOMM_SOURCE_PARAMETER,
						 fixture->large, LARGE_ADDRESS,
						 LARGE_LEN), 0);

	fixture->message = (struct mmcomm_message) {
		.recipient = recipient,
		.buffer_id = 4,
		.request = fixture->request,
		.request_len = 100,
		.response = fixture->response,
		.response_capacity = 100,
	};
	mmcomm_result_init(&fixture->result);
	test->priv = fixture;
	return 0;
}

/* Somebody else who holds the lock. */
static struct task_struct *holder;
static DECLARE_COMPLETION(held);

static int hold(void *argument)
{
	struct mutex *lock = argument;

	mutex_lock(lock);
	complete(&held);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	mutex_unlock(lock);
	return 0;
}

/**
 * get_killed - leave the test with a fatal signal that it has not noticed yet
 */
void get_killed(void)
{
	spin_lock_irq(&current->sighand->siglock);
	sigaddset(&current->pending.signal, SIGKILL);
	recalc_sigpending();
	spin_unlock_irq(&current->sighand->siglock);
}

/**
 * come_to_life - undo get_killed()
 */
void come_to_life(void)
{
	spin_lock_irq(&current->sighand->siglock);
	sigdelset(&current->pending.signal, SIGKILL);
	recalc_sigpending();
	spin_unlock_irq(&current->sighand->siglock);
}

/**
 * hold_mutex - let somebody hold a lock, and kill the test while it waits
 * @test: the test
 * @lock: the lock
 */
void hold_mutex(struct kunit *test, struct mutex *lock)
{
	reinit_completion(&held);
	holder = kthread_run(hold, lock, "kunit-holder");
	KUNIT_ASSERT_FALSE(test, IS_ERR(holder));
	wait_for_completion(&held);
	get_killed();
}

/**
 * hold_lock - hold_mutex() for the lock of the test's communicator
 * @test: the test
 */
void hold_lock(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	hold_mutex(test, &fixture->communicator.lock);
}

/**
 * let_go_of_lock - undo hold_mutex()
 * @test: the test
 */
void let_go_of_lock(struct kunit *test)
{
	come_to_life();
	KUNIT_EXPECT_EQ(test, kthread_stop(holder), 0);
}

/* Nothing of a message is left in memory that takes the next one. */
void expect_clean(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->small, 0, SMALL_LEN));
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->large, 0, LARGE_LEN));
}

/* The request was turned down before anything happened. */
void expect_not_sent(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, "");
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	KUNIT_EXPECT_EQ(test, fixture->communicator.exclusion.stops, 0);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&fixture->communicator.lock));
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response, UNTOUCHED,
					   sizeof(fixture->response)));
	expect_clean(test);
}

void sleeping(struct fixture *fixture)
{
	fixture->communicator.sleeping = true;
}

void probe_only(struct fixture *fixture)
{
	fixture->communicator.probe_only = true;
}

void no_trigger(struct fixture *fixture)
{
	fixture->communicator.mmi.cmd.type = MMCOMM_MMI_PORT_NONE;
}

void refresh_fails(struct fixture *fixture)
{
	fixture->communicator.stale = true;
	fixture->refresh_error = -ENOMEM;
}

void refusal_desc(const struct refusal *refusal, char *desc)
{
	strscpy(desc, refusal->name, KUNIT_PARAM_DESC_SIZE);
}
