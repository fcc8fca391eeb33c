// SPDX-License-Identifier: GPL-2.0
/*
 * Puts the events of one call together: the request, the MMI or the
 * secure monitor call, and the verdict.
 */
#include <stdlib.h>
#include <string.h>

#include "watch.h"

static struct watch_call *find(struct watch_join *join, int thread)
{
	for (size_t i = 0; i < join->count; i++) {
		if (join->calls[i].thread == thread)
			return &join->calls[i];
	}
	return NULL;
}

static bool begin(struct watch_join *join, const struct watch_call *event)
{
	if (join->count == join->room) {
		size_t room = join->room ? 2 * join->room : 8;
		struct watch_call *calls = reallocarray(join->calls, room, sizeof(*calls));

		if (!calls)
			return false;
		join->calls = calls;
		join->room = room;
	}
	join->calls[join->count++] = *event;
	return true;
}

static void end(struct watch_join *join, struct watch_call *call)
{
	join->complete(join->context, call);
	/* The others stay in the order in which they began. */
	memmove(call, call + 1, (join->calls + --join->count - call) * sizeof(*call));
}

bool watch_join_add(struct watch_join *join, const struct watch_call *event)
{
	struct watch_call *call = find(join, event->thread);

	if (event->requested) {
		/* Its verdict was lost. */
		if (call)
			end(join, call);
		return begin(join, event);
	}
	if (call && event->raised && !call->raised) {
		call->raised = true;
		call->mmi = event->mmi;
		return true;
	}
	if (call && event->called && !call->called) {
		call->called = true;
		call->smc = event->smc;
		return true;
	}
	if (call && event->decided && !memcmp(call->recipient, event->recipient, MMCOMM_GUID_LEN)) {
		call->decided = true;
		call->verdict = event->verdict;
		/* A process that has just been started gets its name late. */
		if (*event->process)
			memcpy(call->process, event->process, WATCH_PROCESS_LEN);
		end(join, call);
		return true;
	}
	if (call)
		end(join, call);
	join->complete(join->context, event);
	return true;
}

void watch_join_flush(struct watch_join *join)
{
	for (size_t i = 0; i < join->count; i++)
		join->complete(join->context, &join->calls[i]);
	free(join->calls);
	join->calls = NULL;
	join->count = 0;
	join->room = 0;
}
