/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The handlers of the simulated Management Mode (module mmcomm_sim), by the
 * recipient that a message names.
 *
 * Besides these it answers as EDK2's variable driver does
 * (ed32d533-99e6-4209-9cc0-2d72cdd998a7) and as an MM supervisor that is asked
 * for its version (8c633b23-1260-4ea6-830f-7ddc97382111).
 */
#ifndef _UAPI_LINUX_MMCOMM_SIM_H
#define _UAPI_LINUX_MMCOMM_SIM_H

#include <linux/types.h>

/** define MMCOMM_SIM_NAME - name of the executor in &mmcomm_info.executor */
#define MMCOMM_SIM_NAME			"sim"

/* Handlers that behave. */

/** define MMCOMM_SIM_ECHO - answers with the message as it is */
#define MMCOMM_SIM_ECHO			"6d6d7300-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_FILL - writes through a pointer: struct mmcomm_sim_fill */
#define MMCOMM_SIM_FILL			"6d6d7301-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_STATUS - the core's status is the message's first u64 */
#define MMCOMM_SIM_STATUS		"6d6d7302-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_SECOND_LOOK - an echo, done at the second look at the marks */
#define MMCOMM_SIM_SECOND_LOOK		"6d6d7303-75e6-4f47-992f-7495b237e2fa"

/* Handlers that misbehave: each does what its name says, and is an echo else. */

/** define MMCOMM_SIM_WRONG_RECIPIENT - changes the GUID in the header */
#define MMCOMM_SIM_WRONG_RECIPIENT	"6d6d7310-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_WRONG_LENGTH - changes the message length in the header */
#define MMCOMM_SIM_WRONG_LENGTH		"6d6d7311-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_TOO_LARGE - returns a size larger than the buffer */
#define MMCOMM_SIM_TOO_LARGE		"6d6d7312-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_TOO_SMALL - returns a size smaller than the header */
#define MMCOMM_SIM_TOO_SMALL		"6d6d7313-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_PAST_END - writes one byte behind the message */
#define MMCOMM_SIM_PAST_END		"6d6d7314-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_NO_ANSWER - the core never looks at its mailbox */
#define MMCOMM_SIM_NO_ANSWER		"6d6d7315-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_HANG - takes the message and never ends */
#define MMCOMM_SIM_HANG			"6d6d7316-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_LATE - takes the message and writes its answer at the next MMI */
#define MMCOMM_SIM_LATE			"6d6d7317-75e6-4f47-992f-7495b237e2fa"
/** define MMCOMM_SIM_POINTER_KEPT - answers and leaves the buffer pointer standing */
#define MMCOMM_SIM_POINTER_KEPT		"6d6d7318-75e6-4f47-992f-7495b237e2fa"

/**
 * struct mmcomm_sim_fill - message of MMCOMM_SIM_FILL, and its answer
 * @address: physical address in a communicate buffer of the simulated MM
 * @length: bytes to write there
 * @value: what to write into each, 0 to 255
 *
 * An address outside the buffers is answered with NOT_FOUND; real firmware would
 * fault and the machine hang.
 */
struct mmcomm_sim_fill {
	__u64 address;
	__u32 length;
	__u32 value;
};

#endif /* _UAPI_LINUX_MMCOMM_SIM_H */
