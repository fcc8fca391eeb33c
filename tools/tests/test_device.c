// SPDX-License-Identifier: GPL-2.0
/*
 * The library's ioctl wrappers, against the fake device.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fake_device.h"
#include "libmmcomm.h"
#include "test.h"

static int set_up(void **state)
{
	struct mmcomm *handle;

	fake_reset();
	assert_int_equal(mmcomm_open(NULL, &handle), 0);
	*state = handle;
	return 0;
}

static int tear_down(void **state)
{
	mmcomm_close(*state);
	return 0;
}

static void open_passes_errors_on(void **state)
{
	struct mmcomm *handle = (void *)1;

	(void)state;
	fake_reset();
	fake.open_error = EPERM;
	assert_int_equal(mmcomm_open(NULL, &handle), -EPERM);
	assert_null(handle);
	assert_int_equal(mmcomm_open("/nowhere/at/all", &handle), -ENOENT);
	mmcomm_close(NULL);
}

static void reads_info(void **state)
{
	struct mmcomm_info info;

	assert_int_equal(mmcomm_get_info(*state, &info), 0);
	assert_int_equal(info.cmd_port, 0xb2);
	assert_string_equal(info.executor, "fake");
	fake.error[1] = EINTR;
	assert_int_equal(mmcomm_get_info(*state, &info), -EINTR);
}

static void lists_grow_with_the_device(void **state)
{
	static const __u32 counts[] = { 1, 31, 32, 33, 200 };
	struct mmcomm_discovery_entry *entries;
	size_t count;

	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		fake.place_count = counts[i];
		assert_int_equal(mmcomm_get_discovery(*state, &entries, &count), 0);
		assert_int_equal(count, counts[i]);
		assert_int_equal(entries[count - 1].address, (count - 1) * 0x1000);
		free(entries);
	}
	fake.place_count = 0;
	assert_int_equal(mmcomm_get_discovery(*state, &entries, &count), 0);
	assert_int_equal(count, 0);
	assert_null(entries);
	fake.error[3] = EFAULT;
	assert_int_equal(mmcomm_get_discovery(*state, &entries, &count), -EFAULT);
	assert_null(entries);
}

static void reads_buffers(void **state)
{
	struct mmcomm_buffer_entry *entries;
	size_t count;

	assert_int_equal(mmcomm_get_buffers(*state, &entries, &count), 0);
	assert_int_equal(count, 2);
	assert_int_equal(entries[1].id, 1);
	assert_int_equal(entries[1].state, MMCOMM_BUFFER_RETIRED);
	free(entries);
}

static void sends_a_message(void **state)
{
	struct mmcomm_communicate message = {
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request_len = 4,
		.response_capacity = 4,
	};
	__u8 data[4] = { 1, 2, 3, 4 };

	mmcomm_guid_parse("12345678-1234-5678-0102-030405060708", message.recipient);
	message.request = (uintptr_t)data;
	message.response = (uintptr_t)data;
	assert_int_equal(mmcomm_communicate(*state, &message), 0);
	assert_int_equal(message.progress, MMCOMM_PROGRESS_RAN);
	assert_memory_equal(data, "\xfe\xfd\xfc\xfb", 4);

	message.request_len = 0;
	assert_int_equal(mmcomm_communicate(*state, &message), -EINVAL);
	assert_int_equal(message.reason, MMCOMM_REASON_EMPTY_REQUEST);
}

static void triggers(void **state)
{
	struct mmcomm_trigger trigger = { .command = 0x10, .data = 0x01 };

	assert_int_equal(mmcomm_trigger(*state, &trigger), 0);
	assert_int_equal(trigger.data_after, 0xfe);
	trigger.command = 2;
	assert_int_equal(mmcomm_trigger(*state, &trigger), -EINVAL);
	assert_int_equal(trigger.reason, MMCOMM_REASON_RESERVED_COMMAND);
}

#define with_device(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(open_passes_errors_on),
		with_device(reads_info),
		with_device(lists_grow_with_the_device),
		with_device(reads_buffers),
		with_device(sends_a_message),
		with_device(triggers),
	};

	return run_all("device", tests);
}
