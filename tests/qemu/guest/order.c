// SPDX-License-Identifier: GPL-2.0
/*
 * order [STATE]: which error wins where a call deserves several. For each ioctl
 * that may raise an MMI its rules are broken one at a time, and any two together:
 * the first one in the documented order has to be the one that is named, without
 * the machine being stopped. Each pair of neighbours is a result of its own, all
 * other pairs of a rule are one.
 *
 * STATE names what the machine's state breaks for every call: probe-only,
 * provider-gone, no-mailbox, no-trigger, or lockdown, which this switches on.
 * "kernel" instead has the module mmcomm_test_order try what other modules call.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capability.h"
#include "compiler.h"
#include "order.h"
#include "tap.h"

#define PAGE		4096UL
#define PATTERN		0x5a5a5a5aU
#define NO_RULE		(~(size_t)0)

static int device;

/* Shared with children; behind it nothing is mapped. */
static __u8 *arena;

/**
 * struct outcome - what came of an attempt
 * @error: errno or 0
 * @reason: enum mmcomm_reason, or UNWRITTEN
 * @stops: times the machine was stopped
 */
struct outcome {
	int error;
	int reason;
	__u64 stops;
};

static void *place(const struct order *order, struct attempt *attempt)
{
	__u8 structure[sizeof(*attempt)];
	__u32 reason = PATTERN;
	__u8 *at = arena;

	memcpy(structure, (__u8 *)attempt + offsetof(struct attempt, size), order->length);
	memcpy(structure + order->reason_offset, &reason, sizeof(reason));
	memcpy(structure + order->length, &attempt->tail, sizeof(attempt->tail));
	switch (attempt->placement) {
	case PLACE_NOWHERE:
		return arena + PAGE;
	case PLACE_SIZE_ALONE:
		at = arena + PAGE - sizeof(attempt->size);
		memcpy(at, structure, sizeof(attempt->size));
		return at;
	case PLACE_READ_ONLY:
	case PLACE_NORMAL:
		memcpy(at, structure, order->length + sizeof(attempt->tail));
	}
	if (attempt->placement == PLACE_READ_ONLY)
		mprotect(arena, PAGE, PROT_READ);
	return at;
}

