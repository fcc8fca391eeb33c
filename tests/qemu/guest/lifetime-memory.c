// SPDX-License-Identifier: GPL-2.0
/*
 * Part of lifetime: a call that waits half-way because memory of its caller does
 * not answer, see lifetime.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/userfaultfd.h>

#include "exchange.h"
#include "lifetime.h"
#include "load.h"
#include "tap.h"

#define PAGE		4096UL
#define LENGTH		1024U
#define PATIENCE_MS	60000

/**
 * struct slow_call - a call that waits
 * @fd: /dev/mmcomm
 * @part: which memory it is
 * @faults: the userfaultfd that knows of the memory
 * @page: the memory
 * @content: what it will hold
 * @message: the structure, which may be in that memory
 * @exchange: request and expected answer
 * @thread: that makes the call
 * @error: what came of it
 * @ended: whether it has
 */
struct slow_call {
	int fd;
	enum slow_part part;
	int faults;
	__u8 *page;
	__u8 content[PAGE];
	struct mmcomm_communicate *message;
	struct exchange exchange;
	pthread_t thread;
	int error;
	atomic_bool ended;
};

/* A page that is there once somebody answers for it. */
static void make_page(struct slow_call *call)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };

	call->page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			  -1, 0);
	call->faults = syscall(SYS_userfaultfd, O_CLOEXEC);
	range.range.start = (uintptr_t)call->page;
	range.range.len = PAGE;
	if (call->page == MAP_FAILED || call->faults < 0 ||
	    ioctl(call->faults, UFFDIO_API, &api) ||
	    ioctl(call->faults, UFFDIO_REGISTER, &range))
		tap_bail_out("userfaultfd: %s; this needs a kernel with USERFAULTFD",
			     strerror(errno));
}

static void put(struct slow_call *call)
{
	static const struct mmcomm_relocation relocation = {
		.payload_offset = LENGTH - sizeof(__u64),
	};
	struct mmcomm_communicate *message = &call->exchange.message;

	call->message = message;
	switch (call->part) {
	case SLOW_STRUCTURE:
		memcpy(call->content, message, sizeof(*message));
		call->message = (void *)call->page;
		break;
	case SLOW_RELOCATIONS:
		memcpy(call->content, &relocation, sizeof(relocation));
		message->relocations = (uintptr_t)call->page;
		message->relocation_count = 1;
		break;
	case SLOW_REQUEST:
		memcpy(call->content, call->exchange.request, LENGTH);
		message->request = (uintptr_t)call->page;
		break;
	case SLOW_RESPONSE:
		message->response = (uintptr_t)call->page;
		break;
	}
}

static void *run(void *argument)
{
	struct slow_call *call = argument;

	call->error = ioctl(call->fd, MMCOMM_IOC_COMMUNICATE, call->message) ? errno : 0;
	call->ended = true;
	return NULL;
}

static struct slow_call *prepare(int fd, enum slow_part part)
{
	struct slow_call *call = calloc(1, sizeof(*call));

	if (!call)
		tap_bail_out("out of memory");
	call->fd = fd;
	call->part = part;
	call->exchange = exchange_new(fd, LENGTH);
	exchange_prepare(&call->exchange, now_ns());
	make_page(call);
	put(call);
	return call;
}

/* Whether somebody waits for the memory, before long. */
static bool is_awaited(struct slow_call *call)
{
	struct pollfd poll_faults = { .fd = call->faults, .events = POLLIN };
	struct uffd_msg fault;

	return poll(&poll_faults, 1, PATIENCE_MS) == 1 &&
	       read(call->faults, &fault, sizeof(fault)) == sizeof(fault) &&
	       fault.event == UFFD_EVENT_PAGEFAULT;
}

struct slow_call *slow_call_start(int fd, enum slow_part part)
{
	struct slow_call *call = prepare(fd, part);

	if (pthread_create(&call->thread, NULL, run, call))
		tap_bail_out("cannot start a thread");
	if (!is_awaited(call))
		tap_bail_out("a call does not touch the memory that it is given");
	return call;
}

bool slow_call_ended(struct slow_call *call)
{
	return call->ended;
}

static void destroy(struct slow_call *call)
{
	close(call->faults);
	munmap(call->page, PAGE);
	exchange_free(&call->exchange);
	free(call);
}

int slow_call_finish(struct slow_call *call)
{
	struct uffdio_copy copy = {
		.dst = (uintptr_t)call->page,
		.src = (uintptr_t)call->content,
		.len = PAGE,
	};
	bool relocated = call->exchange.message.relocation_count;
	int error;

	if (ioctl(call->faults, UFFDIO_COPY, &copy))
		tap_bail_out("UFFDIO_COPY: %s", strerror(errno));
	pthread_join(call->thread, NULL);
	error = call->error;
	call->exchange.message = *call->message;
	/* The last eight bytes were the address of the message. */
	if (relocated)
		memcpy(call->exchange.response + LENGTH - sizeof(__u64),
		       call->exchange.request + LENGTH - sizeof(__u64), sizeof(__u64));
	if (call->exchange.message.response == (uintptr_t)call->page)
		memcpy(call->exchange.response, call->page, LENGTH);
	if (!error && !exchange_right(&call->exchange))
		error = EPROTO;
	if (error)
		tap_note("a call that waited: %s, reason %u", strerror(error),
			 call->exchange.message.reason);
	destroy(call);
	return error;
}

/* What is known without the memory: reason and progress. */
static bool told_right(const struct slow_call *call)
{
	const struct mmcomm_communicate *message = &call->exchange.message;

	switch (call->part) {
	case SLOW_RELOCATIONS:
		return message->reason == MMCOMM_REASON_RELOCATION &&
		       message->progress == MMCOMM_PROGRESS_NOT_SENT;
	case SLOW_REQUEST:
		return message->reason == MMCOMM_REASON_REQUEST_MEMORY &&
		       message->progress == MMCOMM_PROGRESS_NOT_SENT;
	case SLOW_RESPONSE:
		return message->reason == MMCOMM_REASON_RESPONSE_MEMORY &&
		       message->progress == MMCOMM_PROGRESS_RAN;
	default:
		return true;
	}
}

bool slow_call_robbed(struct slow_call *call)
{
	struct uffdio_range range = { .start = (uintptr_t)call->page, .len = PAGE };
	bool right;

	/* Whoever waits for the page looks again and finds that there is none. */
	if (munmap(call->page, PAGE) || ioctl(call->faults, UFFDIO_WAKE, &range))
		tap_bail_out("UFFDIO_WAKE: %s", strerror(errno));
	pthread_join(call->thread, NULL);
	right = call->error == EFAULT && told_right(call);
	if (!right)
		tap_note("a call without its memory: %s, reason %u, progress %u",
			 strerror(call->error), call->exchange.message.reason,
			 call->exchange.message.progress);
	destroy(call);
	return right;
}

bool slow_call_killed(enum slow_part part)
{
	int ready[2];
	char byte = 0;
	bool killed;
	pid_t child;

	if (pipe(ready))
		tap_bail_out("pipe: %s", strerror(errno));
	child = fork();
	if (child < 0)
		tap_bail_out("fork: %s", strerror(errno));
	if (!child) {
		slow_call_start(device_open(), part);
		if (write(ready[1], &byte, 1) == 1)
			pause();
		_exit(1);
	}
	close(ready[1]);
	killed = read(ready[0], &byte, 1) == 1;
	close(ready[0]);
	return load_kill(child) && killed;
}
