/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: what the kernel logs while something is tried.
 */
#ifndef MMCOMM_CLI_KERNEL_LOG_H
#define MMCOMM_CLI_KERNEL_LOG_H

#include <stddef.h>

/**
 * kernel_log_open - begin to listen
 *
 * Return: a file descriptor, or -1.
 */
int kernel_log_open(void);

/**
 * kernel_log_collect - the lines about a module logged since, and stop listening
 * @fd: from kernel_log_open(), may be -1
 * @name: the module
 * @text: lines, each with a newline; empty where there is none
 * @size: of @text
 */
void kernel_log_collect(int fd, const char *name, char *text, size_t size);

/**
 * kernel_log_message - the message in one record of /dev/kmsg
 * @record: the record, NUL-terminated; cut to its first line
 *
 * Return: the message, or NULL for what is no record.
 */
char *kernel_log_message(char *record);

#endif
