// SPDX-License-Identifier: GPL-2.0
/*
 * Databases of the SMI handler profile: whole ones, and each way to be broken.
 */
#include <stdlib.h>
#include <string.h>

#include "fake_profile.h"
#include "libmmcomm.h"
#include "test.h"

#define GUID "01020304-0506-0708-090a-0b0c0d0e0f10"

static struct database database;
static struct mmcomm_profile profile;
static const char *detail;

static int set_up(void **state)
{
	(void)state;
	memset(&database, 0, sizeof(database));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	mmcomm_profile_release(&profile);
	return 0;
}

/* From memory that ends where the database ends. */
static int parse_first(size_t size)
{
	__u8 *data = malloc(size ? size : 1);
	int result;

	memcpy(data, database.bytes, size);
	result = mmcomm_profile_parse(data, size, &profile, &detail);
	free(data);
	return result;
}

static void takes(void)
{
	assert_int_equal(parse_first(database.size), 0);
	assert_null(detail);
	assert_int_equal(profile.size, database.size);
}

static void refuses(const char *because)
{
	static const struct mmcomm_profile nothing;

	assert_int_equal(parse_first(database.size), MMCOMM_BAD_ANSWER);
	assert_string_equal(detail, because);
	assert_memory_equal(&profile, &nothing, sizeof(profile));
}

static void every_field(void **state)
{
	__u8 guid[MMCOMM_GUID_LEN];

	(void)state;
	database_image(&database, GUID, 0x7f000000, 0x2000, "/a/Module.dll");
	database_image(&database, GUID, 0x7e000000, 0x1000, NULL);
	database_handlers(&database, 2, GUID);
	database_handler(&database, 0x7f000123, 0x7e000456, "context", 7);
	database_handler(&database, 1, 2, NULL, 0);
	takes();
	mmcomm_guid_parse(GUID, guid);
	assert_int_equal(profile.image_count, 2);
	assert_memory_equal(profile.images[0].guid, guid, sizeof(guid));
	assert_true(profile.images[0].entry_point == 0x7f001000);
	assert_true(profile.images[0].base == 0x7f000000);
	assert_true(profile.images[0].size == 0x2000);
	assert_int_equal(profile.images[0].reference, 0);
	assert_string_equal(profile.images[0].path, "/a/Module.dll");
	assert_int_equal(profile.images[1].reference, 1);
	assert_null(profile.images[1].path);
	assert_int_equal(profile.handler_count, 2);
	assert_int_equal(profile.handlers[0].category, MMCOMM_PROFILE_HARDWARE);
	assert_memory_equal(profile.handlers[0].type, guid, sizeof(guid));
	assert_true(profile.handlers[0].address == 0x7f000123);
	assert_true(profile.handlers[0].caller == 0x7e000456);
	assert_int_equal(profile.handlers[0].image_reference, UINT32_MAX);
	assert_int_equal(profile.handlers[0].context_size, 7);
	assert_memory_equal(profile.handlers[0].context, "context", 7);
	assert_null(profile.handlers[1].context);
	assert_int_equal(profile.handlers[1].context_size, 0);
}

static void addresses_find_their_module(void **state)
{
	(void)state;
	database_image(&database, GUID, 0x1000, 0x1000, NULL);
	database_image(&database, GUID, UINT64_MAX - 0xfff, 0x2000, NULL);
	database_image(&database, GUID, 0x5000, 0, NULL);
	takes();
	assert_null(mmcomm_profile_image_at(&profile, 0xfff));
	assert_ptr_equal(mmcomm_profile_image_at(&profile, 0x1000), &profile.images[0]);
	assert_ptr_equal(mmcomm_profile_image_at(&profile, 0x1fff), &profile.images[0]);
	assert_null(mmcomm_profile_image_at(&profile, 0x2000));
	assert_ptr_equal(mmcomm_profile_image_at(&profile, UINT64_MAX), &profile.images[1]);
	assert_null(mmcomm_profile_image_at(&profile, 0));
	assert_null(mmcomm_profile_image_at(&profile, 0x5000));
}

