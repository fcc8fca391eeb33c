// SPDX-License-Identifier: GPL-2.0
/*
 * The ABI of /dev/mmcomm, include/uapi/linux/mmcomm.h: every number in it is
 * written down here once more, so that none changes unnoticed.
 */
#include <kunit/test.h>
#include <linux/stddef.h>
#include <uapi/linux/mmcomm.h>

struct field {
	const char *name;
	size_t offset;
	size_t size;
	size_t expected_offset;
	size_t expected_size;
};

#define FIELD(type, member, expected_offset, expected_size)			\
	{ #member, offsetof(struct type, member),				\
	  sizeof_field(struct type, member), expected_offset, expected_size }

static const struct field info_fields[] = {
	FIELD(mmcomm_info, size, 0, 4),
	FIELD(mmcomm_info, abi_version, 4, 4),
	FIELD(mmcomm_info, flags, 8, 4),
	FIELD(mmcomm_info, buffer_count, 12, 4),
	FIELD(mmcomm_info, header_versions, 16, 4),
	FIELD(mmcomm_info, mmi_port_type, 20, 4),
	FIELD(mmcomm_info, cmd_port, 24, 4),
	FIELD(mmcomm_info, data_port, 28, 4),
	FIELD(mmcomm_info, message_command, 32, 4),
	FIELD(mmcomm_info, timeout_ms, 36, 4),
	FIELD(mmcomm_info, wsmt_flags, 40, 4),
	FIELD(mmcomm_info, reserved, 44, 4),
	FIELD(mmcomm_info, max_message_len, 48, 8),
	FIELD(mmcomm_info, mailbox_address, 56, 8),
	FIELD(mmcomm_info, machine_stops, 64, 8),
	FIELD(mmcomm_info, mmis_raised, 72, 8),
	FIELD(mmcomm_info, executor, 80, 32),
	FIELD(mmcomm_info, platform, 112, 32),
	{}
};

static const struct field list_fields[] = {
	FIELD(mmcomm_list, size, 0, 4),
	FIELD(mmcomm_list, entry_size, 4, 4),
	FIELD(mmcomm_list, capacity, 8, 4),
	FIELD(mmcomm_list, count, 12, 4),
	FIELD(mmcomm_list, entries, 16, 8),
	{}
};

static const struct field buffer_entry_fields[] = {
	FIELD(mmcomm_buffer_entry, id, 0, 4),
	FIELD(mmcomm_buffer_entry, source, 4, 4),
	FIELD(mmcomm_buffer_entry, state, 8, 4),
	FIELD(mmcomm_buffer_entry, reserved, 12, 4),
	FIELD(mmcomm_buffer_entry, address, 16, 8),
	FIELD(mmcomm_buffer_entry, length, 24, 8),
	FIELD(mmcomm_buffer_entry, message_capacity, 32, 8),
	{}
};

static const struct field discovery_entry_fields[] = {
	FIELD(mmcomm_discovery_entry, subject, 0, 4),
	FIELD(mmcomm_discovery_entry, verdict, 4, 4),
	FIELD(mmcomm_discovery_entry, address, 8, 8),
	FIELD(mmcomm_discovery_entry, place, 16, 32),
	FIELD(mmcomm_discovery_entry, reason, 48, 160),
	{}
};

static const struct field relocation_fields[] = {
	FIELD(mmcomm_relocation, payload_offset, 0, 4),
	FIELD(mmcomm_relocation, window_offset, 4, 4),
	{}
};

