// SPDX-License-Identifier: GPL-2.0
/*
 * One request to one response: checks the request, chooses a buffer, stops the
 * machine, and in there arms the mailbox, raises the MMI, waits for MM and
 * checks what it left.
 */
#define pr_fmt(fmt) "mm_comm: " fmt

#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

#include "comm_header.h"
#include "communicator.h"
#include "compat.h"
#include "evidence.h"
#include "trace_mm_comm.h"

/* Bytes of a request or response that a debug line shows. */
#define DUMP_LEN 64

/* How often MM's marks are looked at, in microseconds. */
#define POLL_US 1

/**
 * mmcomm_result_init - say that nothing has happened yet
 * @result: what a message's result is written to
 */
void mmcomm_result_init(struct mmcomm_result *result)
{
	*result = (struct mmcomm_result) {
		.progress = MMCOMM_PROGRESS_NOT_SENT,
		.reason = MMCOMM_REASON_NONE,
		.used_buffer_id = MMCOMM_BUFFER_ANY,
	};
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_result_init);

static int fail(struct mmcomm_result *result, enum mmcomm_reason reason, int error)
{
	result->reason = reason;
	return error;
}

static u32 told_len(const struct mmcomm_message *message)
{
	return message->message_len ?: message->request_len;
}

static u32 window_len(const struct mmcomm_message *message)
{
	return message->window_len ?: told_len(message);
}

static bool relocation_fits(const struct mmcomm_relocation *reloc,
			    const struct mmcomm_message *message)
{
	return (u64)reloc->payload_offset + sizeof(u64) <= told_len(message) &&
	       reloc->window_offset < window_len(message);
}

/**
 * mmcomm_check_message - check what can be checked without knowing the machine
 * @message: the message; its memory is not looked at, but its relocations are
 * @result: out: the reason
 *
 * The order of checks is part of the ABI: recipient, header version, lengths
 * (request, message, window), relocations.
 *
 * Return: 0 or -EINVAL.
 */
int mmcomm_check_message(const struct mmcomm_message *message,
			 struct mmcomm_result *result)
{
	u32 i;

	if (guid_is_null(&message->recipient))
		return fail(result, MMCOMM_REASON_ZERO_GUID, -EINVAL);
	if (mmcomm_header_is_marker(&message->recipient))
		return fail(result, MMCOMM_REASON_MARKER_GUID, -EINVAL);
	if (message->header_version && !mmcomm_header_len(message->header_version))
		return fail(result, MMCOMM_REASON_HEADER_VERSION, -EINVAL);
	if (!message->request_len)
		return fail(result, MMCOMM_REASON_EMPTY_REQUEST, -EINVAL);
	if (told_len(message) < message->request_len)
		return fail(result, MMCOMM_REASON_MESSAGE_LEN, -EINVAL);
	if (window_len(message) < told_len(message))
		return fail(result, MMCOMM_REASON_WINDOW_LEN, -EINVAL);
	if (message->relocation_count > MMCOMM_MAX_RELOCATIONS ||
	    (message->relocation_count && !message->relocations))
		return fail(result, MMCOMM_REASON_RELOCATION, -EINVAL);
	for (i = 0; i < message->relocation_count; i++)
		if (!relocation_fits(&message->relocations[i], message))
			return fail(result, MMCOMM_REASON_RELOCATION, -EINVAL);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_check_message);

/* Looks for MM again where something changed. Fails for want of memory alone. */
static int refresh(struct mmcomm_communicator *communicator)
{
	bool stale = communicator->stale;
	int ret = 0;

	/* Set again by what cannot be finished now. */
	communicator->stale = false;
	if (stale && communicator->refresh)
		ret = communicator->refresh(communicator);
	if (ret)
		communicator->stale = true;
	return ret;
}

/**
 * mmcomm_communicator_awake - whether anything may touch the machine now
 * @communicator: the communicator, locked
 * @reason: out: why not
 *
 * Looks for MM again where something changed. May sleep.
 *
 * Return: 0, -EBUSY while going to sleep, -ENOMEM, -EOPNOTSUPP with probe_only.
 */
