/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A machine's memory, made up by the fuzzer: a few regions of the firmware's
 * map, and words of tables in them.
 */
#ifndef _WORLD_H
#define _WORLD_H

#include "firmware.h"
#include "harness.h"

/*
 * Makes up memory: a byte for how many regions (and whether the machine is QEMU),
 * three bytes for each, then instructions until the input ends. The firmware is
 * what the kernel would know before it looks.
 */
void world_make(struct input *input, struct mmcomm_firmware *firmware);

/* Nothing is still mapped, nothing was written; frees what was made. */
void world_end(struct mmcomm_firmware *firmware);

/* Of a region that was made, or nothing at all. */
u64 world_address(u8 region, u16 offset);

#endif /* _WORLD_H */