static const struct field communicate_fields[] = {
	FIELD(mmcomm_communicate, size, 0, 4),
	FIELD(mmcomm_communicate, flags, 4, 4),
	FIELD(mmcomm_communicate, recipient, 8, 16),
	FIELD(mmcomm_communicate, buffer_id, 24, 4),
	FIELD(mmcomm_communicate, header_version, 28, 4),
	FIELD(mmcomm_communicate, request, 32, 8),
	FIELD(mmcomm_communicate, response, 40, 8),
	FIELD(mmcomm_communicate, relocations, 48, 8),
	FIELD(mmcomm_communicate, request_len, 56, 4),
	FIELD(mmcomm_communicate, message_len, 60, 4),
	FIELD(mmcomm_communicate, response_capacity, 64, 4),
	FIELD(mmcomm_communicate, window_len, 68, 4),
	FIELD(mmcomm_communicate, relocation_count, 72, 4),
	FIELD(mmcomm_communicate, reserved, 76, 4),
	FIELD(mmcomm_communicate, mm_status, 80, 8),
	FIELD(mmcomm_communicate, raw_status, 88, 8),
	FIELD(mmcomm_communicate, response_len, 96, 8),
	FIELD(mmcomm_communicate, max_message_len, 104, 8),
	FIELD(mmcomm_communicate, stopped_ns, 112, 8),
	FIELD(mmcomm_communicate, response_copied, 120, 4),
	FIELD(mmcomm_communicate, result_flags, 124, 4),
	FIELD(mmcomm_communicate, progress, 128, 4),
	FIELD(mmcomm_communicate, reason, 132, 4),
	FIELD(mmcomm_communicate, mmi_count, 136, 4),
	FIELD(mmcomm_communicate, used_buffer_id, 140, 4),
	{}
};

static const struct field trigger_fields[] = {
	FIELD(mmcomm_trigger, size, 0, 4),
	FIELD(mmcomm_trigger, flags, 4, 4),
	FIELD(mmcomm_trigger, command, 8, 4),
	FIELD(mmcomm_trigger, data, 12, 4),
	FIELD(mmcomm_trigger, data_after, 16, 4),
	FIELD(mmcomm_trigger, mmi_count, 20, 4),
	FIELD(mmcomm_trigger, result_flags, 24, 4),
	FIELD(mmcomm_trigger, progress, 28, 4),
	FIELD(mmcomm_trigger, reason, 32, 4),
	FIELD(mmcomm_trigger, reserved, 36, 4),
	FIELD(mmcomm_trigger, stopped_ns, 40, 8),
	{}
};

struct layout {
	const char *name;
	const struct field *fields;
	size_t size;
	size_t expected_size;
};

#define LAYOUT(short_name, expected_size)					\
	{ "struct mmcomm_" #short_name, short_name##_fields,			\
	  sizeof(struct mmcomm_##short_name), expected_size }

static const struct layout layouts[] = {
	LAYOUT(info, 144),
	LAYOUT(list, 24),
	LAYOUT(buffer_entry, 40),
	LAYOUT(discovery_entry, 208),
	LAYOUT(relocation, 8),
	LAYOUT(communicate, 144),
	LAYOUT(trigger, 48),
};

static void layout_desc(const struct layout *layout, char *desc)
{
	strscpy(desc, layout->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(layout, layouts, layout_desc);

static void layout_test(struct kunit *test)
{
	const struct layout *layout = test->param_value;
	const struct field *field;
	size_t end = 0;

	KUNIT_EXPECT_EQ(test, layout->size, layout->expected_size);
	for (field = layout->fields; field->name; field++) {
		KUNIT_EXPECT_EQ_MSG(test, field->offset, field->expected_offset,
				    "%s", field->name);
		KUNIT_EXPECT_EQ_MSG(test, field->size, field->expected_size,
				    "%s", field->name);
		/* No hole, and no field that this table does not know. */
		KUNIT_EXPECT_EQ_MSG(test, field->offset, end, "before %s",
				    field->name);
		end = field->offset + field->size;
	}
	KUNIT_EXPECT_EQ_MSG(test, end, layout->size, "at the end");
}

/* A caller finds the size of each structure in its first four bytes. */
static void size_first_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_info, size), 0);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_list, size), 0);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_communicate, size), 0);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_trigger, size), 0);
}

struct number {
	const char *name;
	u32 value;
	u32 expected;
};

#define NUMBER(name, expected) { #name, name, expected }

