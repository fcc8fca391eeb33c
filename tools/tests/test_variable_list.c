// SPDX-License-Identifier: GPL-2.0
/*
 * Lists of variables: in memory, in files of names, in efivarfs.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "comparison.h"
#include "test.h"

#define GLOBAL "8be4df61-93ca-11d2-aa0d-00e098032b8c"

static const __u8 vendor[MMCOMM_GUID_LEN] = { 1 };
static const __u8 second[MMCOMM_GUID_LEN] = { 2 };
static struct variable_list list;
static char directory[64], path[96];

static int set_up(void **state)
{
	(void)state;
	snprintf(directory, sizeof(directory), "/tmp/mmcomm-test-XXXXXX");
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/names", directory);
	return 0;
}

static int tear_down(void **state)
{
	char command[80];

	(void)state;
	variable_list_release(&list);
	snprintf(command, sizeof(command), "rm -rf '%s'", directory);
	return system(command);
}

static void write_file(const char *name, const void *data, size_t length)
{
	char at[512];
	FILE *file;

	snprintf(at, sizeof(at), "%s/%s", directory, name);
	file = fopen(at, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, length, file), length);
	fclose(file);
}

static void lists_grow(void **state)
{
	(void)state;
	for (size_t i = 0; i < 1025; i++) {
		struct variable_entry *entry;
		char name[16];

		snprintf(name, sizeof(name), "v%zu", i);
		entry = variable_list_add(&list, vendor, name);
		assert_ptr_equal(entry, &list.entries[i]);
		assert_int_equal(list.count, i + 1);
	}
	assert_string_equal(list.entries[0].name, "v0");
	assert_string_equal(list.entries[1024].name, "v1024");
	assert_false(list.entries[1024].known);
	variable_list_release(&list);
	assert_int_equal(list.count, 0);
	assert_null(list.entries);
}

static void names_survive_a_file(void **state)
{
	static const char *const names[] = {
		"BootOrder", "with space", "back\\slash", "line\nbreak", "\x01\x7f",
		"\xc3\xa9", "#comment", " leading", "\xff\xed\xa0\x80", "\\x41",
	};
	char longest[3001];
	struct variable_list read = { 0 };
	size_t line;

	(void)state;
	memset(longest, 'n', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_non_null(variable_list_add(&list, i % 2 ? vendor : second, names[i]));
	assert_non_null(variable_list_add(&list, vendor, longest));
	assert_int_equal(variable_list_save(&list, path, "a comment"), 0);
	assert_int_equal(variable_list_load(&read, path, &line), 0);
	assert_int_equal(line, list.count + 1);
	assert_int_equal(read.count, list.count);
	for (size_t i = 0; i < read.count; i++) {
		assert_string_equal(read.entries[i].name, list.entries[i].name);
		assert_memory_equal(read.entries[i].vendor, list.entries[i].vendor,
				    MMCOMM_GUID_LEN);
	}
	variable_list_release(&read);
}

static void the_file_to_the_letter(void **state)
{
	char text[512];
	size_t length, line;
	FILE *file;

	(void)state;
	assert_int_equal(variable_list_save(&list, path, "nothing"), 0);
	variable_list_add(&list, vendor, "a b\\c\n\x7f");
	assert_int_equal(variable_list_save(&list, path, "one variable"), 0);
	file = fopen(path, "r");
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	assert_string_equal(text,
			    "# one variable\n"
			    "00000001-0000-0000-0000-000000000000 a b\\x5cc\\x0a\\x7f\n");
	/* A vendor's name will do, and so will a last line without a newline. */
	write_file("names", "\n#\nglobal BootOrder\n" GLOBAL " Lang",
		   strlen("\n#\nglobal BootOrder\n" GLOBAL " Lang"));
	variable_list_release(&list);
	assert_int_equal(variable_list_load(&list, path, &line), 0);
	assert_int_equal(list.count, 2);
	assert_string_equal(list.entries[1].name, "Lang");
	assert_memory_equal(list.entries[0].vendor, list.entries[1].vendor, MMCOMM_GUID_LEN);
}

static void bad_files_are_refused(void **state)
{
	static const char *const lines[] = {
		"not-a-guid Name",
		GLOBAL,
		GLOBAL " ",
		GLOBAL " a\\x0g",
		GLOBAL " a\\x00",
		GLOBAL " a\\x4",
		GLOBAL " a\\x",
		GLOBAL " a\\y41",
		GLOBAL " a\\",
		" " GLOBAL " a",
		GLOBAL "\ta",
	};
	size_t line;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		char text[256];

		snprintf(text, sizeof(text), "# comment\n\n%s\n" GLOBAL " Fine\n", lines[i]);
		write_file("names", text, strlen(text));
		assert_int_equal(variable_list_load(&list, path, &line), -EINVAL);
		assert_int_equal(line, 3);
	}
	assert_int_equal(unlink(path), 0);
	assert_int_equal(variable_list_load(&list, path, &line), -ENOENT);
	assert_int_equal(variable_list_load(&list, directory, &line), -EIO);
	assert_int_equal(list.count, 0);
}

/* No half of a file is left behind, and an older one stays as it is. */
static void saving_fails_whole(void **state)
{
	const struct rlimit small = { .rlim_cur = 4096, .rlim_max = RLIM_INFINITY };
	const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
	char partial[128], long_path[5000];
	struct stat status;
	int result;

	(void)state;
	assert_int_equal(variable_list_save(&list, "/nowhere/names", ""), -ENOENT);
	memset(long_path, 'p', sizeof(long_path) - 1);
	long_path[sizeof(long_path) - 1] = '\0';
	assert_int_equal(variable_list_save(&list, long_path, ""), -ENAMETOOLONG);
	assert_int_equal(variable_list_save(&list, directory, ""), -EISDIR);

	write_file("names", "old", 3);
	for (size_t i = 0; i < 1000; i++)
		variable_list_add(&list, vendor, "a name of some length");
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	result = variable_list_save(&list, path, "a disk that is full");
	setrlimit(RLIMIT_FSIZE, &none);
	assert_true(result == -EFBIG || result == -EIO);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_size, 3);
	snprintf(partial, sizeof(partial), "%s.partial", path);
	assert_int_equal(access(partial, F_OK), -1);
}

