// SPDX-License-Identifier: GPL-2.0
/*
 * What takes more than one ioctl, see history.h.
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "history.h"
#include "payload.h"
#include "report.h"

#define EFI_ERROR(code)		(1ULL << 63 | (code))
#define EFI_OUT_OF_RESOURCES	EFI_ERROR(9)
#define EFI_NOT_FOUND		EFI_ERROR(14)

static __u64 address_of(const void *at)
{
	return (uintptr_t)at;
}

/* A plain message from the zone for requests to the zone for responses. */
static struct mmcomm_communicate *plain(struct worker *worker, enum handler handler,
					__u32 request_len, __u32 message_len)
{
	struct mmcomm_communicate *message = (void *)(worker->arena.structure + 64);

	*message = (struct mmcomm_communicate) {
		.size = sizeof(*message),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = address_of(worker->arena.request),
		.response = address_of(worker->arena.response),
		.request_len = request_len,
		.message_len = message_len,
		.response_capacity = message_len,
	};
	if (handler == HANDLER_NONE)
		memset(message->recipient, 0xff, sizeof(message->recipient));
	else
		memcpy(message->recipient, recipient_guid(handler),
		       sizeof(message->recipient));
	return message;
}

static void must_succeed(struct worker *worker, int fd, const char *what)
{
	int error = check_communicate(worker, fd, address_of(worker->arena.structure + 64));

	if (error)
		report_violation(worker, "alive", "%s: %s", what, report_error_name(error));
}

static __u64 get64(const __u8 *from)
{
	__u64 value;

	memcpy(&value, from, sizeof(value));
	return le64toh(value);
}

/*
 * A message whose answer is known: it comes back as it is. Real firmware has no echo,
 * but leaves a message to nobody as it is. Where that counts as no answer the variable
 * driver tells how much it takes at once, with a status over the one that was there.
 */
static struct mmcomm_communicate *known_good(struct worker *worker)
{
	bool real = worker->device->recipients == RECIPIENTS_REAL;
	__u32 length = random_between(&worker->random, 1, 256);

	random_fill(&worker->random, worker->arena.request, length);
	memset(worker->arena.response, 0, length);
	if (!device_answers_in_place(worker->device))
		return plain(worker, real ? HANDLER_NONE : HANDLER_ECHO, length, length);
	length = payload_variable_size(worker->arena.request);
	return plain(worker, HANDLER_VARIABLE, length, length);
}

static bool answered_right(const struct worker *worker,
			   const struct mmcomm_communicate *message)
{
	const __u8 *request = worker->arena.request, *response = worker->arena.response;

	if (!device_answers_in_place(worker->device))
		return !memcmp(request, response, message->request_len);
	return !memcmp(request, response, 8) && !get64(response + 8);
}

void history_echo(struct worker *worker, int fd)
{
	struct mmcomm_communicate *message = known_good(worker);

	must_succeed(worker, fd, "a known-good message");
	if (!answered_right(worker, message))
		report_violation(worker, "alive", "a known-good message is answered wrong");
	worker->statistics.echoes++;
}

/* Sends a variable message and returns the handler's own status. */
static __u64 send_variable(struct worker *worker, int fd, __u64 function, const char *name,
			   const void *data, __u32 data_size)
{
	size_t length = payload_variable(worker, worker->arena.request, function, name,
					 data, data_size);

	plain(worker, HANDLER_VARIABLE, length, length + (data ? 0 : data_size));
	must_succeed(worker, fd, "a message to the variable handler");
	if (get64(worker->arena.response) != function)
		report_violation(worker, "variable", "the answer is another function's");
	return get64(worker->arena.response + 8);
}