static const struct number numbers[] = {
	NUMBER(MMCOMM_ABI_VERSION, 1),
	NUMBER(MMCOMM_IOC_TYPE, 0xbb),
	NUMBER(MMCOMM_IOC_INFO, 0xbb01),
	NUMBER(MMCOMM_IOC_BUFFERS, 0xbb02),
	NUMBER(MMCOMM_IOC_DISCOVERY, 0xbb03),
	NUMBER(MMCOMM_IOC_COMMUNICATE, 0xbb04),
	NUMBER(MMCOMM_IOC_TRIGGER, 0xbb05),
	NUMBER(MMCOMM_NAME_LEN, 32),
	NUMBER(MMCOMM_REASON_LEN, 160),
	NUMBER(MMCOMM_MMI_PORT_NONE, 0),
	NUMBER(MMCOMM_MMI_PORT_SMI, 1),
	NUMBER(MMCOMM_MMI_PORT_SMC, 2),
	NUMBER(MMCOMM_INFO_CAN_COMMUNICATE, 1),
	NUMBER(MMCOMM_INFO_CAN_TRIGGER, 2),
	NUMBER(MMCOMM_INFO_SIMULATED, 4),
	NUMBER(MMCOMM_INFO_PROBE_ONLY, 8),
	NUMBER(MMCOMM_INFO_SMI_COUNTER, 16),
	NUMBER(MMCOMM_INFO_BORROWED, 32),
	NUMBER(MMCOMM_INFO_SLEEPING, 64),
	NUMBER(MMCOMM_INFO_LOCKED_COMMUNICATE, 128),
	NUMBER(MMCOMM_INFO_LOCKED_TRIGGER, 256),
	NUMBER(MMCOMM_INFO_PLATFORM_VOUCHED, 512),
	NUMBER(MMCOMM_INFO_WSMT_PRESENT, 1024),
	NUMBER(MMCOMM_INFO_EVIDENCE, 2048),
	NUMBER(MMCOMM_INFO_BY_REGISTER, 4096),
	NUMBER(MMCOMM_HEADER_V1, 1),
	NUMBER(MMCOMM_HEADER_V3, 3),
	NUMBER(MMCOMM_SOURCE_PARAMETER, 1),
	NUMBER(MMCOMM_SOURCE_REGION_TABLE, 2),
	NUMBER(MMCOMM_SOURCE_STATUS_BLOCK, 3),
	NUMBER(MMCOMM_SOURCE_NS_SHARED, 4),
	NUMBER(MMCOMM_SOURCE_BORROWED, 5),
	NUMBER(MMCOMM_SOURCE_SIMULATED, 6),
	NUMBER(MMCOMM_SOURCE_UPDATE, 7),
	NUMBER(MMCOMM_BUFFER_ENABLED, 1),
	NUMBER(MMCOMM_BUFFER_DISABLED, 2),
	NUMBER(MMCOMM_BUFFER_RETIRED, 3),
	NUMBER(MMCOMM_BUFFER_LOST, 4),
	NUMBER(MMCOMM_BUFFER_OCCUPIED, 5),
	NUMBER(MMCOMM_SUBJECT_ENVIRONMENT, 1),
	NUMBER(MMCOMM_SUBJECT_TRIGGER, 2),
	NUMBER(MMCOMM_SUBJECT_PLATFORM, 3),
	NUMBER(MMCOMM_SUBJECT_MAILBOX, 4),
	NUMBER(MMCOMM_SUBJECT_BUFFER, 5),
	NUMBER(MMCOMM_VERDICT_USED, 1),
	NUMBER(MMCOMM_VERDICT_USABLE, 2),
	NUMBER(MMCOMM_VERDICT_ABSENT, 3),
	NUMBER(MMCOMM_VERDICT_REFUSED, 4),
	NUMBER(MMCOMM_VERDICT_UNSUPPORTED, 5),
	NUMBER(MMCOMM_VERDICT_SKIPPED, 6),
	NUMBER(MMCOMM_PROGRESS_NOT_SENT, 0),
	NUMBER(MMCOMM_PROGRESS_MAY_HAVE_RUN, 1),
	NUMBER(MMCOMM_PROGRESS_RAN, 2),
	NUMBER(MMCOMM_REASON_NONE, 0),
	NUMBER(MMCOMM_REASON_FLAGS, 1),
	NUMBER(MMCOMM_REASON_RESERVED, 2),
	NUMBER(MMCOMM_REASON_ZERO_GUID, 3),
	NUMBER(MMCOMM_REASON_EMPTY_REQUEST, 4),
	NUMBER(MMCOMM_REASON_MESSAGE_LEN, 5),
	NUMBER(MMCOMM_REASON_WINDOW_LEN, 6),
	NUMBER(MMCOMM_REASON_RELOCATION, 7),
	NUMBER(MMCOMM_REASON_HEADER_VERSION, 8),
	NUMBER(MMCOMM_REASON_OVERLAP, 9),
	NUMBER(MMCOMM_REASON_COMMAND, 10),
	NUMBER(MMCOMM_REASON_RESERVED_COMMAND, 11),
	NUMBER(MMCOMM_REASON_LOCKDOWN, 12),
	NUMBER(MMCOMM_REASON_REQUEST_MEMORY, 13),
	NUMBER(MMCOMM_REASON_RESPONSE_MEMORY, 14),
	NUMBER(MMCOMM_REASON_TOO_LONG, 15),
	NUMBER(MMCOMM_REASON_NO_SUCH_BUFFER, 16),
	NUMBER(MMCOMM_REASON_BUFFER_NOT_ENABLED, 17),
	NUMBER(MMCOMM_REASON_NO_BUFFER, 18),
	NUMBER(MMCOMM_REASON_NO_MAILBOX, 19),
	NUMBER(MMCOMM_REASON_PROVIDER_GONE, 20),
	NUMBER(MMCOMM_REASON_PROBE_ONLY, 21),
	NUMBER(MMCOMM_REASON_NO_TRIGGER, 22),
	NUMBER(MMCOMM_REASON_NO_CPU, 23),
	NUMBER(MMCOMM_REASON_WINDOW_UNSUPPORTED, 24),
	NUMBER(MMCOMM_REASON_SLEEPING, 25),
	NUMBER(MMCOMM_REASON_MAILBOX_BUSY, 26),
	NUMBER(MMCOMM_REASON_BUFFER_BUSY, 27),
	NUMBER(MMCOMM_REASON_BUFFER_LOST, 28),
	NUMBER(MMCOMM_REASON_NOT_TAKEN, 29),
	NUMBER(MMCOMM_REASON_NO_MMI, 30),
	NUMBER(MMCOMM_REASON_TIMEOUT, 31),
	NUMBER(MMCOMM_REASON_RECIPIENT_CHANGED, 32),
	NUMBER(MMCOMM_REASON_LENGTH_CHANGED, 33),
	NUMBER(MMCOMM_REASON_SIZE_BELOW_HEADER, 34),
	NUMBER(MMCOMM_REASON_SIZE_ABOVE_BUFFER, 35),
	NUMBER(MMCOMM_REASON_GUARD_CHANGED, 36),
	NUMBER(MMCOMM_REASON_INTERRUPTED, 37),
	NUMBER(MMCOMM_REASON_NO_MEMORY, 38),
	NUMBER(MMCOMM_REASON_BUFFER_DAMAGED, 39),
	NUMBER(MMCOMM_REASON_MARKER_GUID, 40),
	NUMBER(MMCOMM_REASON_NO_HANDLER, 41),
	NUMBER(MMCOMM_REASON_SMC_UNSUPPORTED, 42),
	NUMBER(MMCOMM_REASON_SMC_INVALID, 43),
	NUMBER(MMCOMM_REASON_SMC_DENIED, 44),
	NUMBER(MMCOMM_REASON_SMC_NO_MEMORY, 45),
	NUMBER(MMCOMM_REASON_SMC_OTHER, 46),
	NUMBER(MMCOMM_BUFFER_ANY, 0xffffffff),
	NUMBER(MMCOMM_MAX_RELOCATIONS, 16),
	NUMBER(MMCOMM_RESULT_STATUS_VALID, 1),
	NUMBER(MMCOMM_RESULT_TRUNCATED, 2),
	NUMBER(MMCOMM_RESULT_MMI_COUNTED, 4),
};

static void numbers_test(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		KUNIT_EXPECT_EQ_MSG(test, numbers[i].value, numbers[i].expected,
				    "%s", numbers[i].name);
}

static void device_name_test(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, MMCOMM_DEVICE_NAME, "mmcomm");
}

static struct kunit_case uapi_cases[] = {
	KUNIT_CASE_PARAM(layout_test, layout_gen_params),
	KUNIT_CASE(size_first_test),
	KUNIT_CASE(numbers_test),
	KUNIT_CASE(device_name_test),
	{}
};

static struct kunit_suite uapi_suite = {
	.name = "uapi",
	.test_cases = uapi_cases,
};

kunit_test_suite(uapi_suite);
