// SPDX-License-Identifier: GPL-2.0
/*
 * A device to test the fuzzer with: a variable handler that can set, get and
 * delete, see fake.h.
 */
#include <string.h>

#include "fake.h"
#include "payload.h"

#define EFI_ERROR(code)	(1ULL << 63 | (code))
#define MAX_VARIABLES	64
#define MAX_KEY		128
#define MAX_DATA	512

/* Namespace and name are the key. */
static struct {
	__u64 key_size;
	__u64 data_size;
	__u8 key[MAX_KEY];
	__u8 data[MAX_DATA];
} variables[MAX_VARIABLES];

void fake_variables_forget(void)
{
	memset(variables, 0, sizeof(variables));
}

static int find(const __u8 *key, __u64 size)
{
	for (int i = 0; i < MAX_VARIABLES; i++) {
		if (variables[i].key_size == size && !memcmp(variables[i].key, key, size))
			return i;
	}
	return -1;
}

static __u64 set(const __u8 *key, __u64 key_size, const __u8 *data, __u64 size)
{
	int index = find(key, key_size);

	if (fake_fault("variable-lost"))
		return 0;
	if (!size) {
		if (index < 0)
			return EFI_ERROR(14);
		if (!fake_fault("variable-stays"))
			variables[index].key_size = 0;
		return 0;
	}
	if (index < 0)
		index = find(key, 0);
	if (index < 0)
		return EFI_ERROR(9);
	variables[index].key_size = key_size;
	memcpy(variables[index].key, key, key_size);
	variables[index].data_size = size;
	memcpy(variables[index].data, data, size);
	return 0;
}

static __u64 get(__u8 *message, const __u8 *key, __u64 key_size, __u8 *data, __u64 room)
{
	int index = find(key, key_size);

	if (index < 0)
		return EFI_ERROR(14);
	memcpy(message + 32, &variables[index].data_size, 8);
	if (variables[index].data_size > room)
		return EFI_ERROR(5);
	memcpy(data, variables[index].data, variables[index].data_size);
	if (fake_fault("variable-garbled"))
		data[0] ^= 1;
	return 0;
}

static __u64 run(__u8 *message, size_t length)
{
	__u64 function, data_size, name_size;
	__u8 key[MAX_KEY] = { 0 };

	memcpy(&function, message, 8);
	if (function == VARIABLE_PAYLOAD_SIZE)
		return 0;
	if (function != VARIABLE_GET && function != VARIABLE_SET)
		return EFI_ERROR(3);
	if (length < VARIABLE_ACCESS_LEN)
		return EFI_ERROR(2);
	memcpy(&data_size, message + 32, 8);
	memcpy(&name_size, message + 40, 8);
	if (name_size > MAX_KEY - 16 || data_size > MAX_DATA ||
	    VARIABLE_ACCESS_LEN + name_size + data_size > length)
		return EFI_ERROR(15);
	memcpy(key, message + 16, 16);
	memcpy(key + 16, message + VARIABLE_ACCESS_LEN, name_size);
	if (function == VARIABLE_SET)
		return set(key, 16 + name_size, message + VARIABLE_ACCESS_LEN + name_size,
			   data_size);
	return get(message, key, 16 + name_size, message + VARIABLE_ACCESS_LEN + name_size,
		   data_size);
}

void fake_variable(__u8 *message, size_t length)
{
	__u64 status;

	if (length < 16)
		return;
	status = run(message, length);
	memcpy(message + 8, &status, sizeof(status));
}
