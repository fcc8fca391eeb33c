/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Raising a software MMI, and counting the MMIs that happened.
 */
#ifndef _MMCOMM_SW_MMI_H
#define _MMCOMM_SW_MMI_H

#include <linux/mmcomm.h>
#include <linux/types.h>

/** define MMCOMM_MAX_RESERVED_COMMANDS - as many as the FADT has fields */
#define MMCOMM_MAX_RESERVED_COMMANDS	5

/**
 * struct mmcomm_port_ops - access to the machine's ports
 * @write: write a byte to an I/O port
 * @read: read a byte from an I/O port
 * @write32: write four bytes to an I/O port
 * @read32: read four bytes from an I/O port
 * @count: read the machine's SMI counter; false where there is none
 * @delay_us: busy-wait
 */
struct mmcomm_port_ops {
	void (*write)(u16 port, u8 value);
	u8 (*read)(u16 port);
	void (*write32)(u16 port, u32 value);
	u32 (*read32)(u16 port);
	bool (*count)(u64 *count);
	void (*delay_us)(unsigned int us);
};

extern const struct mmcomm_port_ops mmcomm_real_ports;

/**
 * struct mmcomm_smc_ops - access to the machine's secure monitor
 * @absence: one sentence why there is none that an SMC would reach, NULL where
 *	there is one
 * @refusal: one sentence why it must not be called all the same, NULL where it may
 * @call: make an SMC, with a function id and three arguments; returns x0
 *
 * @refusal and @call may be NULL where @absence never returns NULL.
 */
struct mmcomm_smc_ops {
	const char *(*absence)(void);
	const char *(*refusal)(void);
	u64 (*call)(u32 function, u64 a1, u64 a2, u64 a3);
};

extern const struct mmcomm_smc_ops mmcomm_real_smc;

/**
 * struct mmcomm_sw_mmi - one way to raise an MMI
 * @ports: access to the machine's ports
 * @cmd: command port
 * @data: data port
 * @reserved_commands: commands that the FADT gives another meaning
 * @reserved_count: entries of @reserved_commands
 * @forbidden: a platform hook says that no MMI may be raised, in whatever way
 * @raised: MMIs raised so far
 *
 * Guarded by the communicator's lock.
 */
struct mmcomm_sw_mmi {
	const struct mmcomm_port_ops *ports;
	struct mmcomm_mmi_port cmd;
	struct mmcomm_mmi_port data;
	u8 reserved_commands[MMCOMM_MAX_RESERVED_COMMANDS];
	u32 reserved_count;
	bool forbidden;
	u64 raised;
};

void mmcomm_sw_mmi_reserve_command(struct mmcomm_sw_mmi *mmi, u8 command);
bool mmcomm_sw_mmi_command_reserved(const struct mmcomm_sw_mmi *mmi, u32 command);
bool mmcomm_sw_mmi_available(const struct mmcomm_sw_mmi *mmi);
bool mmcomm_sw_mmi_count(const struct mmcomm_sw_mmi *mmi, u64 *count);
u8 mmcomm_sw_mmi_save_data(const struct mmcomm_sw_mmi *mmi);
void mmcomm_sw_mmi_restore_data(const struct mmcomm_sw_mmi *mmi, u8 data);
void mmcomm_sw_mmi_note(u8 command, u8 data, bool counted, u32 count,
			u64 stopped_ns);
void mmcomm_sw_mmi_note_smc(u32 function, u64 address, s64 code, u64 stopped_ns);
int mmcomm_sw_mmi_raise(struct mmcomm_sw_mmi *mmi, u8 command, u8 data);

#endif /* _MMCOMM_SW_MMI_H */
