// SPDX-License-Identifier: GPL-2.0
/*
 * EFI statuses: names, codes, the form of 32-bit firmware.
 */
#include "libmmcomm.h"
#include "test.h"

static void finds_by_code(void **state)
{
	(void)state;
	assert_string_equal(mmcomm_status_by_code(0)->name, "EFI_SUCCESS");
	assert_string_equal(mmcomm_status_by_code(0x800000000000000eULL)->name,
			    "EFI_NOT_FOUND");
	assert_string_equal(mmcomm_status_by_code(4)->name, "EFI_WARN_BUFFER_TOO_SMALL");
	assert_string_equal(mmcomm_status_by_code(0xa000000000000002ULL)->name,
			    "EFI_NOT_AVAILABLE_YET");
	assert_null(mmcomm_status_by_code(14));
	assert_null(mmcomm_status_by_code(0x8000000e));
	assert_null(mmcomm_status_by_code(UINT64_MAX));
}

static void finds_by_name(void **state)
{
	(void)state;
	assert_int_equal(mmcomm_status_by_name("EFI_NOT_FOUND")->code, MMCOMM_EFI_NOT_FOUND);
	assert_int_equal(mmcomm_status_by_name("not_found")->code, MMCOMM_EFI_NOT_FOUND);
	assert_int_equal(mmcomm_status_by_name("Not Found")->code, MMCOMM_EFI_NOT_FOUND);
	assert_int_equal(mmcomm_status_by_name("access-denied")->code,
			 MMCOMM_EFI_ACCESS_DENIED);
	assert_null(mmcomm_status_by_name("NOT_FOUN"));
	assert_null(mmcomm_status_by_name("NOT_FOUNDS"));
	assert_null(mmcomm_status_by_name(""));
}

static void widens(void **state)
{
	(void)state;
	assert_int_equal(mmcomm_status_widen(0x8000000e), 0x800000000000000eULL);
	assert_int_equal(mmcomm_status_widen(0xa0000001), 0xa000000000000001ULL);
	assert_int_equal(mmcomm_status_widen(7), 7);
}

static void table_is_sound(void **state)
{
	const struct mmcomm_status *statuses;
	size_t count;

	(void)state;
	statuses = mmcomm_status_table(&count);
	assert_true(count > 45);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(mmcomm_status_by_code(statuses[i].code), &statuses[i]);
		assert_ptr_equal(mmcomm_status_by_name(statuses[i].name), &statuses[i]);
		assert_ptr_equal(mmcomm_status_by_name(statuses[i].name + 4), &statuses[i]);
	}
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(finds_by_code),
		cmocka_unit_test(finds_by_name),
		cmocka_unit_test(widens),
		cmocka_unit_test(table_is_sound),
	};

	return run_all("status", tests);
}
