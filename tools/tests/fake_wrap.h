/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The names that the linker's --wrap gives to a function and its replacement.
 */
#ifndef FAKE_WRAP_H
#define FAKE_WRAP_H

#include <sys/types.h>
#include <time.h>

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);
int __real_close(int fd);
int __wrap_close(int fd);

/* Of single tests: */
const char *__real_trace_library_load(void);
const char *__wrap_trace_library_load(void);
ssize_t __real_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size);
int __real_clock_gettime(clockid_t clock, struct timespec *now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now);

#endif
