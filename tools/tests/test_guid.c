// SPDX-License-Identifier: GPL-2.0
/*
 * GUIDs: text, memory order, well-known names.
 */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "libmmcomm.h"
#include "test.h"

static const __u8 variable_bytes[] = {
	0x33, 0xd5, 0x32, 0xed, 0xe6, 0x99, 0x09, 0x42,
	0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7,
};

static void parses_into_memory_order(void **state)
{
	static const char *const texts[] = {
		"ed32d533-99e6-4209-9cc0-2d72cdd998a7",
		"ED32D533-99E6-4209-9CC0-2D72CDD998A7",
		"{ed32d533-99e6-4209-9cc0-2d72cdd998a7}",
		"variable",
		"Variable",
		"gEfiSmmVariableProtocolGuid",
	};
	__u8 guid[MMCOMM_GUID_LEN];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		memset(guid, 0xff, sizeof(guid));
		assert_int_equal(mmcomm_guid_parse(texts[i], guid), 0);
		assert_memory_equal(guid, variable_bytes, sizeof(guid));
	}
}

static void refuses_what_is_no_guid(void **state)
{
	static const char *const texts[] = {
		"", "variables", "ed32d533-99e6-4209-9cc0-2d72cdd998a",
		"ed32d533-99e6-4209-9cc0-2d72cdd998a77",
		"ed32d533099e6-4209-9cc0-2d72cdd998a7",
		"gd32d533-99e6-4209-9cc0-2d72cdd998a7",
		"{ed32d533-99e6-4209-9cc0-2d72cdd998a7",
		"{ed32d533-99e6-4209-9cc0-2d72cdd998a7)",
		"{}",
	};
	__u8 guid[MMCOMM_GUID_LEN];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		assert_int_equal(mmcomm_guid_parse(texts[i], guid), -EINVAL);
}

static void formats_back(void **state)
{
	char text[MMCOMM_GUID_TEXT_LEN];

	(void)state;
	mmcomm_guid_format(variable_bytes, text);
	assert_string_equal(text, "ed32d533-99e6-4209-9cc0-2d72cdd998a7");
}

static void table_is_sound(void **state)
{
	const struct mmcomm_guid *guids;
	size_t count;

	(void)state;
	guids = mmcomm_guid_table(&count);
	assert_true(count > 30);
	for (size_t i = 0; i < count; i++) {
		char text[MMCOMM_GUID_TEXT_LEN];
		__u8 guid[MMCOMM_GUID_LEN], named[MMCOMM_GUID_LEN];

		/* Each GUID once, each name once, and a name is no GUID. */
		assert_int_equal(mmcomm_guid_parse(guids[i].guid, guid), 0);
		assert_ptr_equal(mmcomm_guid_lookup(guid), &guids[i]);
		mmcomm_guid_format(guid, text);
		assert_string_equal(text, guids[i].guid);
		assert_int_equal(mmcomm_guid_parse(guids[i].name, named), 0);
		assert_memory_equal(guid, named, sizeof(guid));
		assert_int_equal(mmcomm_guid_parse(guids[i].symbol, named), 0);
		assert_memory_equal(guid, named, sizeof(guid));
		assert_true(islower((unsigned char)*guids[i].name));
		assert_true(*guids[i].what);
	}
	assert_null(mmcomm_guid_lookup((const __u8 *)"no such GUID here"));
}

/* As many as the kernel's header has, so that none is forgotten. */
static void every_simulated_recipient_is_known(void **state)
{
	const struct mmcomm_guid *guids;
	size_t count, simulated = 0;

	(void)state;
	guids = mmcomm_guid_table(&count);
	for (size_t i = 0; i < count; i++) {
		if (guids[i].kind != MMCOMM_GUID_SIMULATED)
			continue;
		simulated++;
		assert_int_equal(strncmp(guids[i].name, "sim-", 4), 0);
		assert_int_equal(strncmp(guids[i].symbol, "MMCOMM_SIM_", 11), 0);
		/* "sim-too-large" and MMCOMM_SIM_TOO_LARGE. */
		assert_int_equal(strlen(guids[i].name) + strlen("MMCOMM_"),
				 strlen(guids[i].symbol));
	}
	assert_int_equal(simulated, UAPI_SIMULATED);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(parses_into_memory_order),
		cmocka_unit_test(refuses_what_is_no_guid),
		cmocka_unit_test(formats_back),
		cmocka_unit_test(table_is_sound),
		cmocka_unit_test(every_simulated_recipient_is_known),
	};

	return run_all("guid", tests);
}