static void odd_but_whole(void **state)
{
	size_t at;

	(void)state;
	/* A type without handlers, which the firmware lists as well. */
	database_handlers(&database, 0, GUID);
	/* A path of no characters. */
	database_image(&database, GUID, 0, 0, "");
	/* A context that fills its record, and one of which only the size is zero. */
	database_handlers(&database, 1, GUID);
	database_handler(&database, 0, 0, "12345678", 8);
	at = database_handler(&database, 0, 0, "12345678", 8);
	database_put32(&database, at + HANDLER_CONTEXT_SIZE, 0);
	database_put16(&database, at + HANDLER_CONTEXT_OFFSET, 0xffff);
	takes();
	assert_int_equal(profile.image_count, 1);
	assert_null(profile.images[0].path);
	assert_int_equal(profile.handler_count, 2);
	assert_int_equal(profile.handlers[0].context_size, 8);
	assert_null(profile.handlers[1].context);
}

static void records_that_do_not_fit(void **state)
{
	static const __u32 lengths[] = { 0, 1, 15, IMAGE_LEN + 17, 0x7fffffff, UINT32_MAX };
	size_t at;

	(void)state;
	refuses("the profile is empty");
	at = database_image(&database, GUID, 0, 0, "0123456789");
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		database_put32(&database, at + RECORD_LENGTH, lengths[i]);
		refuses("a record has a length that does not fit");
	}
	database_put32(&database, at + RECORD_LENGTH, IMAGE_LEN - 1);
	refuses("the record of a module is too short");
	database_put32(&database, at + RECORD_LENGTH, database.size - 8);
	database_put16(&database, at + IMAGE_PATH_OFFSET, 0);
	refuses("it ends inside a record");
	database_put32(&database, at + RECORD_LENGTH, database.size);
	takes();
	database_put32(&database, at + RECORD_REVISION, 2);
	mmcomm_profile_release(&profile);
	refuses("a record has another revision");
	database_put32(&database, at + RECORD_REVISION, 1);
	database_put32(&database, at + RECORD_SIGNATURE, 0x44494354);
	refuses("a record has a signature that is not known");
}

static void paths_that_do_not_fit(void **state)
{
	static const __u16 offsets[] = { 1, IMAGE_LEN - 1, IMAGE_LEN + 8, 0xffff };
	size_t at = database_image(&database, GUID, 0, 0, "1234567");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(offsets); i++) {
		database_put16(&database, at + IMAGE_PATH_OFFSET, offsets[i]);
		refuses("the path of a module lies outside its record");
	}
	database_put16(&database, at + IMAGE_PATH_OFFSET, IMAGE_LEN);
	database.bytes[database.size - 1] = 'x';
	refuses("the path of a module does not end inside its record");
	database.bytes[database.size - 1] = '\0';
	takes();
	assert_string_equal(profile.images[0].path, "1234567");
}

static void handlers_that_do_not_fit(void **state)
{
	static const __u32 lengths[] = { 0, HANDLER_LEN - 1, HANDLER_LEN + 9, UINT32_MAX };
	size_t type = database_handlers(&database, 1, GUID);
	size_t at = database_handler(&database, 0, 0, "12345678", 8);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		database_put32(&database, at + HANDLER_LENGTH, lengths[i]);
		refuses("the record of a handler has a length that does not fit");
	}
	database_put32(&database, at + HANDLER_LENGTH, HANDLER_LEN + 8);
	database_put32(&database, type + HANDLERS_COUNT, 2);
	refuses("it counts more handlers than it holds");
	database_put32(&database, type + HANDLERS_COUNT, UINT32_MAX);
	refuses("it counts more handlers than it holds");
	database_put32(&database, type + HANDLERS_COUNT, 0);
	refuses("it holds more than the handlers that it counts");
	database_put32(&database, type + HANDLERS_COUNT, 1);
	database_put32(&database, type + HANDLERS_CATEGORY, 3);
	refuses("it has handlers of a category that is not known");
	database_put32(&database, type + HANDLERS_CATEGORY, 1);
	database_put32(&database, type + RECORD_LENGTH, HANDLERS_LEN - 1);
	refuses("the record of a type of handlers is too short");
	database_put32(&database, type + RECORD_LENGTH, database.size);
	takes();
}

