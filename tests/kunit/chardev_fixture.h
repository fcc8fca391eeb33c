/* SPDX-License-Identifier: GPL-2.0 */
/*
 * /dev/mmcomm, opened, with memory of a caller's and a mocked MM behind it.
 */
#ifndef _MMCOMM_CHARDEV_FIXTURE_H
#define _MMCOMM_CHARDEV_FIXTURE_H

#include <linux/fs.h>

#include "core_fixture.h"

#define DEVICE_PATH	"/dev/" MMCOMM_DEVICE_NAME

/* The two buffers of the mocked MM. */
#define PROVIDED	BIT_ULL(40)
#define PROVIDED_LEN	(2 * MMCOMM_MM_PAGE_SIZE)
#define PROVIDED_COUNT	2

/* The caller's memory: the structure, request, response, something else. */
#define AREA_LEN	(4 * PAGE_SIZE)
#define AREAS		4

/* What the caller's memory holds where nothing was written. */
#define USER_FILL	0xee

/**
 * struct chardev_fixture - an open file and a caller's memory
 * @file: the device
 * @argument: where the caller's structure is
 * @request: where its request is
 * @response: where its response goes
 * @other: more of its memory; what lies behind it is not mapped
 */
struct chardev_fixture {
	struct file *file;
	unsigned long argument;
	unsigned long request;
	unsigned long response;
	unsigned long other;
};

extern struct chardev_fixture chardev;

int chardev_init(struct kunit *test);
int chardev_with_mock_init(struct kunit *test);
void chardev_exit(struct kunit *test);
long chardev_ioctl_at(unsigned int command, unsigned long address);
long chardev_ioctl(struct kunit *test, unsigned int command, void *argument,
		   size_t len);
void user_write(struct kunit *test, unsigned long to, const void *from, size_t len);
void user_read(struct kunit *test, void *to, unsigned long from, size_t len);
bool user_holds(struct kunit *test, unsigned long from, u8 byte, size_t len);
unsigned long user_read_only(struct kunit *test, const void *bytes, size_t len);
const struct cred *without_rawio(struct kunit *test);

#endif /* _MMCOMM_CHARDEV_FIXTURE_H */
