// SPDX-License-Identifier: GPL-2.0
/*
 * Which handler a message goes to, and the handlers that behave.
 */
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "compat.h"
#include "sim.h"

/* The message is the answer. */
static u64 sim_echo(struct sim_call *call)
{
	return SIM_EFI_SUCCESS;
}

static u64 sim_fill(struct sim_call *call)
{
	struct mmcomm_sim_fill fill;
	void *to;

	if (call->len < sizeof(fill))
		return SIM_EFI_NOT_FOUND;
	memcpy(&fill, call->message, sizeof(fill));
	to = sim_mm_memory(call->mm, fill.address, fill.length);
	if (!to || fill.value > 0xff)
		return SIM_EFI_NOT_FOUND;
	memset(to, fill.value, fill.length);
	return SIM_EFI_SUCCESS;
}

static u64 sim_status(struct sim_call *call)
{
	if (call->len < sizeof(u64))
		return SIM_EFI_NOT_FOUND;
	return get_unaligned_le64(call->message);
}

static u64 sim_second_look(struct sim_call *call)
{
	call->completion = SIM_SECOND_LOOK;
	return SIM_EFI_SUCCESS;
}

/*
 * One handler: its GUID as text, what it is switched on with, and what answers
 * a message. That returns the EFI_STATUS of the MM core, which is SUCCESS or
 * NOT_FOUND where real firmware is imitated.
 */
static struct {
	const char *recipient;
	enum sim_group group;
	u64 (*handle)(struct sim_call *call);
	guid_t guid;
} handlers[] = {
	{ MMCOMM_SIM_ECHO, SIM_BEHAVING, sim_echo },
	{ MMCOMM_SIM_FILL, SIM_BEHAVING, sim_fill },
	{ MMCOMM_SIM_STATUS, SIM_BEHAVING, sim_status },
	{ MMCOMM_SIM_SECOND_LOOK, SIM_BEHAVING, sim_second_look },
	{ MMCOMM_SIM_WRONG_RECIPIENT, SIM_MISBEHAVING, sim_wrong_recipient },
	{ MMCOMM_SIM_WRONG_LENGTH, SIM_MISBEHAVING, sim_wrong_length },
	{ MMCOMM_SIM_TOO_LARGE, SIM_MISBEHAVING, sim_too_large },
	{ MMCOMM_SIM_TOO_SMALL, SIM_MISBEHAVING, sim_too_small },
	{ MMCOMM_SIM_PAST_END, SIM_MISBEHAVING, sim_past_end },
	{ MMCOMM_SIM_NO_ANSWER, SIM_MISBEHAVING, sim_no_answer },
	{ MMCOMM_SIM_HANG, SIM_MISBEHAVING, sim_hang },
	{ MMCOMM_SIM_LATE, SIM_MISBEHAVING, sim_late },
	{ MMCOMM_SIM_POINTER_KEPT, SIM_MISBEHAVING, sim_pointer_kept },
	{ "ed32d533-99e6-4209-9cc0-2d72cdd998a7", SIM_VARIABLES, sim_variable },
	{ "8c633b23-1260-4ea6-830f-7ddc97382111", SIM_SUPERVISOR, sim_supervisor },
};

/**
 * sim_handlers_init - read the handlers' GUIDs, once
 */
void sim_handlers_init(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(handlers); i++)
		WARN_ON(guid_parse(handlers[i].recipient, &handlers[i].guid));
}

/**
 * sim_handle - give a message to its handler
 * @recipient: GUID that the message names
 * @call: the message
 *
 * Return: EFI_STATUS of the core: the handler's, NOT_FOUND without one.
 */
u64 sim_handle(const guid_t *recipient, struct sim_call *call)
{
	u32 groups = READ_ONCE(call->mm->groups);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(handlers); i++)
		if (groups & BIT(handlers[i].group) &&
		    guid_equal(recipient, &handlers[i].guid))
			return handlers[i].handle(call);
	return SIM_EFI_NOT_FOUND;
}