/* In a child, since a capability that was dropped does not come back. */
static int call_without_capability(unsigned long number, void *structure)
{
	int status = 0;
	pid_t child = fork();

	if (!child) {
		if (drop_rawio())
			_exit(255);
		_exit(ioctl(device, number, structure) ? errno : 0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
		tap_bail_out("cannot start a child");
	return WEXITSTATUS(status);
}

static struct outcome make(const struct order *order, struct attempt *attempt)
{
	__u64 stops = device_info(device).machine_stops;
	void *structure = place(order, attempt);
	struct outcome outcome;
	__u32 reason;

	if (attempt->without_capability)
		outcome.error = call_without_capability(attempt->number, structure);
	else
		outcome.error = ioctl(device, attempt->number, structure) ? errno : 0;
	mprotect(arena, PAGE, PROT_READ | PROT_WRITE);
	memcpy(&reason, arena + order->reason_offset, sizeof(reason));
	outcome.reason = attempt->placement == PLACE_NOWHERE ||
			 attempt->placement == PLACE_SIZE_ALONE || reason == PATTERN ?
			 UNWRITTEN : (int)reason;
	outcome.stops = device_info(device).machine_stops - stops;
	return outcome;
}

/* Breaks one rule or two, and looks whether the right one is named. */
static bool names_first(const struct order *order, size_t first, size_t second,
			size_t of_state)
{
	const struct rule *rule = order_rule(order, first);
	struct attempt attempt = order->valid();
	struct outcome outcome;
	size_t named = first;
	bool last;
	bool pass;

	if (second != NO_RULE && order_rule(order, second)->break_it)
		order_rule(order, second)->break_it(&attempt);
	if (rule->break_it)
		rule->break_it(&attempt);
	if (of_state != NO_RULE && of_state < first)
		named = of_state;
	rule = order_rule(order, named);
	outcome = make(order, &attempt);
	last = order->last && named == order->count - 1;
	pass = outcome.error == rule->error && outcome.reason == rule->reason &&
	       outcome.stops == last;
	if (!pass)
		tap_note("%s: broken: %s%s%s: errno %d, reason %d, machine stopped %llu times",
			 order->name, order_rule(order, first)->name,
			 second == NO_RULE ? "" : "; ",
			 second == NO_RULE ? "" : order_rule(order, second)->name,
			 outcome.error, outcome.reason, (unsigned long long)outcome.stops);
	return pass;
}

/* Whether the two can be broken by one call, and told apart. */
static bool comparable(const struct rule *a, const struct rule *b)
{
	return !(a->apart & b->apart) && (a->error != b->error || a->reason != b->reason);
}

/* A rule of the machine's state can be broken in that state alone. */
static bool breakable(const struct order *order, size_t rule, size_t of_state)
{
	const struct rule *one = order_rule(order, rule);

	return one->break_it ? order_applies(one) : rule == of_state;
}

static void check_rule(const struct order *order, size_t first, size_t of_state)
{
	const struct rule *rule = order_rule(order, first);
	unsigned int others = 0, wrong = 0;
	bool neighbour = true;

	tap_ok(names_first(order, first, NO_RULE, of_state), "%s: %s", order->name,
	       rule->name);
	for (size_t second = first + 1; second < order->count; second++) {
		const struct rule *later = order_rule(order, second);
		bool pass;

		if (!breakable(order, second, of_state) || !comparable(rule, later))
			continue;
		pass = names_first(order, first, second, of_state);
		if (neighbour) {
			tap_ok(pass, "%s: %s, before: %s", order->name, rule->name,
			       later->name);
		} else {
			others++;
			wrong += !pass;
		}
		neighbour = false;
	}
	if (others)
		tap_ok(!wrong, "%s: %s, before each later one", order->name, rule->name);
	tap_note("%s: %s: %u pairs", order->name, rule->name, others + !neighbour);
}

static void check(const struct order *order, const char *state)
{
	size_t of_state = NO_RULE;

	for (size_t i = 0; i < order->count && state; i++) {
		const struct rule *rule = order_rule(order, i);

		if (rule->state && !strcmp(rule->state, state))
			of_state = i;
	}
	if (state && of_state == NO_RULE)
		return;
	for (size_t i = 0; i < order->count; i++) {
		if (breakable(order, i, of_state) && (of_state == NO_RULE || i <= of_state))
			check_rule(order, i, of_state);
	}
}

static void lock_down(void)
{
	static const char level[] = "integrity";
	int fd = open("/sys/kernel/security/lockdown", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, level, strlen(level)) < 0)
		tap_bail_out("/sys/kernel/security/lockdown: %s", strerror(errno));
	close(fd);
}

/* Lists have no reason: errno alone tells. */
static void check_list(void)
{
	static const struct {
		const char *text;
		struct mmcomm_list list;
		int error;
	} lists[] = {
		{ "BUFFERS: size, before: entry_size",
		  { .size = sizeof(struct mmcomm_list) + 1, .capacity = 1 }, E2BIG },
		{ "BUFFERS: entry_size, before: the entries can be written",
		  { .size = sizeof(struct mmcomm_list), .entry_size = 4097, .capacity = 1,
		    .entries = 8 }, EINVAL },
		{ "BUFFERS: entries, before: the entries can be written",
		  { .size = sizeof(struct mmcomm_list), .entry_size = 8, .capacity = 1 },
		  EINVAL },
		{ "BUFFERS: the entries can be written",
		  { .size = sizeof(struct mmcomm_list), .entry_size = 8, .capacity = 1,
		    .entries = 8 }, EFAULT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		struct {
			struct mmcomm_list list;
			__u64 tail;
		} list = { .list = lists[i].list, .tail = ~0ULL };
		int error = ioctl(device, MMCOMM_IOC_BUFFERS, &list) ? errno : 0;

		tap_ok(error == lists[i].error, "%s", lists[i].text);
	}
}

#define REPORT "/sys/module/mmcomm_test_order/parameters/report"

static int check_kernel(void)
{
	FILE *file = fopen(REPORT, "r");
	__u64 stops = device_info(device).machine_stops;
	char line[256];

	if (!file)
		tap_bail_out(REPORT ": %s; load mmcomm_test_order", strerror(errno));
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		tap_ok(line[0] == '+', "mmcomm_communicate(): %s", line + 2);
	}
	fclose(file);
	tap_ok(device_info(device).machine_stops == stops,
	       "mmcomm_communicate(): nothing was sent");
	return tap_done();
}

int main(int argc, char **argv)
{
	const char *state = argc > 1 ? argv[1] : NULL;
	bool triggers;

	device = device_open();
	if (state && !strcmp(state, "kernel"))
		return check_kernel();
	order_prepare(device);
	arena = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		     -1, 0);
	if (arena == MAP_FAILED || munmap(arena + PAGE, PAGE))
		tap_bail_out("out of memory");
	triggers = device_info(device).flags & MMCOMM_INFO_CAN_TRIGGER;
	if (state && !strcmp(state, "lockdown"))
		lock_down();
	check(&order_communicate, state);
	check(&order_trigger, state || triggers ? state : "no-trigger");
	if (!state)
		check_list();
	return tap_done();
}
