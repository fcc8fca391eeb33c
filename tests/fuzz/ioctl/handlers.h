/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the handlers of the simulated MM must do, on a model of the buffer.
 */
#ifndef FUZZ_HANDLERS_H
#define FUZZ_HANDLERS_H

#include "device.h"

/** enum fate - what becomes of a message */
enum fate {
	FATE_ANSWERED,
	FATE_OPAQUE,		/* answered; how is the handler's own affair */
	FATE_NOT_TAKEN,		/* left in the mailbox */
	FATE_UNFINISHED,	/* taken and not finished */
};

/**
 * struct handler_call - a message, as a handler sees it
 * @device: the device
 * @buffer: the buffer it is in
 * @image: model of the buffer, from its header on
 * @header_len: bytes of the header
 * @length: bytes of the message
 * @room: bytes from the message to the buffer's end
 * @returned: in: size with the header; out: what the core returns
 * @status: out: EFI_STATUS of the core
 * @fate: out: what becomes of the message
 */
struct handler_call {
	const struct device *device;
	const struct mmcomm_buffer_entry *buffer;
	__u8 *image;
	__u32 header_len;
	__u64 length;
	__u64 room;
	__u64 returned;
	__u64 status;
	enum fate fate;
};

/** handler_run() - has a handler answer a message */
void handler_run(enum handler handler, struct handler_call *call);

#endif /* FUZZ_HANDLERS_H */
