// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: the lists that BUFFERS and DISCOVERY give, and whether INFO agrees.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "abi.h"
#include "compiler.h"
#include "tap.h"

#define PATTERN	0x5a

struct list_kind {
	const char *name;
	unsigned long number;
	__u32 entry_size;
};

static const struct list_kind kinds[] = {
	{ "BUFFERS", MMCOMM_IOC_BUFFERS, sizeof(struct mmcomm_buffer_entry) },
	{ "DISCOVERY", MMCOMM_IOC_DISCOVERY, sizeof(struct mmcomm_discovery_entry) },
};

static int list_call(const struct list_kind *kind, __u32 entry_size,
		     __u32 capacity, const void *entries, __u32 *count)
{
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = entry_size,
		.capacity = capacity,
		.count = 0x5a5a5a5a,
		.entries = (uintptr_t)entries,
	};
	int error = ioctl(abi.fd, kind->number, &list) ? errno : 0;

	*count = list.count;
	if (list.entry_size != entry_size || list.capacity != capacity ||
	    list.entries != (uintptr_t)entries)
		tap_ok(false, "%s: the fields of the caller are left alone", kind->name);
	return error;
}

static bool all_bytes(const __u8 *memory, size_t length, __u8 byte)
{
	while (length--) {
		if (*memory++ != byte)
			return false;
	}
	return true;
}

static void check_refused(const struct list_kind *kind, __u32 total)
{
	static const struct {
		const char *what;
		__u32 entry_size;
		int error;
	} sizes[] = {
		{ "entry_size 0", 0, EINVAL },
		{ "entry_size 7", 7, EINVAL },
		{ "entry_size 4097", 4097, EINVAL },
		{ "entry_size 2^32 - 1", ~0U, EINVAL },
	};
	__u32 entry_size = kind->entry_size;
	static __u8 zeroes[4096];
	__u8 *before_hole;
	__u32 count;

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		tap_ok(list_call(kind, sizes[i].entry_size, 0, NULL, &count) == EINVAL &&
		       list_call(kind, sizes[i].entry_size, 1, zeroes, &count) == EINVAL,
		       "EINVAL: %s: %s", kind->name, sizes[i].what);
	}
	tap_ok(list_call(kind, entry_size, 1, NULL, &count) == EINVAL,
	       "EINVAL: %s: capacity without entries", kind->name);
	tap_ok(list_call(kind, entry_size, 1, (void *)4096, &count) == EFAULT,
	       "EFAULT: %s: entries where nothing is mapped", kind->name);
	tap_ok(list_call(kind, entry_size, 1, (void *)0xffff888000000000, &count) == EFAULT,
	       "EFAULT: %s: entries in the kernel's memory", kind->name);
	tap_ok(list_call(kind, entry_size, ~0U, (void *)~7UL, &count) == EFAULT,
	       "EFAULT: %s: entries that wrap around", kind->name);
	tap_ok(list_call(kind, entry_size, 1,
			 abi_read_only(zeroes, entry_size), &count) == EFAULT,
	       "EFAULT: %s: entries that cannot be written", kind->name);
	before_hole = abi_memory_before_hole((size_t)entry_size * total - 1);
	tap_ok(list_call(kind, entry_size, total, before_hole, &count) == EFAULT,
	       "EFAULT: %s: the last byte of the last entry in a hole", kind->name);
	before_hole = abi_memory_before_hole((size_t)entry_size * total);
	tap_ok(!list_call(kind, entry_size, ~0U, before_hole, &count) && count == total,
	       "0: %s: capacity 2^32 - 1, memory for what there is", kind->name);
}

