/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: what a message would look like, without sending it.
 */
#ifndef MMCOMM_CLI_PLAN_H
#define MMCOMM_CLI_PLAN_H

#include "cli.h"

/* Bytes of the longest communicate header. */
#define HEADER_MAX 56

/**
 * plan_header - the bytes of a communicate header
 * @version: MMCOMM_HEADER_V1 or MMCOMM_HEADER_V3
 * @recipient: GUID in memory order
 * @message_len: bytes of the message
 * @header: filled in
 *
 * Return: its bytes.
 */
size_t plan_header(__u32 version, const __u8 recipient[MMCOMM_GUID_LEN],
		   __u64 message_len, __u8 header[HEADER_MAX]);

/**
 * plan_message - show what mmcomm_communicate() would send
 * @options: how to print, and which device
 * @message: the request, not sent
 *
 * Asks the device for ports and buffers where there is one, which raises no MMI.
 *
 * Return: an exit code; EXIT_TRANSPORT where no buffer would take the message.
 */
int plan_message(const struct options *options, const struct mmcomm_communicate *message);

/**
 * plan_request - plan_message() for what one of the library's functions would send
 * @options: as for plan_message()
 * @recipient: text of a GUID
 * @request: of mmcomm_..._request(); freed here
 * @request_len: its bytes
 * @message_len: the length that MM would be told
 *
 * Return: an exit code.
 */
int plan_request(const struct options *options, const char *recipient, __u8 *request,
		 __u32 request_len, __u32 message_len);

/**
 * plan_variable - plan_message() for a request to the variable handler
 * @options: as for plan_message()
 * @vendor: GUID in memory order
 * @name: as for mmcomm_variable_request()
 *
 * Return: an exit code.
 */
int plan_variable(const struct options *options, const __u8 vendor[MMCOMM_GUID_LEN],
		  const char *name);

#endif