/* Deletes all that this worker's wild messages left behind. */
static void sweep(struct worker *worker, int fd)
{
	__u8 *request = worker->arena.request;
	__u8 *response = worker->arena.response;
	__u64 name_size, status;
	__u8 vendor[16];
	__u8 name[4096];

	payload_variable(worker, request, VARIABLE_GET, "", NULL, 0);
	memcpy(vendor, request + 16, sizeof(vendor));
	memset(name, 0, 2);
	name_size = 2;
	for (;;) {
		struct mmcomm_communicate *message;

		memset(request, 0, VARIABLE_NEXT_LEN);
		request[0] = VARIABLE_NEXT;
		memcpy(request + 16, vendor, 16);
		request[32] = sizeof(name) & 0xff;
		request[33] = sizeof(name) >> 8;
		memcpy(request + VARIABLE_NEXT_LEN, name, name_size);
		plain(worker, HANDLER_VARIABLE, VARIABLE_NEXT_LEN + name_size,
		      VARIABLE_NEXT_LEN + sizeof(name));
		must_succeed(worker, fd, "a message to the variable handler");
		if (get64(response + 8))
			return;
		memcpy(vendor, response + 16, sizeof(vendor));
		name_size = get64(response + 32);
		if (name_size > sizeof(name))
			return;
		memcpy(name, response + VARIABLE_NEXT_LEN, name_size);
		if (vendor[15] != worker->number)
			continue;

		payload_variable(worker, request, VARIABLE_SET, "", NULL, 0);
		memcpy(request + 16, vendor, sizeof(vendor));
		memcpy(request + 40, &name_size, sizeof(name_size));
		memcpy(request + VARIABLE_ACCESS_LEN, name, name_size);
		message = plain(worker, HANDLER_VARIABLE, VARIABLE_ACCESS_LEN + name_size,
				VARIABLE_ACCESS_LEN + name_size);
		message->response_capacity = 16;
		must_succeed(worker, fd, "a message to the variable handler");
		status = get64(response + 8);
		if (status)
			return;
		/* Gone, so that nothing follows it: from the beginning. */
		payload_variable(worker, request, VARIABLE_GET, "", NULL, 0);
		memcpy(vendor, request + 16, sizeof(vendor));
		memset(name, 0, 2);
		name_size = 2;
	}
}

static void expect_value(struct worker *worker, int fd, const char *name,
			 const __u8 *value, __u32 size)
{
	__u32 room = size + random_below(&worker->random, 32);
	__u64 status = send_variable(worker, fd, VARIABLE_GET, name, NULL, room);
	const __u8 *answer = worker->arena.response;
	size_t at_data = VARIABLE_ACCESS_LEN + 2 * (strlen(name) + 1);

	if (status)
		report_violation(worker, "variable", "%s was set and cannot be read: 0x%llx",
				 name, (unsigned long long)status);
	if (get64(answer + 32) != size || memcmp(answer + at_data, value, size))
		report_violation(worker, "variable", "%s is not what it was set to", name);
}

void history_variable(struct worker *worker, int fd)
{
	static const char * const names[] = { "h", "history", "a variable of a history" };
	struct random *random = &worker->random;
	const char *name = random_of(random, names);
	__u32 size = random_between(random, 1, 300);
	__u32 times = random_between(random, 1, 3);
	__u8 value[300];
	__u64 status;

	worker->statistics.histories++;
	while (times--) {
		random_fill(random, value, size);
		status = send_variable(worker, fd, VARIABLE_SET, name, value, size);
		if (status == EFI_OUT_OF_RESOURCES) {
			sweep(worker, fd);
			return;
		}
		if (status)
			report_violation(worker, "variable", "%s cannot be set: 0x%llx", name,
					 (unsigned long long)status);
		expect_value(worker, fd, name, value, size);
		size = random_between(random, 1, sizeof(value));
	}
	status = send_variable(worker, fd, VARIABLE_SET, name, "", 0);
	if (status)
		report_violation(worker, "variable", "%s cannot be deleted: 0x%llx", name,
				 (unsigned long long)status);
	status = send_variable(worker, fd, VARIABLE_GET, name, NULL, 8);
	if (status != EFI_NOT_FOUND)
		report_violation(worker, "variable", "%s was deleted and is read: 0x%llx",
				 name, (unsigned long long)status);
}

static void expect_errno(struct worker *worker, const char *what, int failed, int expected)
{
	int error = failed ? errno : 0;

	if (error != expected)
		report_violation(worker, "file", "%s: expected %s, got %s (%d)", what,
				 report_error_name(expected), report_error_name(error), error);
}