static void contexts_that_do_not_fit(void **state)
{
	static const struct {
		__u16 offset;
		__u32 size;
	} cases[] = {
		{ 0, 8 }, { HANDLER_LEN - 1, 8 }, { HANDLER_LEN + 1, 8 }, { HANDLER_LEN, 9 },
		{ HANDLER_LEN + 8, 1 }, { HANDLER_LEN + 9, 1 }, { 0xffff, 1 },
		{ HANDLER_LEN, UINT32_MAX },
	};
	size_t at;

	(void)state;
	database_handlers(&database, 2, GUID);
	at = database_handler(&database, 0, 0, "12345678", 8);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		database_put16(&database, at + HANDLER_CONTEXT_OFFSET, cases[i].offset);
		database_put32(&database, at + HANDLER_CONTEXT_SIZE, cases[i].size);
		refuses("the context of a handler lies outside its record");
	}
	database_put16(&database, at + HANDLER_CONTEXT_OFFSET, HANDLER_LEN + 7);
	database_put32(&database, at + HANDLER_CONTEXT_SIZE, 1);
	takes();
	assert_int_equal(profile.handlers[0].context[0], '8');
}

/* Whole only where it ends between two records. */
static void cut_anywhere(void **state)
{
	size_t whole = 0;

	(void)state;
	database = *database_usual();
	for (size_t size = 0; size <= database.size; size++) {
		int result = parse_first(size);

		assert_true(result == 0 || result == MMCOMM_BAD_ANSWER);
		whole += !result;
		mmcomm_profile_release(&profile);
	}
	/* Four modules and five types of handlers. */
	assert_int_equal(whole, 9);
}

static void as_many_as_there_is_room_for(void **state)
{
	size_t size = MMCOMM_PROFILE_MAX_SIZE;
	__u8 *data = calloc(1, size + 1);

	(void)state;
	database_handlers(&database, 0, GUID);
	for (size_t at = 0; at + HANDLERS_LEN <= size; at += HANDLERS_LEN)
		memcpy(data + at, database.bytes, HANDLERS_LEN);
	assert_int_equal(mmcomm_profile_parse(data, size / HANDLERS_LEN * HANDLERS_LEN,
					      &profile, &detail), 0);
	mmcomm_profile_release(&profile);
	database.size = 0;
	database_image(&database, GUID, 0, 0, NULL);
	for (size_t at = 0; at + IMAGE_LEN <= size; at += IMAGE_LEN)
		memcpy(data + at, database.bytes, IMAGE_LEN);
	assert_int_equal(mmcomm_profile_parse(data, size, &profile, &detail), 0);
	assert_int_equal(profile.image_count, size / IMAGE_LEN);
	mmcomm_profile_release(&profile);
	assert_int_equal(mmcomm_profile_parse(data, size + 1, &profile, &detail),
			 MMCOMM_BAD_ANSWER);
	assert_string_equal(detail, "the profile is larger than any that makes sense");
	free(data);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup_teardown(every_field, set_up, tear_down),
		cmocka_unit_test_setup_teardown(addresses_find_their_module, set_up, tear_down),
		cmocka_unit_test_setup_teardown(odd_but_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(records_that_do_not_fit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(paths_that_do_not_fit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(handlers_that_do_not_fit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(contexts_that_do_not_fit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cut_anywhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(as_many_as_there_is_room_for, set_up, tear_down),
	};

	return run_all("profile_parse", tests);
}
