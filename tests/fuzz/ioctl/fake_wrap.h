/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the linker calls instead of (__wrap) and behind (__real) a function that
 * is wrapped.
 */
#ifndef FUZZ_FAKE_WRAP_H
#define FUZZ_FAKE_WRAP_H

#include <pthread.h>
#include <sys/types.h>
#include <unistd.h>

int __wrap_open(const char *path, int flags, ...);
int __real_open(const char *path, int flags, ...);
int __wrap_ioctl(int fd, unsigned long command, void *argument);
off_t __wrap_lseek(int fd, off_t offset, int whence);
ssize_t __wrap_pread(int fd, void *to, size_t length, off_t offset);
ssize_t __real_pread(int fd, void *to, size_t length, off_t offset);
long __wrap_syscall(long number, ...);
int __wrap_usleep(useconds_t us);
int __real_usleep(useconds_t us);
int __wrap_pthread_join(pthread_t thread, void **result);
int __real_pthread_join(pthread_t thread, void **result);

#endif /* FUZZ_FAKE_WRAP_H */
