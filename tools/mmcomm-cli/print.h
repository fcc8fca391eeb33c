/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: everything that writes results to standard output. Nothing here
 * talks to the device.
 */
#ifndef MMCOMM_CLI_PRINT_H
#define MMCOMM_CLI_PRINT_H

#include "cli.h"
#include "comparison.h"
#include "module.h"

/* print_help.c: help is text. @command may be NULL for the list of commands. */
void print_help(const struct command *command);
void print_group(const char *first_word);
void print_version(void);

/* print_device.c: what the device says of itself. */
void print_info(const struct options *options, const struct mmcomm_info *info);

/**
 * can_send - whether a message would be sent
 * @info: what the device says of itself
 *
 * Return: whether it would, as far as the device can tell beforehand.
 */
bool can_send(const struct mmcomm_info *info);

/**
 * messages_text - the same in words, with the reason where it would not
 * @info: what the device says of itself
 *
 * Return: a phrase.
 */
const char *messages_text(const struct mmcomm_info *info);

/* Where the trigger would be shown. */
#define SIMULATED_CALL "the simulated MM is called directly"
#define REGISTER_CALL "the message's address, to the invocation register"

void print_buffers(const struct options *options,
		   const struct mmcomm_buffer_entry *entries, size_t count);

/**
 * print_discovery - the places looked at
 * @options: how to print
 * @info: what the device says of itself
 * @entries: the places
 * @count: how many
 * @brought: the module was loaded for this look only, and is unloaded again
 */
void print_discovery(const struct options *options, const struct mmcomm_info *info,
		     const struct mmcomm_discovery_entry *entries, size_t count,
		     bool brought);

/* print_message.c: messages, sent or only planned. */

/**
 * struct plan - a message or trigger that is not sent
 * @info: what the device says; all zero where there is no device
 * @have_device: whether @info, @buffer and the rest were asked for
 * @buffer: the buffer that would be used, or NULL where none takes it
 * @recipient: GUID in memory order
 * @header_version: the version that would be used
 * @request: the data
 * @request_len: its bytes
 * @message_len: the length that MM would be told
 */
struct plan {
	struct mmcomm_info info;
	bool have_device;
	const struct mmcomm_buffer_entry *buffer;
	__u8 recipient[MMCOMM_GUID_LEN];
	__u32 header_version;
	const __u8 *request;
	__u32 request_len;
	__u32 message_len;
};

void print_plan(const struct options *options, const struct plan *plan);
void print_trigger_plan(const struct options *options, const struct mmcomm_info *info,
			__u32 command, __u32 data);

/**
 * print_response - what MM made of a message
 * @options: how to print
 * @message: as it came back
 * @request: the message as it was sent, message->message_len bytes
 * @response: the answer, message->response_copied bytes
 * @diff: show it against the request
 */
void print_response(const struct options *options,
		    const struct mmcomm_communicate *message, const __u8 *request,
		    const __u8 *response, bool diff);
void print_trigger(const struct options *options, const struct mmcomm_trigger *trigger);
void print_failure_json(const struct mmcomm_failure *failure,
			const struct mmcomm_explanation *explanation);
void print_protocol_failure_json(const char *what, int result,
				 const struct mmcomm_outcome *outcome);

/* print_variable.c */
void print_names(const struct options *options, const struct variable_list *list,
		 const struct mmcomm_tally *tally);
void print_variable(const struct options *options, const __u8 vendor[MMCOMM_GUID_LEN],
		    const char *name, const struct mmcomm_variable *variable,
		    const struct mmcomm_tally *tally);
void print_comparison(const struct options *options, const struct comparison *comparison);

/**
 * print_supervisor_version - print_supervisor.c: what the MM supervisor answered
 * @options: how to print
 * @info: what the device says of itself
 * @version: the answer
 * @outcome: of the call
 */
void print_supervisor_version(const struct options *options, const struct mmcomm_info *info,
			      const struct mmcomm_supervisor_version *version,
			      const struct mmcomm_outcome *outcome);

/**
 * print_handlers - print_handlers.c: what the SMI handler profile holds
 * @options: how to print
 * @info: what the device says of itself
 * @profile: the profile
 * @outcome: of reading it
 * @modules: every module, too, not only those with handlers
 */
void print_handlers(const struct options *options, const struct mmcomm_info *info,
		    const struct mmcomm_profile *profile,
		    const struct mmcomm_outcome *outcome, bool modules);

/* print_tables.c: what the tool itself knows. */

/** enum status_form - how a status was written: its name, 64 bits, or 32 */
enum status_form {
	STATUS_BY_NAME,
	STATUS_BY_NUMBER,
	STATUS_WIDENED,
};

/**
 * print_status - one status, or all of them
 * @options: how to print
 * @code: the status, or NULL for all
 * @form: how it was written
 */
void print_status(const struct options *options, const __u64 *code, enum status_form form);
void print_guids(const struct options *options);

/* print_module.c */
void print_module_status(const struct options *options, const struct module_status *status);
void print_module_action(const struct options *options, const char *action,
			 const char *name);
void print_module_failure(const struct options *options, const char *action,
			  const struct module_failure *failure,
			  const struct module_explanation *explanation);

#endif
