/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A hang leaves nothing but what was on the console before the machine was
 * stopped.
 */
#ifndef _MMCOMM_EVIDENCE_H
#define _MMCOMM_EVIDENCE_H

#include <linux/console.h>
#include <linux/delay.h>
#include <linux/kconfig.h>

/**
 * mmcomm_wait_for_console - wait until what was printed is out
 *
 * Taking the console lock writes everything out. On PREEMPT_RT a thread of its
 * own does that, which stopping the machine would stop too: it gets a tenth of
 * a second. May sleep.
 */
static inline void mmcomm_wait_for_console(void)
{
	console_lock();
	console_unlock();
	if (IS_ENABLED(CONFIG_PREEMPT_RT))
		msleep(100);
}

#endif /* _MMCOMM_EVIDENCE_H */