static void check_contents(const struct list_kind *kind, __u32 total)
{
	__u32 size = kind->entry_size;
	__u8 *whole = calloc(total, size);
	__u8 *other = malloc((total + 2) * 4096UL);
	bool same = true;
	__u32 count;

	if (!whole || !other)
		tap_bail_out("out of memory");
	tap_ok(!list_call(kind, size, total, whole, &count) && count == total,
	       "0: %s: capacity for exactly what there is", kind->name);

	memset(other, PATTERN, (total + 2) * 4096UL);
	tap_ok(!list_call(kind, size, total - 1, other, &count) && count == total &&
	       !memcmp(other, whole, (total - 1) * (size_t)size) &&
	       all_bytes(other + (total - 1) * (size_t)size, 4096, PATTERN),
	       "0: %s: capacity one too small: true count, nothing past the end",
	       kind->name);

	memset(other, PATTERN, (total + 2) * 4096UL);
	tap_ok(!list_call(kind, size, total + 2, other, &count) && count == total &&
	       !memcmp(other, whole, total * (size_t)size) &&
	       all_bytes(other + total * (size_t)size, 2UL * size, PATTERN),
	       "0: %s: capacity two too large: what is past the count is left alone",
	       kind->name);

	memset(other, PATTERN, (total + 2) * 4096UL);
	same = !list_call(kind, 8, total, other, &count) && count == total;
	for (__u32 i = 0; i < total && same; i++)
		same = !memcmp(other + i * 8UL, whole + i * (size_t)size, 8);
	tap_ok(same && all_bytes(other + total * 8UL, 64, PATTERN),
	       "0: %s: short entries get the first bytes only", kind->name);

	for (__u32 longer = size + 8; longer; longer = longer == 4096 ? 0 : 4096) {
		memset(other, PATTERN, (total + 2) * 4096UL);
		same = !list_call(kind, longer, total, other, &count) && count == total;
		for (__u32 i = 0; i < total && same; i++) {
			same = !memcmp(other + i * (size_t)longer,
				       whole + i * (size_t)size, size) &&
			       all_bytes(other + i * (size_t)longer + size,
					 longer - size, 0);
		}
		tap_ok(same && all_bytes(other + total * (size_t)longer, 64, PATTERN),
		       "0: %s: entries of %s are filled up with zeroes", kind->name,
		       longer == 4096 ? "4096 bytes" : "8 bytes more");
	}
	free(whole);
	free(other);
}

static void check_buffers(void)
{
	struct mmcomm_buffer_entry *entries;
	bool sound = true, agree;
	__u64 largest = 0;
	__u32 count;

	list_call(&kinds[0], sizeof(*entries), 0, NULL, &count);
	entries = calloc(count, sizeof(*entries));
	if (!entries || list_call(&kinds[0], sizeof(*entries), count, entries, &count))
		tap_bail_out("cannot list the buffers");
	for (__u32 i = 0; i < count; i++) {
		const struct mmcomm_buffer_entry *entry = &entries[i];

		sound &= entry->address && !(entry->address & 4095) &&
			 entry->length && !(entry->length & 4095) &&
			 !entry->reserved &&
			 entry->source >= MMCOMM_SOURCE_PARAMETER &&
			 entry->source <= MMCOMM_SOURCE_UPDATE &&
			 entry->state >= MMCOMM_BUFFER_ENABLED &&
			 entry->state <= MMCOMM_BUFFER_OCCUPIED &&
			 entry->message_capacity &&
			 entry->message_capacity + 24 <= entry->length;
		for (__u32 j = 0; j < i; j++) {
			sound &= entries[j].id != entry->id &&
				 (entries[j].address >= entry->address + entry->length ||
				  entry->address >= entries[j].address + entries[j].length);
		}
		if ((entry->state == MMCOMM_BUFFER_ENABLED ||
		     entry->state == MMCOMM_BUFFER_OCCUPIED) &&
		    entry->message_capacity > largest)
			largest = entry->message_capacity;
	}
	tap_ok(sound, "BUFFERS: whole aligned pages, own ids, no overlap, known values");
	agree = abi.info.buffer_count == count && abi.info.max_message_len == largest;
	tap_ok(agree, "INFO agrees with BUFFERS on their count and on the longest message");
	free(entries);
}

static bool is_text(const char *text, size_t room)
{
	size_t length = strnlen(text, room);

	if (!length || length == room)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < ' ' || text[i] > '~')
			return false;
	}
	return all_bytes((const __u8 *)text + length, room - length, 0);
}