int mmcomm_communicator_awake(struct mmcomm_communicator *communicator,
			      u32 *reason)
{
	lockdep_assert_held(&communicator->lock);

	if (communicator->sleeping) {
		*reason = MMCOMM_REASON_SLEEPING;
		return -EBUSY;
	}
	if (refresh(communicator)) {
		*reason = MMCOMM_REASON_NO_MEMORY;
		return -ENOMEM;
	}
	if (communicator->probe_only) {
		*reason = MMCOMM_REASON_PROBE_ONLY;
		return -EOPNOTSUPP;
	}
	return 0;
}

/**
 * mmcomm_communicator_can_raise - whether its executor has a way into MM
 * @communicator: the communicator, locked, with an executor
 *
 * Return: true where an MMI can be raised and no platform hook forbids it, or
 * where MM is simulated and needs none.
 */
bool mmcomm_communicator_can_raise(const struct mmcomm_communicator *communicator)
{
	const struct mmcomm_executor_ops *executor = communicator->executor;

	if (executor->raise)
		return executor->simulated || !communicator->mmi.forbidden;
	return mmcomm_sw_mmi_available(&communicator->mmi);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_communicator_can_raise);

/* Whether the machine, as it is at the moment, takes messages. */
static int check_ready(struct mmcomm_communicator *communicator,
		       struct mmcomm_result *result)
{
	int ret = mmcomm_communicator_awake(communicator, &result->reason);

	if (ret)
		return ret;
	if (communicator->provider_gone)
		return fail(result, MMCOMM_REASON_PROVIDER_GONE, -ENODEV);
	if (!communicator->executor)
		return fail(result, MMCOMM_REASON_NO_MAILBOX, -ENODEV);
	if (!mmcomm_communicator_can_raise(communicator))
		return fail(result, MMCOMM_REASON_NO_TRIGGER, -EOPNOTSUPP);
	return 0;
}

static u32 header_version(const struct mmcomm_communicator *communicator,
			  const struct mmcomm_message *message)
{
	const struct mmcomm_executor_ops *executor = communicator->executor;

	return message->header_version ?: executor->preferred_header ?:
	       mmcomm_header_best(executor->header_versions);
}

static int choose_header(const struct mmcomm_communicator *communicator,
			 const struct mmcomm_message *message,
			 struct mmcomm_result *result, u32 *version)
{
	*version = header_version(communicator, message);
	if (!(communicator->executor->header_versions & BIT(*version)))
		return fail(result, MMCOMM_REASON_HEADER_VERSION, -EOPNOTSUPP);
	return 0;
}

static bool buffer_fits(const struct mmcomm_buffer *buffer, u32 version,
			const struct mmcomm_message *message,
			struct mmcomm_result *result)
{
	u64 capacity = mmcomm_buffer_capacity(buffer, version);

	result->max_message_len = max(result->max_message_len, capacity);
	return window_len(message) <= capacity;
}

static int choose_buffer(struct mmcomm_communicator *communicator, u32 version,
			 const struct mmcomm_message *message,
			 struct mmcomm_result *result,
			 struct mmcomm_buffer **chosen)
{
	bool any = message->buffer_id == MMCOMM_BUFFER_ANY;
	bool known = false, enabled = false, occupied = false;
	u32 i;

	result->max_message_len = 0;
	result->used_buffer_id = MMCOMM_BUFFER_ANY;
	for (i = 0; i < communicator->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (!any && buffer->id != message->buffer_id)
			continue;
		known = true;
		if (buffer->state != MMCOMM_BUFFER_ENABLED)
			continue;
		enabled = true;
		if (!buffer_fits(buffer, version, message, result))
			continue;
		if (mmcomm_buffer_state_now(buffer) == MMCOMM_BUFFER_OCCUPIED) {
			occupied = true;
			continue;
		}
		result->max_message_len = mmcomm_buffer_capacity(buffer, version);
		result->used_buffer_id = buffer->id;
		*chosen = buffer;
		return 0;
	}
	if (occupied)
		return fail(result, MMCOMM_REASON_BUFFER_BUSY, -EBUSY);
	if (enabled)
		return fail(result, MMCOMM_REASON_TOO_LONG, -EMSGSIZE);
	if (any)
		return fail(result, MMCOMM_REASON_NO_BUFFER, -ENODEV);
	return fail(result, known ? MMCOMM_REASON_BUFFER_NOT_ENABLED :
			    MMCOMM_REASON_NO_SUCH_BUFFER, -ENOENT);
}