static int open_another(struct worker *worker, int flags)
{
	int fd = open(worker->device->path, flags | O_CLOEXEC);

	if (fd < 0)
		report_violation(worker, "file", "open with flags 0x%x: %s", flags,
				 report_error_name(errno));
	return fd;
}

/* What no file of this device does. */
static void refuse_other_calls(struct worker *worker)
{
	void *bytes = worker->arena.response;
	void *mapped;

	expect_errno(worker, "read", read(worker->fd, bytes, 16) < 0, EINVAL);
	expect_errno(worker, "write", write(worker->fd, bytes, 16) < 0, EINVAL);
	expect_errno(worker, "lseek", lseek(worker->fd, 1, SEEK_SET) < 0, ESPIPE);
	expect_errno(worker, "pread", pread(worker->fd, bytes, 16, 0) < 0, ESPIPE);
	mapped = mmap(NULL, ARENA_PAGE, PROT_READ, MAP_SHARED, worker->fd, 0);
	expect_errno(worker, "mmap", mapped == MAP_FAILED, ENODEV);
}

void history_file(struct worker *worker)
{
	static const int flags[] = { O_RDWR, O_RDONLY, O_WRONLY, O_RDWR | O_NONBLOCK };
	int fd, other;

	worker->command = 0;
	worker->before_len = 0;
	switch (random_below(&worker->random, 4)) {
	case 0:
		fd = open_another(worker, random_of(&worker->random, flags));
		history_echo(worker, fd);
		close(fd);
		break;
	case 1:
		fd = dup(worker->fd);
		if (fd < 0)
			report_violation(worker, "file", "dup: %s", report_error_name(errno));
		history_echo(worker, fd);
		close(fd);
		history_echo(worker, worker->fd);
		break;
	case 2:
		fd = open_another(worker, O_PATH);
		other = device_ioctl(fd, MMCOMM_IOC_INFO, address_of(worker->arena.structure));
		close(fd);
		errno = other;
		expect_errno(worker, "ioctl on a path alone", other, EBADF);
		break;
	default:
		refuse_other_calls(worker);
		break;
	}
}

void history_fork(struct worker *worker, int fd)
{
	struct mmcomm_communicate *message = known_good(worker);
	pid_t child;
	int status;

	worker->command = MMCOMM_IOC_COMMUNICATE;
	worker->argument = address_of(message);
	worker->before_len = 0;
	child = fork();
	if (child < 0)
		return;
	if (!child)
		_exit(device_ioctl(fd, MMCOMM_IOC_COMMUNICATE, address_of(message)) ||
		      !answered_right(worker, message));
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		report_violation(worker, "file",
				 "a child's message through its parent's file: status 0x%x",
				 status);
}

void history_late(struct worker *worker, int fd, const struct mmcomm_communicate *late)
{
	struct mmcomm_communicate *message;
	__u32 length = late->message_len ? late->message_len : late->request_len;

	memset(worker->arena.request, 0x33, length);
	message = plain(worker, HANDLER_ECHO, length, length);
	message->header_version = late->header_version;
	must_succeed(worker, fd, "a message after a late one");
}

void history_reload(struct worker *worker, int fd)
{
	int error;

	plain(worker, HANDLER_ECHO, 16, 16);
	error = check_communicate(worker, fd, address_of(worker->arena.structure + 64));
	if (error != ENODEV)
		report_violation(worker, "alive", "no buffer is left: expected ENODEV, got %s",
				 report_error_name(error));
	device_unload_module(worker->device);
	plain(worker, HANDLER_ECHO, 16, 16);
	error = device_ioctl(fd, MMCOMM_IOC_COMMUNICATE,
			     address_of(worker->arena.structure + 64));
	if (error != ENODEV)
		report_violation(worker, "alive", "without a provider: expected ENODEV, got %s",
				 report_error_name(error));
	device_load_module(worker->device, fd);
	model_create(&worker->model, worker->device);
	history_echo(worker, fd);
}
