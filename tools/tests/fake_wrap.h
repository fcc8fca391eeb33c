/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The names that the linker's --wrap gives to a function and its replacement.
 */
#ifndef FAKE_WRAP_H
#define FAKE_WRAP_H

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);
int __real_close(int fd);
int __wrap_close(int fd);

#endif