/* One message on its way through the stopped machine. */
struct exchange {
	struct mmcomm_communicator *communicator;
	struct mmcomm_buffer *buffer;
	const struct mmcomm_message *message;
	struct mmcomm_result *result;
	struct mmcomm_transfer transfer;
	u32 version;
	u64 mmis_before;
	bool counts;
	bool asked;
	bool raised_by_port;
	int error;
};

/*
 * Tells first whether the machine has to be stopped at all. Owners may change
 * until it is: the choice that counts is made in there.
 */
static int choose_for(struct exchange *exchange)
{
	struct mmcomm_transfer *transfer = &exchange->transfer;
	int ret;

	ret = choose_buffer(exchange->communicator, exchange->version,
			    exchange->message, exchange->result, &exchange->buffer);
	if (ret)
		return ret;
	transfer->address = exchange->buffer->address;
	transfer->buffer = exchange->buffer->virt;
	transfer->buffer_len = exchange->buffer->length;
	transfer->total_len = mmcomm_header_len(exchange->version) +
			      told_len(exchange->message);
	return 0;
}

static void stop_exchange(struct exchange *exchange, enum mmcomm_reason reason,
			  int error)
{
	exchange->error = fail(exchange->result, reason, error);
}

/* MMIs so far, where there is a counter. What is simulated raises none. */
static void start_counting(struct exchange *exchange)
{
	struct mmcomm_communicator *communicator = exchange->communicator;
	const struct mmcomm_executor_ops *executor = communicator->executor;

	exchange->counts = !(executor->raise && executor->simulated) &&
			   mmcomm_sw_mmi_count(&communicator->mmi,
					       &exchange->mmis_before);
}

/* Whether MMIs can be counted; their number so far is in the result. */
static bool count_mmis(struct exchange *exchange)
{
	struct mmcomm_communicator *communicator = exchange->communicator;
	struct mmcomm_result *result = exchange->result;
	u64 now;

	if (!exchange->counts || !mmcomm_sw_mmi_count(&communicator->mmi, &now))
		return false;
	result->mmi_count = now - exchange->mmis_before;
	result->flags |= MMCOMM_RESULT_MMI_COUNTED;
	return true;
}

/*
 * No CPU goes on while MM is at work: where MM leaves no mark, it has been here
 * and is done once the counter has stepped.
 */
static bool is_done(struct exchange *exchange)
{
	struct mmcomm_communicator *communicator = exchange->communicator;
	const struct mmcomm_executor_ops *executor = communicator->executor;

	if (executor->done)
		return executor->done(communicator->executor_context,
				      &exchange->transfer);
	return count_mmis(exchange) && exchange->result->mmi_count;
}

/* Counts steps and not time: the clock may not tick in here. */
static bool wait_done(struct exchange *exchange)
{
	struct mmcomm_communicator *communicator = exchange->communicator;
	u64 steps = (u64)communicator->timeout_ms * USEC_PER_MSEC / POLL_US;

	for (;; steps--) {
		if (is_done(exchange))
			return true;
		if (!steps)
			return false;
		communicator->mmi.ports->delay_us(POLL_US);
	}
}

static int raise(struct exchange *exchange)
{
	struct mmcomm_communicator *communicator = exchange->communicator;
	const struct mmcomm_executor_ops *executor = communicator->executor;

	if (executor->raise)
		return executor->raise(communicator->executor_context,
				       &exchange->transfer);
	return mmcomm_sw_mmi_raise(&communicator->mmi, communicator->command, 0);
}

/*
 * Raises the MMI and waits. Returns 0 where MM marked the message done, or, as
 * far as anybody can tell, is done with it; -ETIMEDOUT where it is not, and
 * otherwise why no MMI was raised.
 */
