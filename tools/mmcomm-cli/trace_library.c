// SPDX-License-Identifier: GPL-2.0
/*
 * libtracefs and libtraceevent, loaded when first needed: one command uses them,
 * and the tool is to run where they are not installed.
 */
#include <assert.h>
#include <dlfcn.h>
#include <string.h>

#include "cli.h"
#include "trace_library.h"

struct trace_library trace_library;

enum { TRACEEVENT, TRACEFS, LIBRARIES };

static const char *const files[LIBRARIES] = {
	[TRACEEVENT] = "libtraceevent.so.1",
	[TRACEFS] = "libtracefs.so.1",
};

#define FUNCTION(library, name) { library, #name, &trace_library.name }

static const struct {
	int library;
	const char *name;
	void *pointer;
} functions[] = {
	FUNCTION(TRACEFS, tracefs_tracing_dir_is_mounted),
	FUNCTION(TRACEFS, tracefs_instance_create),
	FUNCTION(TRACEFS, tracefs_instance_destroy),
	FUNCTION(TRACEFS, tracefs_instance_free),
	FUNCTION(TRACEFS, tracefs_instance_get_dir),
	FUNCTION(TRACEFS, tracefs_put_tracing_file),
	FUNCTION(TRACEFS, tracefs_instance_file_open),
	FUNCTION(TRACEFS, tracefs_instance_file_read),
	FUNCTION(TRACEFS, tracefs_instance_file_write),
	FUNCTION(TRACEEVENT, tep_alloc),
	FUNCTION(TRACEEVENT, tep_free),
	FUNCTION(TRACEEVENT, tep_parse_header_page),
	FUNCTION(TRACEEVENT, tep_parse_event),
	FUNCTION(TRACEEVENT, tep_find_event_by_name),
	FUNCTION(TRACEEVENT, tep_data_type),
	FUNCTION(TRACEEVENT, tep_find_event),
	FUNCTION(TRACEEVENT, tep_find_any_field),
	FUNCTION(TRACEEVENT, tep_read_number_field),
	FUNCTION(TRACEEVENT, tep_get_header_page_size),
	FUNCTION(TRACEEVENT, kbuffer_alloc),
	FUNCTION(TRACEEVENT, kbuffer_free),
	FUNCTION(TRACEEVENT, kbuffer_load_subbuffer),
	FUNCTION(TRACEEVENT, kbuffer_missed_events),
	FUNCTION(TRACEEVENT, kbuffer_read_event),
	FUNCTION(TRACEEVENT, kbuffer_next_event),
	FUNCTION(TRACEEVENT, kbuffer_event_size),
};

/* Every member has an entry above: one that had none would be NULL when called. */
static_assert(sizeof(trace_library) == ARRAY_SIZE(functions) * sizeof(void *),
	      "one entry a member");

const char *trace_library_load(void)
{
	static void *libraries[LIBRARIES];

	for (size_t i = 0; i < LIBRARIES; i++) {
		if (!libraries[i])
			libraries[i] = dlopen(files[i], RTLD_NOW);
		if (!libraries[i])
			return dlerror();
	}
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
		/* dlsym() has a data pointer even for a function, hence memcpy(). */
		void *symbol = dlsym(libraries[functions[i].library], functions[i].name);

		if (!symbol)
			return dlerror();
		memcpy(functions[i].pointer, &symbol, sizeof(symbol));
	}
	return NULL;
}
