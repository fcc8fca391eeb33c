/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is told: progress, a violation with the command that shows it again, and
 * a table of what was reached.
 */
#ifndef FUZZ_REPORT_H
#define FUZZ_REPORT_H

#include "compiler.h"
#include "worker.h"

/** report_init() - from now on the run's time is counted; name is argv[0] */
void report_init(const char *name, const struct options *options,
		 const struct device *device);

/**
 * report_violation() - the device did what it must not; ends the program
 * @worker: whose call it was
 * @oracle: one word for what was violated
 * @format: what was expected and what happened
 */
noreturn void report_violation(struct worker *worker, const char *oracle,
			       const char *format, ...) __attribute__((printf_like(3, 4)));

/** report_progress() - a line every few seconds */
void report_progress(__u64 done);

/** report_time_over() - whether the time that was asked for is over */
bool report_time_over(void);

/**
 * report_end() - what was reached, added up
 * @workers: that made the calls
 * @count: how many
 * @calls: that were made
 */
void report_end(const struct worker *workers, unsigned int count, __u64 calls);

/** report_error_name() - the name of an errno, as in "EINVAL", or "success" */
const char *report_error_name(int error);

/** report_reason_name() - the name of a reason, as in "FLAGS" */
const char *report_reason_name(__u32 reason);

#endif /* FUZZ_REPORT_H */