static void names_in_efivarfs(void **state)
{
	static const char *const files[] = {
		"BootOrder-" GLOBAL, "With-dash-" GLOBAL, "README", "-" GLOBAL, GLOBAL,
		"BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8",
		"x-not-a-guid-at-all-but-of-its-length-xx",
		"Upper-8BE4DF61-93CA-11D2-AA0D-00E098032B8C", "x-" GLOBAL,
	};

	(void)state;
	assert_int_equal(efivarfs_list(&list, "/nowhere"), -ENOENT);
	assert_int_equal(efivarfs_list(&list, directory), 0);
	assert_int_equal(list.count, 0);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		write_file(files[i], "", 0);
	assert_int_equal(efivarfs_list(&list, directory), 0);
	assert_int_equal(list.count, 4);
	assert_string_equal(list.entries[0].name, "BootOrder");
	assert_string_equal(list.entries[1].name, "Upper");
	assert_string_equal(list.entries[2].name, "With-dash");
	assert_string_equal(list.entries[3].name, "x");
	assert_memory_equal(list.entries[0].vendor, list.entries[1].vendor, MMCOMM_GUID_LEN);
}

static int read_one(const void *data, size_t length)
{
	struct variable_entry *entry;
	__u8 guid[MMCOMM_GUID_LEN];

	write_file("Lang-" GLOBAL, data, length);
	mmcomm_guid_parse("global", guid);
	variable_list_release(&list);
	entry = variable_list_add(&list, guid, "Lang");
	return efivarfs_read(directory, entry);
}

static void values_in_efivarfs(void **state)
{
	static char largest[70000] = { 0x07, 0, 0, (char)0xff };
	char name[300];

	(void)state;
	assert_int_equal(read_one("\x07\0\0\0en", 6), 0);
	assert_true(list.entries[0].known);
	assert_int_equal(list.entries[0].value.attributes, 7);
	assert_int_equal(list.entries[0].value.size, 2);
	assert_memory_equal(list.entries[0].value.data, "en", 2);
	assert_int_equal(read_one("\xff\xff\xff\xff", 4), 0);
	assert_int_equal(list.entries[0].value.attributes, UINT32_MAX);
	assert_int_equal(list.entries[0].value.size, 0);
	assert_int_equal(read_one("\x07\0\0", 3), -EBADMSG);
	assert_false(list.entries[0].known);
	assert_int_equal(read_one("", 0), -EBADMSG);
	assert_int_equal(read_one(largest, sizeof(largest)), 0);
	assert_int_equal(list.entries[0].value.attributes, 0xff000007);
	assert_int_equal(list.entries[0].value.size, sizeof(largest) - 4);
	assert_int_equal(efivarfs_read(directory, variable_list_add(&list, vendor, "Gone")),
			 -ENOENT);
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(efivarfs_read(directory, variable_list_add(&list, vendor, name)),
			 -ENAMETOOLONG);
}

static void usual_vendors(void **state)
{
	static const struct {
		const char *name;
		const char *vendor;
	} cases[] = {
		{ "BootOrder", "global" }, { "Boot0000", "global" }, { "BootFFFF", "global" },
		{ "Boot00aF", "global" }, { "db", "image-security" },
		{ "dbxDefault", "global" }, { "MTC", "monotonic-counter" },
		{ "AuditMode", "global" }, { "ConIn", "global" },
		{ "ErrOut", "global" }, { "PK", "global" },
		{ "SysPrep0001", "global" }, { "SysPrepOrder", "global" },
		{ "dbx", "image-security" },
		{ "certdbv", "cert-db" }, { "CustomMode", "custom-mode" },
		{ "LoaderInfo", "boot-loader-interface" },
		{ "MemoryOverwriteRequestControl", "memory-overwrite" },
		{ "MemoryOverwriteRequestControlLock", "memory-overwrite-lock" },
		{ "MemoryTypeInformation", "memory-type-information" },
		{ "SbatLevelRT", "shim-lock" }, { "SecureBootEnable", "secure-boot-enable" },
		{ "VarErrorFlag", "variable-error" }, { "VendorKeysNv", "vendor-keys" },
		{ "VendorKeys", "global" },
		{ "Boot", NULL }, { "Boot000", NULL }, { "Boot000g", NULL },
		{ "Boot00000", NULL }, { "", NULL }, { "bootorder", NULL }, { "d", NULL },
		{ "dbxx", NULL }, { "####", NULL },
		{ " ", NULL }, { "db dbr", NULL },
		{ "Boot0000 BootCurrent", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *found = usual_vendor(cases[i].name);
		__u8 guid[MMCOMM_GUID_LEN];

		if (cases[i].vendor) {
			assert_non_null(found);
			assert_string_equal(found, cases[i].vendor);
			assert_int_equal(mmcomm_guid_parse(found, guid), 0);
		} else {
			assert_null(found);
		}
	}
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup_teardown(lists_grow, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_survive_a_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_file_to_the_letter, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bad_files_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(saving_fails_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_in_efivarfs, set_up, tear_down),
		cmocka_unit_test_setup_teardown(values_in_efivarfs, set_up, tear_down),
		cmocka_unit_test(usual_vendors),
	};

	return run_all("variable_list", tests);
}
