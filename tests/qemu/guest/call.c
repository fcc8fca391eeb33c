// SPDX-License-Identifier: GPL-2.0
/*
 * One message, whose answer is looked at byte by byte.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>

#include "call.h"
#include "device.h"
#include "test-handlers.h"

struct call call_prepare_to(const __u8 recipient[16], __u32 length)
{
	struct call call = { 0 };

	for (int i = 0; i < LENGTH; i++)
		call.request[i] = i * 7 + recipient[15];
	memset(call.response, UNTOUCHED, CAPACITY);
	call.message = device_message(recipient, NULL, length, NULL, CAPACITY);
	return call;
}

struct call call_prepare(__u8 handler)
{
	const __u8 recipient[16] = TEST_HANDLER_GUID_BYTES(handler);

	return call_prepare_to(recipient, LENGTH);
}

void call_send(int device, struct call *call)
{
	call->message.request = (uintptr_t)call->request;
	call->message.response = (uintptr_t)call->response;
	call->error = ioctl(device, MMCOMM_IOC_COMMUNICATE, &call->message) ? errno : 0;
}
