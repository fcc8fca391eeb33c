// SPDX-License-Identifier: GPL-2.0
/*
 * Raising a software MMI by port: the data port first, then the command port,
 * then a read back of the port so that the write has reached the chipset.
 */
#define pr_fmt(fmt) "sw_mmi: " fmt

#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "compat.h"
#include "sw_mmi.h"
#include "trace_sw_mmi.h"

/**
 * mmcomm_sw_mmi_reserve_command - remember a command that raises no MMI
 * @mmi: the way to raise MMIs
 * @command: a field of the FADT; 0 means that the FADT leaves it undefined
 */
void mmcomm_sw_mmi_reserve_command(struct mmcomm_sw_mmi *mmi, u8 command)
{
	if (command && mmi->reserved_count < MMCOMM_MAX_RESERVED_COMMANDS)
		mmi->reserved_commands[mmi->reserved_count++] = command;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_sw_mmi_reserve_command);

/**
 * mmcomm_sw_mmi_command_reserved - whether the FADT gives a command a meaning
 * @mmi: the way to raise MMIs
 * @command: value for the command port
 *
 * Return: true where @command would switch the machine's mode (ACPI enable or
 * disable, S4BIOS, P-state or C-state control) instead of raising an MMI.
 */
bool mmcomm_sw_mmi_command_reserved(const struct mmcomm_sw_mmi *mmi, u32 command)
{
	return command <= 0xff &&
	       memchr(mmi->reserved_commands, command, mmi->reserved_count);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_sw_mmi_command_reserved);

/**
 * mmcomm_sw_mmi_available - whether an MMI can be raised by port
 * @mmi: the way to raise MMIs
 *
 * Return: true where the ports are known and this machine can reach them.
 */
bool mmcomm_sw_mmi_available(const struct mmcomm_sw_mmi *mmi)
{
	return mmi->ports && mmi->cmd.type == MMCOMM_MMI_PORT_SMI;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_sw_mmi_available);

/**
 * mmcomm_sw_mmi_count - read the machine's SMI counter
 * @mmi: the way to raise MMIs
 * @count: out: MMIs since some moment in the past
 *
 * Return: true where there is a counter.
 */
bool mmcomm_sw_mmi_count(const struct mmcomm_sw_mmi *mmi, u64 *count)
{
	*count = 0;
	return mmi->ports && mmi->ports->count && mmi->ports->count(count);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_sw_mmi_count);

/**
 * mmcomm_sw_mmi_save_data - read the data port
 * @mmi: an available way to raise MMIs
 *
 * Return: its value, 0 where there is no data port.
 */
u8 mmcomm_sw_mmi_save_data(const struct mmcomm_sw_mmi *mmi)
{
	if (mmi->data.type != MMCOMM_MMI_PORT_SMI)
		return 0;
	return mmi->ports->read(mmi->data.smi);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_sw_mmi_save_data);

/**
 * mmcomm_sw_mmi_restore_data - put the data port's value back
 * @mmi: an available way to raise MMIs
 * @data: what mmcomm_sw_mmi_save_data() returned
 */
void mmcomm_sw_mmi_restore_data(const struct mmcomm_sw_mmi *mmi, u8 data)
{
	if (mmi->data.type == MMCOMM_MMI_PORT_SMI)
		mmi->ports->write(mmi->data.smi, data);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_sw_mmi_restore_data);

/**
 * mmcomm_sw_mmi_raise - raise one software MMI
 * @mmi: the way to raise MMIs
 * @command: byte for the command port
 * @data: byte for the data port
 *
 * The MMI may be taken some time after this returns. Runs while every other CPU
 * is stopped.
 *
 * Return: 0, -EOPNOTSUPP where there is no way to raise one, -EINVAL for a
 * command that the FADT gives another meaning.
 */
int mmcomm_sw_mmi_raise(struct mmcomm_sw_mmi *mmi, u8 command, u8 data)
{
	if (!mmcomm_sw_mmi_available(mmi))
		return -EOPNOTSUPP;
	if (mmcomm_sw_mmi_command_reserved(mmi, command))
		return -EINVAL;
	if (mmi->data.type == MMCOMM_MMI_PORT_SMI)
		mmi->ports->write(mmi->data.smi, data);
	mmi->ports->write(mmi->cmd.smi, command);
	mmi->ports->read(mmi->cmd.smi);
	mmi->raised++;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_sw_mmi_raise);

/**
 * mmcomm_sw_mmi_note_smc - tell whoever traces or debugs of an SMC that was made
 * @function: function id
 * @address: physical address of the message
 * @code: what it returned
 * @stopped_ns: nanoseconds that the machine was stopped
 *
 * Called when the machine runs again.
 */
void mmcomm_sw_mmi_note_smc(u32 function, u64 address, s64 code, u64 stopped_ns)
{
	trace_sw_mmi_smc(function, address, code, stopped_ns);
	pr_debug("SMC 0x%08x, message at 0x%llx: %lld, %llu ns\n", function, address,
		 code, stopped_ns);
}

/**
 * mmcomm_sw_mmi_note - tell whoever traces or debugs of an MMI that was raised
 * @command: byte written to the command port
 * @data: byte written to the data port
 * @counted: whether @count was measured
 * @count: MMIs seen while the machine was stopped
 * @stopped_ns: nanoseconds that the machine was stopped
 *
 * Called when the machine runs again.
 */
void mmcomm_sw_mmi_note(u8 command, u8 data, bool counted, u32 count,
			u64 stopped_ns)
{
	trace_sw_mmi_raised(command, data, counted, count, stopped_ns);
	if (counted)
		pr_debug("command 0x%02x, data 0x%02x, %u MMIs counted, %llu ns\n",
			 command, data, count, stopped_ns);
	else
		pr_debug("command 0x%02x, data 0x%02x, MMIs not counted, %llu ns\n",
			 command, data, stopped_ns);
}
