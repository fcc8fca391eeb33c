/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: libtracefs and libtraceevent, loaded when first needed.
 */
#ifndef MMCOMM_CLI_TRACE_LIBRARY_H
#define MMCOMM_CLI_TRACE_LIBRARY_H

#include <kbuffer.h>
#include <tracefs.h>

/*
 * The functions of both libraries that are used: tep_alloc() is called
 * as trace_library.tep_alloc().
 */
struct trace_library {
	__typeof__(tracefs_tracing_dir_is_mounted) *tracefs_tracing_dir_is_mounted;
	__typeof__(tracefs_instance_create) *tracefs_instance_create;
	__typeof__(tracefs_instance_destroy) *tracefs_instance_destroy;
	__typeof__(tracefs_instance_free) *tracefs_instance_free;
	__typeof__(tracefs_instance_get_dir) *tracefs_instance_get_dir;
	__typeof__(tracefs_put_tracing_file) *tracefs_put_tracing_file;
	__typeof__(tracefs_instance_file_open) *tracefs_instance_file_open;
	__typeof__(tracefs_instance_file_read) *tracefs_instance_file_read;
	__typeof__(tracefs_instance_file_write) *tracefs_instance_file_write;
	__typeof__(tep_alloc) *tep_alloc;
	__typeof__(tep_free) *tep_free;
	__typeof__(tep_parse_header_page) *tep_parse_header_page;
	__typeof__(tep_parse_event) *tep_parse_event;
	__typeof__(tep_find_event_by_name) *tep_find_event_by_name;
	__typeof__(tep_data_type) *tep_data_type;
	__typeof__(tep_find_event) *tep_find_event;
	__typeof__(tep_find_any_field) *tep_find_any_field;
	__typeof__(tep_read_number_field) *tep_read_number_field;
	__typeof__(tep_get_header_page_size) *tep_get_header_page_size;
	__typeof__(kbuffer_alloc) *kbuffer_alloc;
	__typeof__(kbuffer_free) *kbuffer_free;
	__typeof__(kbuffer_load_subbuffer) *kbuffer_load_subbuffer;
	__typeof__(kbuffer_missed_events) *kbuffer_missed_events;
	__typeof__(kbuffer_read_event) *kbuffer_read_event;
	__typeof__(kbuffer_next_event) *kbuffer_next_event;
	__typeof__(kbuffer_event_size) *kbuffer_event_size;
};

extern struct trace_library trace_library;

/**
 * trace_library_load - make trace_library usable
 *
 * Return: NULL, or why it cannot be loaded.
 */
const char *trace_library_load(void);

#endif