static int run_mm(struct exchange *exchange)
{
	struct mmcomm_communicator *communicator = exchange->communicator;
	const struct mmcomm_executor_ops *executor = communicator->executor;
	struct mmcomm_result *result = exchange->result;
	bool by_port = !executor->raise;
	u8 data = 0;
	int ret;

	if (by_port)
		data = mmcomm_sw_mmi_save_data(&communicator->mmi);
	start_counting(exchange);

	ret = raise(exchange);
	/* A reason is MM's own: it was asked, and said no. */
	if (ret && !exchange->transfer.reason)
		return ret;
	exchange->asked = true;
	exchange->raised_by_port = by_port;
	if (!by_port && !executor->simulated)
		communicator->mmi.raised++;
	if (ret)
		return ret;
	result->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	if (wait_done(exchange))
		result->progress = MMCOMM_PROGRESS_RAN;
	else if (executor->done || count_mmis(exchange))
		ret = -ETIMEDOUT;

	count_mmis(exchange);
	if (by_port)
		mmcomm_sw_mmi_restore_data(&communicator->mmi, data);
	return ret;
}

/* A message that MM left alone: where MMIs are counted, was there one at all? */
static enum mmcomm_reason untaken_reason(const struct mmcomm_result *result)
{
	if (result->flags & MMCOMM_RESULT_MMI_COUNTED && !result->mmi_count)
		return MMCOMM_REASON_NO_MMI;
	return MMCOMM_REASON_NOT_TAKEN;
}

/*
 * Takes the message back. Where nothing but the counter can tell whether MM had
 * taken it, MMIs up to now count: one may have come since the last look.
 */
static enum mmcomm_disarmed disarm(struct exchange *exchange, int error)
{
	struct mmcomm_communicator *communicator = exchange->communicator;
	enum mmcomm_disarmed disarmed =
		communicator->executor->disarm(communicator->executor_context,
					       &exchange->transfer);

	if (disarmed != MMCOMM_DISARMED_UNKNOWN)
		return disarmed;
	if (error != -ETIMEDOUT ||
	    (count_mmis(exchange) && !exchange->result->mmi_count))
		return MMCOMM_DISARMED_NOT_TAKEN;
	return MMCOMM_DISARMED_TAKEN;
}

static void take_status(struct exchange *exchange)
{
	const struct mmcomm_transfer *transfer = &exchange->transfer;
	struct mmcomm_result *result = exchange->result;

	if (!transfer->status_valid)
		return;
	result->mm_status = transfer->mm_status;
	result->raw_status = transfer->raw_status;
	result->flags |= MMCOMM_RESULT_STATUS_VALID;
}

/*
 * MM may still write the buffer where it took the message and did not finish,
 * so that nobody may touch it again: not zeroed, not given back.
 */
static void retire(struct exchange *exchange)
{
	exchange->result->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	exchange->buffer->state = MMCOMM_BUFFER_RETIRED;
	stop_exchange(exchange, MMCOMM_REASON_TIMEOUT, -ETIMEDOUT);
}

/* Nothing of MM's runs any more, but a handler may have written anywhere. */
static void abandon(struct exchange *exchange, int error)
{
	exchange->result->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	stop_exchange(exchange, exchange->transfer.reason ?: MMCOMM_REASON_TIMEOUT,
		      error);
	mmcomm_buffer_release_broken(exchange->buffer);
}

static void take_back(struct exchange *exchange, int error)
{
	struct mmcomm_result *result = exchange->result;

	result->progress = MMCOMM_PROGRESS_NOT_SENT;
	if (exchange->transfer.reason)
		stop_exchange(exchange, exchange->transfer.reason, error);
	else if (error == -ETIMEDOUT)
		stop_exchange(exchange, untaken_reason(result), -EIO);
	else
		stop_exchange(exchange, MMCOMM_REASON_NO_TRIGGER, error);
	mmcomm_buffer_release(exchange->buffer, 0);
}

static void give_up(struct exchange *exchange, int error)
{
	take_status(exchange);
	switch (disarm(exchange, error)) {
	case MMCOMM_DISARMED_NOT_TAKEN:
		take_back(exchange, error);
		break;
	case MMCOMM_DISARMED_FINISHED:
		abandon(exchange, error);
		break;
	default:
		retire(exchange);
		break;
	}
}

