/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the device must do with a message, worked out from the documented order
 * of checks and from what the handlers of the simulated MM are there for.
 */
#ifndef FUZZ_MODEL_H
#define FUZZ_MODEL_H

#include <linux/mmcomm.h>
#include <stdbool.h>

#include "arena.h"
#include "device.h"

/**
 * struct prediction - what COMMUNICATE must do
 * @error: errno, 0 for success
 * @out: the structure as it must be written back; size is not looked at
 * @stopped: the machine was stopped, stopped_ns may be anything
 * @sent: an MMI was raised
 * @opaque: an answer whose status, length and content are the handler's own, or
 *	whether there is one. @error and what follows is settled by model_settle()
 * @in_place: MM leaves nothing but the message
 * @header_len: bytes of the communicate header
 * @capacity: longest message of the buffer chosen
 * @tried: bytes of the response that are written, as far as there is memory
 * @theirs: bytes of an opaque answer that the handler may have written
 * @message: the message as it must be after the call; of an opaque one as MM finds it
 */
struct prediction {
	int error;
	struct mmcomm_communicate out;
	bool stopped;
	bool sent;
	bool opaque;
	bool in_place;
	__u32 header_len;
	__u64 capacity;
	__u64 tried;
	__u64 theirs;
	const __u8 *message;
};

/**
 * struct model - the model's own communicate buffer
 * @image: its memory
 * @image_len: bytes, as long as the device's longest buffer
 */
struct model {
	__u8 *image;
	__u64 image_len;
};

/** model_create() - a model for a device, or ends the program */
void model_create(struct model *model, const struct device *device);

/**
 * model_communicate() - what must become of a message
 * @model: the model
 * @device: the device
 * @arena: memory that the message points to, as it is before the call
 * @in: the structure, which the kernel can read and write
 * @prediction: out: what must become of it
 */
void model_communicate(struct model *model, const struct device *device,
		       const struct arena *arena, const struct mmcomm_communicate *in,
		       struct prediction *prediction);

/**
 * model_settle() - takes what is open in an opaque answer from what came back
 * @arena: memory of the call
 * @prediction: an opaque prediction
 * @got: the structure that came back
 * @argument: where it came back to, over what of the response was there
 *
 * Return: what is wrong with what came back, NULL where nothing is.
 */
const char *model_settle(const struct arena *arena, struct prediction *prediction,
			 const struct mmcomm_communicate *got, __u64 argument);

/** model_reason_allows() - whether errno and progress may stand beside a reason */
bool model_reason_allows(__u32 reason, int error, __u32 progress);

#endif /* FUZZ_MODEL_H */
