// SPDX-License-Identifier: GPL-2.0
/*
 * Why it cannot be watched, and the way out.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "module.h"
#include "watch.h"

#define say(field, ...) snprintf(field, sizeof(field), __VA_ARGS__)
#define problem(...) say(explanation->problem, __VA_ARGS__)
#define way_out(...) say(explanation->way_out, __VA_ARGS__)

static int explain_access(const struct watch_failure *failure,
			  struct mmcomm_explanation *explanation)
{
	problem("%s: %s; tracing is for root.", failure->what, strerror(failure->error));
	say(explanation->way_out,
	    "Run as root. Where root is refused too, look at /sys/kernel/security/lockdown.");
	return EXIT_ACCESS;
}

static int explain_events(const struct watch_failure *failure,
			  struct mmcomm_explanation *explanation)
{
	if (failure->loaded) {
		problem("The module is loaded, and there is no %s.", failure->what);
		say(explanation->way_out,
		    "This kernel was built without trace events; boot one that has them.");
		return EXIT_OTHER;
	}
	problem("There is nothing to watch: the module %s is not loaded.", MODULE_NAME);
	way_out("Load it: mmcomm-cli module load");
	return EXIT_TRANSPORT;
}

static const char *error_text(const struct watch_failure *failure)
{
	return failure->error ? strerror(failure->error) : "it cannot be written";
}

int watch_explain(const struct watch_failure *failure,
		  struct mmcomm_explanation *explanation)
{
	memset(explanation, 0, sizeof(*explanation));
	explanation->progress = "";
	if ((failure->error == EPERM || failure->error == EACCES) &&
	    failure->step != WATCH_STEP_LOCKDOWN && failure->step != WATCH_STEP_REMOVE)
		return explain_access(failure, explanation);
	switch (failure->step) {
	case WATCH_STEP_LIBRARY:
		problem("Trace events are read with libtracefs and libtraceevent: %s.",
			failure->what);
		say(explanation->way_out,
		    "Install them; Debian's packages are libtracefs1 and libtraceevent1.");
		return EXIT_OTHER;
	case WATCH_STEP_LOCKDOWN:
		problem("Kernel lockdown (%s) refuses tracing.", failure->what);
		say(explanation->way_out,
		    "Boot with lockdown=integrity or without lockdown=. What is sent can be seen with evidence=1 of the module, on the console.");
		return EXIT_ACCESS;
	case WATCH_STEP_TRACEFS:
		problem("tracefs is not mounted.");
		say(explanation->way_out,
		    "Mount it: mount -t tracefs nodev %s. Where that is not there, the kernel was built without tracing.",
			failure->what);
		return EXIT_OTHER;
	case WATCH_STEP_EVENTS:
		return explain_events(failure, explanation);
	case WATCH_STEP_INSTANCE:
		problem("The trace instance %s cannot be created: %s.", failure->what,
			error_text(failure));
		if (failure->error == ENOMEM)
			say(explanation->way_out,
			    "It needs memory for trace buffers on each CPU; free some, or remove other instances in /sys/kernel/tracing/instances.");
		return EXIT_OTHER;
	case WATCH_STEP_SET_UP:
		problem("Tracing cannot be set up: %s: %s.", failure->what, error_text(failure));
		return EXIT_OTHER;
	case WATCH_STEP_READ:
		problem("The trace in %s cannot be read: %s.", failure->what, error_text(failure));
		return EXIT_OTHER;
	case WATCH_STEP_REMOVE:
		problem("The trace instance stays behind: %s: %s.", failure->what,
			error_text(failure));
		way_out("Remove it once nobody uses it: rmdir %s", failure->what);
		return EXIT_OTHER;
	case WATCH_STEP_MEMORY:
		break;
	}
	problem("out of memory");
	return EXIT_OTHER;
}