static void check_discovery(void)
{
	struct mmcomm_discovery_entry *entries;
	unsigned int mailboxes = 0, buffers = 0, triggers = 0;
	__u64 mailbox = 0;
	bool sound = true;
	__u32 count;

	list_call(&kinds[1], sizeof(*entries), 0, NULL, &count);
	entries = calloc(count, sizeof(*entries));
	if (!entries || list_call(&kinds[1], sizeof(*entries), count, entries, &count))
		tap_bail_out("cannot list what was discovered");
	for (__u32 i = 0; i < count; i++) {
		const struct mmcomm_discovery_entry *entry = &entries[i];

		sound &= entry->subject >= MMCOMM_SUBJECT_ENVIRONMENT &&
			 entry->subject <= MMCOMM_SUBJECT_BUFFER &&
			 entry->verdict >= MMCOMM_VERDICT_USED &&
			 entry->verdict <= MMCOMM_VERDICT_SKIPPED &&
			 is_text(entry->place, sizeof(entry->place)) &&
			 is_text(entry->reason, sizeof(entry->reason));
		if (entry->verdict != MMCOMM_VERDICT_USED)
			continue;
		if (entry->subject == MMCOMM_SUBJECT_MAILBOX) {
			mailboxes++;
			mailbox = entry->address;
		}
		buffers += entry->subject == MMCOMM_SUBJECT_BUFFER;
		triggers += entry->subject == MMCOMM_SUBJECT_TRIGGER;
	}
	tap_ok(sound, "DISCOVERY: known subjects and verdicts, each with place and reason");
	tap_ok(mailboxes == 1 && triggers == 1 && buffers >= 1 &&
	       mailbox == abi.info.mailbox_address,
	       "DISCOVERY: one mailbox and one trigger in use, and INFO's mailbox address");
	free(entries);
}

static void check_info_ports(const struct mmcomm_info *info)
{
	tap_ok((info->flags & (MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_CAN_TRIGGER |
			       MMCOMM_INFO_SMI_COUNTER)) ==
	       (MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_CAN_TRIGGER |
		MMCOMM_INFO_SMI_COUNTER),
	       "INFO: can communicate, can trigger, counts SMIs");
	tap_ok(info->mmi_port_type == MMCOMM_MMI_PORT_SMI && info->cmd_port == 0xb2 &&
	       info->data_port == 0xb3,
	       "INFO: SMIs through the ports 0xb2 and 0xb3");
	tap_ok(!strcmp(info->executor, "smmc") && info->mailbox_address &&
	       is_text(info->platform, sizeof(info->platform)),
	       "INFO: the executor is smmc, with a mailbox and a platform hook");
}

static void check_info_smc(const struct mmcomm_info *info)
{
	tap_ok((info->flags & (MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_CAN_TRIGGER |
			       MMCOMM_INFO_SMI_COUNTER)) == MMCOMM_INFO_CAN_COMMUNICATE,
	       "INFO: can communicate, and neither trigger nor count SMIs");
	tap_ok(info->mmi_port_type == MMCOMM_MMI_PORT_SMC && info->cmd_port == 0xc4000041 &&
	       !info->data_port,
	       "INFO: messages go by the SMC 0xc4000041");
	tap_ok(!strcmp(info->executor, "spm_mm") && !info->mailbox_address &&
	       !info->platform[0],
	       "INFO: the executor is spm_mm, without a mailbox or a platform hook");
}

static void check_info(void)
{
	const struct mmcomm_info *info = &abi.info;

	tap_ok(info->size == sizeof(*info) && info->abi_version == MMCOMM_ABI_VERSION &&
	       !info->reserved,
	       "INFO: size, ABI version, reserved field");
	if (abi.in_place)
		check_info_smc(info);
	else
		check_info_ports(info);
	tap_ok(!(info->flags & (MMCOMM_INFO_SIMULATED | MMCOMM_INFO_PROBE_ONLY |
				MMCOMM_INFO_SLEEPING | MMCOMM_INFO_LOCKED_COMMUNICATE |
				MMCOMM_INFO_LOCKED_TRIGGER)),
	       "INFO: neither simulated, nor probing, sleeping or locked down");
	tap_ok(info->header_versions == 1U << MMCOMM_HEADER_V1,
	       "INFO: V1 headers, and no others");
	tap_ok(info->timeout_ms >= 1 && info->timeout_ms <= 1000,
	       "INFO: the timeout is at most a second");
}

void abi_check_lists(void)
{
	__u32 total;

	check_info();
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		int error = list_call(&kinds[i], kinds[i].entry_size, 0, NULL, &total);

		if (!tap_ok(!error && total && total < 1000,
			    "0: %s: capacity 0 asks for the count", kinds[i].name))
			continue;
		check_refused(&kinds[i], total);
		check_contents(&kinds[i], total);
	}
	check_buffers();
	check_discovery();
}
