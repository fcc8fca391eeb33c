/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of order share: a call that may break several rules at once, and
 * the rules in the order in which they are looked at.
 */
#ifndef GUEST_ORDER_H
#define GUEST_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "device.h"

/**
 * enum placement - where a structure lies
 * @PLACE_NORMAL: in memory that can be read and written
 * @PLACE_NOWHERE: where nothing is mapped
 * @PLACE_SIZE_ALONE: its size can be read, the rest not
 * @PLACE_READ_ONLY: it can be read and not written
 */
enum placement {
	PLACE_NORMAL,
	PLACE_NOWHERE,
	PLACE_SIZE_ALONE,
	PLACE_READ_ONLY,
};

/**
 * struct attempt - a call to be made
 * @number: ioctl number
 * @without_capability: the caller has no CAP_SYS_RAWIO
 * @placement: where the structure lies
 * @length: bytes of the structure that the kernel knows
 * @tail: what stands behind them
 * @communicate: the structure, of COMMUNICATE
 * @trigger: or of TRIGGER
 */
struct attempt {
	unsigned long number;
	bool without_capability;
	enum placement placement;
	__u32 length;
	__u64 tail;
	union {
		__u32 size;
		struct mmcomm_communicate communicate;
		struct mmcomm_trigger trigger;
	};
};

/* Reason of a rule that is looked at before the structure is written back. */
#define UNWRITTEN	(-1)

/**
 * struct rule - one check
 * @name: what must hold
 * @error: errno where it does not
 * @reason: enum mmcomm_reason, or UNWRITTEN
 * @break_it: makes an attempt break the rule; NULL for one that the machine's
 *	state breaks. Applied from the last rule to the first: it must leave later
 *	ones broken
 * @apart: rules of which one call cannot break two have a bit in common
 * @state: the state of the machine that breaks the rule for every call
 */
struct rule {
	const char *name;
	int error;
	int reason;
	void (*break_it)(struct attempt *attempt);
	unsigned int apart;
	const char *state;
};

/**
 * struct order - one ioctl and its rules
 * @name: of the ioctl
 * @length: bytes of its structure
 * @reason_offset: of the reason in it
 * @valid: an attempt that breaks no rule
 * @count: rules there are, with those of every ioctl
 * @rules: its own, in the order in which they are looked at
 * @last: the last rule is looked at once MM has run
 */
struct order {
	const char *name;
	__u32 length;
	size_t reason_offset;
	struct attempt (*valid)(void);
	size_t count;
	const struct rule *rules;
	bool last;
};

extern const struct order order_communicate;
extern const struct order order_trigger;

/** order_prepare() - learns what there is, and makes the memory that rules need */
void order_prepare(int fd);

/** order_rule() - a rule by its place in the order, from 0 to count - 1 */
const struct rule *order_rule(const struct order *order, size_t number);

/** order_applies() - whether this machine can break a rule */
bool order_applies(const struct rule *rule);

#endif /* GUEST_ORDER_H */