/*
 * What MM says the length of its answer is may be more than it gave back: in a
 * message's place there is no more than it was told, and the window.
 */
static void copy_response(struct exchange *exchange)
{
	const struct mmcomm_message *message = exchange->message;
	bool in_place = exchange->communicator->executor->answers_in_place;
	struct mmcomm_result *result = exchange->result;
	u64 room = mmcomm_buffer_capacity(exchange->buffer, exchange->version);
	u64 len;

	result->response_len = exchange->transfer.returned_len -
			       mmcomm_header_len(exchange->version);
	if (in_place && result->response_len > told_len(message))
		result->flags |= MMCOMM_RESULT_TRUNCATED;
	len = result->response_len;
	if (message->window_len)
		len = max_t(u64, len, message->window_len);
	len = min_t(u64, len, in_place ? window_len(message) : room);
	if (len > message->response_capacity) {
		result->flags |= MMCOMM_RESULT_TRUNCATED;
		len = message->response_capacity;
	}
	memcpy(message->response, mmcomm_buffer_message(exchange->buffer), len);
	result->response_copied = len;
}

static enum mmcomm_reason verify_answer(struct exchange *exchange)
{
	struct mmcomm_transfer *transfer = &exchange->transfer;

	if (exchange->communicator->executor->answers_in_place)
		return mmcomm_buffer_verify_in_place(exchange->buffer,
						     exchange->message,
						     &transfer->returned_len);
	return mmcomm_buffer_verify_answer(exchange->buffer, transfer->returned_len);
}

static void take_answer(struct exchange *exchange)
{
	struct mmcomm_communicator *communicator = exchange->communicator;
	struct mmcomm_transfer *transfer = &exchange->transfer;
	enum mmcomm_reason reason;

	communicator->executor->collect(communicator->executor_context, transfer);
	take_status(exchange);

	reason = verify_answer(exchange);
	if (reason == MMCOMM_REASON_NO_HANDLER) {
		exchange->result->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
		stop_exchange(exchange, reason, -EIO);
		mmcomm_buffer_release(exchange->buffer, 0);
		return;
	}
	if (reason) {
		stop_exchange(exchange, reason, -EBADMSG);
		mmcomm_buffer_release_broken(exchange->buffer);
		return;
	}
	copy_response(exchange);
	/* In a message's place nothing lies behind the window, as was just seen. */
	mmcomm_buffer_release(exchange->buffer, communicator->executor->answers_in_place ?
						0 : transfer->returned_len);
}

/* Everything that touches memory shared with the firmware. */
static void run_exchange(void *argument)
{
	struct exchange *exchange = argument;
	struct mmcomm_communicator *communicator = exchange->communicator;
	const struct mmcomm_message *message = exchange->message;
	struct mmcomm_buffer *buffer;
	enum mmcomm_reason reason;
	int error;

	exchange->error = choose_for(exchange);
	if (exchange->error)
		return;
	buffer = exchange->buffer;
	reason = mmcomm_buffer_acquire(buffer, exchange->version,
				       window_len(message));
	if (reason) {
		stop_exchange(exchange, reason,
			      reason == MMCOMM_REASON_BUFFER_BUSY ? -EBUSY : -ENODEV);
		return;
	}
	mmcomm_buffer_fill(buffer, message, told_len(message));
	if (mmcomm_buffer_verify_header(buffer)) {
		stop_exchange(exchange, MMCOMM_REASON_BUFFER_DAMAGED, -EBADMSG);
		mmcomm_buffer_release(buffer, 0);
		return;
	}
	if (communicator->executor->arm(communicator->executor_context,
					&exchange->transfer)) {
		stop_exchange(exchange, MMCOMM_REASON_MAILBOX_BUSY, -EBUSY);
		mmcomm_buffer_release(buffer, 0);
		return;
	}
	error = run_mm(exchange);
	if (error)
		give_up(exchange, error);
	else
		take_answer(exchange);
}

static void leave_evidence(const struct mmcomm_communicator *communicator,
			   const struct mmcomm_message *message)
{
	if (!communicator->evidence)
		return;
	pr_emerg("sending %u bytes to %pUl for %s[%d]\n", told_len(message),
		 &message->recipient, current->comm, task_pid_nr(current));
	mmcomm_wait_for_console();
}

