/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Payloads that handlers understand, or nearly.
 */
#ifndef FUZZ_PAYLOAD_H
#define FUZZ_PAYLOAD_H

#include "worker.h"

#define VARIABLE_GET		1
#define VARIABLE_NEXT		2
#define VARIABLE_SET		3
#define VARIABLE_QUERY		4
#define VARIABLE_PAYLOAD_SIZE	11

/* Bytes in front of the name in GET and SET, and in NEXT. */
#define VARIABLE_ACCESS_LEN	52
#define VARIABLE_NEXT_LEN	40

#define VARIABLE_ATTRIBUTES	7

/**
 * payload_make() - a payload
 * @worker: its payload is written and its random numbers are used
 * @handler: whom it is for
 * @message: lengths and relocations are set; relocations are written to
 *	@relocations
 * @relocations: room for MMCOMM_MAX_RELOCATIONS
 *
 * Sets request_len, and message_len, window_len and relocation_count where the
 * handler wants something of them.
 */
void payload_make(struct worker *worker, enum handler handler,
		  struct mmcomm_communicate *message,
		  struct mmcomm_relocation *relocations);

/**
 * payload_variable() - a message for GET or SET
 * @worker: decides the namespace, so that no two workers share a variable
 * @to: where
 * @function: VARIABLE_GET or VARIABLE_SET
 * @name: ASCII
 * @data: value, for SET
 * @data_size: its bytes, or the room for it
 *
 * Return: bytes written, without the room for data in GET.
 */
size_t payload_variable(const struct worker *worker, __u8 *to, __u64 function,
			const char *name, const void *data, __u64 data_size);

/** payload_variable_size() - asks how much GET and SET take; the bytes written */
size_t payload_variable_size(__u8 *to);

/** payload_harmless() - whether real firmware may be given a message */
bool payload_harmless(const struct worker *worker,
		      const struct mmcomm_communicate *message);

#endif /* FUZZ_PAYLOAD_H */
