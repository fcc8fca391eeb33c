// SPDX-License-Identifier: GPL-2.0
/*
 * Comparing two lists of variables.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "comparison.h"
#include "test.h"

static const __u8 vendor[MMCOMM_GUID_LEN] = { 1 };
static const __u8 second[MMCOMM_GUID_LEN] = { 2 };

static struct variable_entry *add(struct variable_list *list, const __u8 *guid,
				  const char *name, __u32 attributes, const char *value)
{
	struct variable_entry *entry = variable_list_add(list, guid, name);

	assert_non_null(entry);
	entry->known = true;
	entry->value.attributes = attributes;
	entry->value.size = strlen(value);
	entry->value.data = (__u8 *)strdup(value);
	return entry;
}

/* Compares one variable on each side and gives the verdict. */
static enum verdict verdict_of(const char *mm_name, __u32 mm_attributes,
			       const char *mm_value, const char *fs_name,
			       __u32 fs_attributes, const char *fs_value)
{
	struct variable_list mm = { 0 }, fs = { 0 };
	struct comparison comparison = { 0 };
	enum verdict verdict;

	add(&mm, vendor, mm_name, mm_attributes, mm_value);
	add(&fs, vendor, fs_name, fs_attributes, fs_value);
	assert_int_equal(compare(&mm, &fs, &comparison), 0);
	verdict = comparison.rows[0].verdict;
	assert_int_equal(comparison.identical, verdict == VERDICT_IDENTICAL);
	comparison_release(&comparison);
	variable_list_release(&mm);
	variable_list_release(&fs);
	return verdict;
}

static void every_difference_shows(void **state)
{
	(void)state;
	assert_int_equal(verdict_of("A", 7, "xyz", "A", 7, "xyz"), VERDICT_IDENTICAL);
	assert_int_equal(verdict_of("A", 7, "", "A", 7, ""), VERDICT_IDENTICAL);
	assert_int_equal(verdict_of("A", 7, "xyz", "A", 6, "xyz"), VERDICT_ATTRIBUTES);
	assert_int_equal(verdict_of("A", 7, "xyz", "A", 7, "xy"), VERDICT_SIZE);
	assert_int_equal(verdict_of("A", 7, "xyz", "A", 7, "xya"), VERDICT_DATA);
	assert_int_equal(verdict_of("A", 7, "xyz", "B", 7, "xyz"), VERDICT_ONLY_MM);
	assert_int_equal(verdict_of("AB", 7, "xyz", "A", 7, "xyz"), VERDICT_ONLY_MM);
	assert_int_equal(verdict_of("A", 7, "xyz", "a", 7, "xyz"), VERDICT_ONLY_MM);
}

static void a_slash_is_an_exclamation_mark(void **state)
{
	(void)state;
	assert_int_equal(verdict_of("a/b", 7, "x", "a!b", 7, "x"), VERDICT_IDENTICAL);
	assert_int_equal(verdict_of("a!b", 7, "x", "a/b", 7, "x"), VERDICT_ONLY_MM);
}

static void names_are_compared_both_ways(void **state)
{
	struct variable_list mm = { 0 }, fs = { 0 };
	struct comparison comparison = { 0 };

	(void)state;
	add(&mm, vendor, "Both", 7, "x");
	add(&mm, vendor, "OnlyMm", 7, "x");
	add(&mm, vendor, "Vendor", 7, "x");
	add(&fs, second, "Vendor", 7, "x");
	add(&fs, vendor, "OnlyFs", 7, "x");
	add(&fs, vendor, "Both", 7, "x");
	assert_int_equal(compare(&mm, &fs, &comparison), 0);
	assert_int_equal(comparison.count, 5);
	assert_int_equal(comparison.identical, 1);
	assert_int_equal(comparison.rows[0].verdict, VERDICT_IDENTICAL);
	assert_int_equal(comparison.rows[1].verdict, VERDICT_ONLY_MM);
	assert_int_equal(comparison.rows[2].verdict, VERDICT_ONLY_MM);
	assert_int_equal(comparison.rows[3].verdict, VERDICT_ONLY_EFIVARFS);
	assert_int_equal(comparison.rows[4].verdict, VERDICT_ONLY_EFIVARFS);
	comparison_release(&comparison);
	variable_list_release(&mm);
	variable_list_release(&fs);
}

static void a_name_that_comes_twice_shows(void **state)
{
	struct variable_list mm = { 0 }, fs = { 0 };
	struct comparison comparison = { 0 };

	(void)state;
	add(&mm, vendor, "A", 7, "x");
	add(&mm, vendor, "A", 7, "x");
	add(&fs, vendor, "A", 7, "x");
	assert_int_equal(compare(&mm, &fs, &comparison), 0);
	assert_int_equal(comparison.count, 2);
	assert_int_equal(comparison.identical, 1);
	assert_int_equal(comparison.rows[1].verdict, VERDICT_TWICE);
	comparison_release(&comparison);
	variable_list_release(&mm);
	variable_list_release(&fs);
}

static void what_cannot_be_read_is_not_identical(void **state)
{
	struct variable_list mm = { 0 }, fs = { 0 };
	struct comparison comparison = { 0 };

	(void)state;
	add(&mm, vendor, "A", 7, "x")->known = false;
	add(&fs, vendor, "A", 7, "x");
	add(&mm, vendor, "B", 7, "x");
	add(&fs, vendor, "B", 7, "x")->known = false;
	assert_int_equal(compare(&mm, &fs, &comparison), 0);
	assert_int_equal(comparison.rows[0].verdict, VERDICT_UNREADABLE_MM);
	assert_int_equal(comparison.rows[1].verdict, VERDICT_UNREADABLE_EFIVARFS);
	assert_int_equal(comparison.identical, 0);
	comparison_release(&comparison);
	variable_list_release(&mm);
	variable_list_release(&fs);
}

static void the_first_difference_is_named(void **state)
{
	struct variable_list mm = { 0 }, fs = { 0 };
	struct comparison comparison = { 0 };

	(void)state;
	add(&mm, vendor, "A", 7, "abcdef");
	add(&fs, vendor, "A", 7, "abcxef");
	assert_int_equal(compare(&mm, &fs, &comparison), 0);
	assert_int_equal(comparison.rows[0].offset, 3);
	comparison_release(&comparison);
	variable_list_release(&mm);
	variable_list_release(&fs);
}

static void proof_needs_an_mmi_a_call(void **state)
{
	struct comparison comparison = { 0 };

	(void)state;
	assert_true(comparison_proven(&comparison));
	comparison.tally.unproven = 1;
	assert_false(comparison_proven(&comparison));
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(every_difference_shows),
		cmocka_unit_test(a_slash_is_an_exclamation_mark),
		cmocka_unit_test(names_are_compared_both_ways),
		cmocka_unit_test(a_name_that_comes_twice_shows),
		cmocka_unit_test(what_cannot_be_read_is_not_identical),
		cmocka_unit_test(the_first_difference_is_named),
		cmocka_unit_test(proof_needs_an_mmi_a_call),
	};

	return run_all("comparison", tests);
}