static int exchange_once(struct mmcomm_communicator *communicator,
			 const struct mmcomm_message *message,
			 struct mmcomm_result *result)
{
	struct exchange exchange = {
		.communicator = communicator,
		.message = message,
		.result = result,
	};
	int ret;

	ret = choose_header(communicator, message, result, &exchange.version);
	if (ret)
		return ret;
	ret = choose_for(&exchange);
	if (ret)
		return ret;

	leave_evidence(communicator, message);
	if (mmcomm_exclusive(&communicator->exclusion, run_exchange, &exchange,
			     &result->stopped_ns))
		return fail(result, MMCOMM_REASON_NO_CPU, -EOPNOTSUPP);
	/* Whoever sends next needs other pages. */
	if (exchange.buffer->state == MMCOMM_BUFFER_LOST)
		communicator->stale = true;
	if (exchange.raised_by_port)
		mmcomm_sw_mmi_note(communicator->command, 0,
				   result->flags & MMCOMM_RESULT_MMI_COUNTED,
				   result->mmi_count, result->stopped_ns);
	else if (exchange.asked && communicator->mmi.cmd.type == MMCOMM_MMI_PORT_SMC)
		mmcomm_sw_mmi_note_smc(communicator->mmi.cmd.smc,
				       exchange.transfer.address,
				       exchange.transfer.raw_status,
				       result->stopped_ns);
	return exchange.error;
}

/* The executor's module stays for the length of a call, or the call fails. */
static int exchange_pinned(struct mmcomm_communicator *communicator,
			   const struct mmcomm_message *message,
			   struct mmcomm_result *result)
{
	struct module *owner = communicator->executor->owner;
	int ret;

	if (!try_module_get(owner))
		return fail(result, MMCOMM_REASON_PROVIDER_GONE, -ENODEV);
	ret = exchange_once(communicator, message, result);
	module_put(owner);
	return ret;
}

/* The firmware uses borrowed pages now: others are looked for, once. */
static int exchange_or_move(struct mmcomm_communicator *communicator,
			    const struct mmcomm_message *message,
			    struct mmcomm_result *result)
{
	int ret = exchange_pinned(communicator, message, result);

	if (result->reason != MMCOMM_REASON_BUFFER_LOST ||
	    message->buffer_id != MMCOMM_BUFFER_ANY)
		return ret;
	result->reason = MMCOMM_REASON_NONE;
	return check_ready(communicator, result) ?:
	       exchange_pinned(communicator, message, result);
}

static void debug_dump(const char *what, const void *data, u32 len)
{
	print_hex_dump_debug(what, DUMP_PREFIX_OFFSET, 16, 1, data,
			     min_t(u32, len, DUMP_LEN), true);
}

/* For the kernel's log, where no tool is at hand that knows the numbers. */
static const char *broken_rule(enum mmcomm_reason reason)
{
	switch (reason) {
	case MMCOMM_REASON_TIMEOUT:
		return "no answer in time";
	case MMCOMM_REASON_RECIPIENT_CHANGED:
		return "broken answer: another recipient in the header";
	case MMCOMM_REASON_LENGTH_CHANGED:
		return "broken answer: another length in the header";
	case MMCOMM_REASON_SIZE_BELOW_HEADER:
		return "broken answer: a size that does not hold the header";
	case MMCOMM_REASON_SIZE_ABOVE_BUFFER:
		return "broken answer: a size above what there was room for";
	case MMCOMM_REASON_GUARD_CHANGED:
		return "broken answer: bytes behind it were changed";
	case MMCOMM_REASON_BUFFER_DAMAGED:
		return "the buffer changed before MM was called";
	default:
		return "broken answer";
	}
}

/**
 * mmcomm_communicator_lock - wait for a call's turn
 * @communicator: the communicator
 *
 * The lock goes to whoever comes first once it is free, killed meanwhile or not:
 * a caller who was killed while it waited must not send any more.
 *
 * Return: 0, or -EINTR where a fatal signal came.
 */
int mmcomm_communicator_lock(struct mmcomm_communicator *communicator)
{
	if (mutex_lock_killable(&communicator->lock))
		return -EINTR;
	if (!fatal_signal_pending(current))
		return 0;
	mutex_unlock(&communicator->lock);
	return -EINTR;
}

/**
 * mmcomm_communicator_admit - check a message against the machine, as it is now
 * @communicator: the communicator
 * @message: a message that mmcomm_check_message() accepted; its request and
 *	response are not looked at
 * @result: out: reason, buffer and its largest message
 *
 * Tells whether reading the request is worth while. Everything is checked again
 * in mmcomm_communicator_call(). Sleeps; takes the communicator's lock.
 *
 * Return: 0, or -EINTR, -EBUSY, -ENOMEM, -ENODEV, -EOPNOTSUPP, -ENOENT, -EMSGSIZE.
 */
int mmcomm_communicator_admit(struct mmcomm_communicator *communicator,
			      const struct mmcomm_message *message,
			      struct mmcomm_result *result)
{
	struct mmcomm_buffer *buffer;
	u32 version;
	int ret;

	if (mmcomm_communicator_lock(communicator))
		return fail(result, MMCOMM_REASON_INTERRUPTED, -EINTR);
	ret = check_ready(communicator, result);
	if (!ret)
		ret = choose_header(communicator, message, result, &version);
	if (!ret)
		ret = choose_buffer(communicator, version, message, result,
				    &buffer);
	mutex_unlock(&communicator->lock);
	if (ret)
		trace_mm_comm_verdict(&message->recipient, result, ret, 0);
	return ret;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_communicator_admit);

/**
 * mmcomm_communicator_call - one message, one response
 * @communicator: the communicator
 * @message: a message that mmcomm_check_message() accepted, in kernel memory
 * @result: out: what came of it
 *
 * Sleeps; takes the communicator's lock and the CPU hotplug lock, and stops
 * every CPU. Never sends a message twice: it may have run.
 *
 * Return: 0 where MM marked the message done, otherwise a negative errno as in
 * the DOC comment of uapi/linux/mmcomm.h.
 */
int mmcomm_communicator_call(struct mmcomm_communicator *communicator,
			     const struct mmcomm_message *message,
			     struct mmcomm_result *result)
{
	u64 start = ktime_get_mono_fast_ns();
	int ret;

	if (mmcomm_communicator_lock(communicator))
		return fail(result, MMCOMM_REASON_INTERRUPTED, -EINTR);
	ret = check_ready(communicator, result);
	if (!ret) {
		trace_mm_comm_request(message, header_version(communicator, message),
				      communicator->executor->name);
		debug_dump("mm_comm: request ", message->request,
			   message->request_len);
		ret = exchange_or_move(communicator, message, result);
	}
	mutex_unlock(&communicator->lock);

	trace_mm_comm_verdict(&message->recipient, result, ret,
			      ktime_get_mono_fast_ns() - start);
	if (!ret)
		debug_dump("mm_comm: response ", message->response,
			   result->response_copied);
	pr_debug("%pUl: %d, reason %u, status 0x%llx, %llu bytes\n",
		 &message->recipient, ret, result->reason, result->mm_status,
		 result->response_len);
	if (ret == -EBADMSG || ret == -ETIMEDOUT)
		pr_warn_ratelimited("%pUl, buffer %u: %s\n", &message->recipient,
				    result->used_buffer_id, broken_rule(result->reason));
	return ret;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_communicator_call);

/**
 * mmcomm_communicator_max_message - longest message that could be sent now
 * @communicator: the communicator, locked
 *
 * Return: bytes behind a V1 header, 0 without an enabled buffer.
 */
u64 mmcomm_communicator_max_message(const struct mmcomm_communicator *communicator)
{
	u64 longest = 0;
	u32 i;

	lockdep_assert_held(&communicator->lock);
	for (i = 0; i < communicator->buffer_count; i++) {
		const struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (buffer->state == MMCOMM_BUFFER_ENABLED)
			longest = max(longest,
				      mmcomm_buffer_capacity(buffer, MMCOMM_HEADER_V1));
	}
	return longest;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_communicator_max_message);
