// SPDX-License-Identifier: GPL-2.0
/*
 * UEFI variables, as efivarfs shows them and as the SMM variable driver answers.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compiler.h"
#include "tap.h"
#include "variables.h"

#define GUID_TEXT_LEN		36
#define LARGEST_VALUE		(512 * 1024)

/* Places in the GUID's text of its bytes in memory order. */
static const __u8 guid_text_place[16] = {
	6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34
};

static __u8 scratch[4 + LARGEST_VALUE];

static bool parse_guid(const char *text, __u8 guid[16])
{
	for (int i = 0; i < 16; i++) {
		unsigned int byte;

		if (sscanf(text + guid_text_place[i], "%2x", &byte) != 1)
			return false;
		guid[i] = byte;
	}
	return true;
}

static void parse_file_name(const char *file, struct variable *variable)
{
	size_t len = strlen(file);
	size_t name_len = len - GUID_TEXT_LEN - 1;

	if (len < GUID_TEXT_LEN + 2 || file[name_len] != '-' ||
	    !parse_guid(file + name_len + 1, variable->guid))
		tap_bail_out("%s: not the name of a UEFI variable", file);
	if (name_len >= ARRAY_SIZE(variable->name))
		tap_bail_out("%s: the name is too long for this program", file);
	for (size_t i = 0; i < name_len; i++) {
		if (file[i] & 0x80)
			tap_bail_out("%s: the name is not ASCII", file);
		variable->name[i] = file[i];
	}
	variable->name_size = 2 * (name_len + 1);
}

static void read_variable(const char *file, struct variable *variable)
{
	ssize_t length;
	int fd;

	snprintf(variable->path, sizeof(variable->path), EFIVARFS "/%s", file);
	parse_file_name(file, variable);
	fd = open(variable->path, O_RDONLY | O_CLOEXEC);
	length = fd < 0 ? -1 : pread(fd, scratch, sizeof(scratch), 0);
	if (length < 4 || length == sizeof(scratch))
		tap_bail_out("%s: %s", variable->path,
			     length < 0 ? strerror(errno) : "odd length");
	close(fd);
	memcpy(&variable->attributes, scratch, 4);
	variable->size = length - 4;
	variable->data = malloc(variable->size + 1);
	if (!variable->data)
		tap_bail_out("out of memory");
	memcpy(variable->data, scratch + 4, variable->size);
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

struct variables variables_read(void)
{
	struct variables variables = { 0 };
	struct dirent **files;
	int count = scandir(EFIVARFS, &files, not_hidden, alphasort);

	if (count <= 0)
		tap_bail_out(EFIVARFS ": %s; is efivarfs mounted?",
			     count ? strerror(errno) : "empty");
	variables.list = calloc(count, sizeof(*variables.list));
	if (!variables.list)
		tap_bail_out("out of memory");
	for (int i = 0; i < count; i++) {
		struct variable *variable = &variables.list[i];

		read_variable(files[i]->d_name, variable);
		if (variable->size > variables.largest)
			variables.largest = variable->size;
		free(files[i]);
	}
	free(files);
	variables.count = count;
	return variables;
}

bool variable_file_same(const struct variable *variable, int fd)
{
	size_t expected = 4 + variable->size;
	bool opened = fd < 0;
	bool same;
	__u8 *read_back = malloc(expected + 1);

	if (!read_back)
		return false;
	if (opened)
		fd = open(variable->path, O_RDONLY | O_CLOEXEC);
	same = fd >= 0 &&
	       pread(fd, read_back, expected + 1, 0) == (ssize_t)expected &&
	       !memcmp(read_back, &variable->attributes, 4) &&
	       !memcmp(read_back + 4, variable->data, variable->size);
	if (opened && fd >= 0)
		close(fd);
	free(read_back);
	return same;
}

size_t variable_request(const struct variable *variable, void *request,
			__u64 data_size)
{
	struct smm_variable_header header = { .function = SMM_VARIABLE_GET };
	struct smm_variable_access access = {
		.data_size = data_size,
		.name_size = variable->name_size,
	};
	__u8 *at = request;

	memcpy(access.guid, variable->guid, sizeof(access.guid));
	memcpy(at, &header, sizeof(header));
	memcpy(at + sizeof(header), &access,
	       offsetof(struct smm_variable_access, name));
	memcpy(at + SMM_VARIABLE_NAME_OFFSET, variable->name, variable->name_size);
	return SMM_VARIABLE_NAME_OFFSET + variable->name_size;
}

bool variable_answer_same(const struct variable *variable, const void *answer,
			  size_t length)
{
	size_t data_offset = SMM_VARIABLE_NAME_OFFSET + variable->name_size;
	const __u8 *at = answer;
	struct smm_variable_header header;
	struct smm_variable_access access;

	if (length < data_offset + variable->size)
		return false;
	memcpy(&header, at, sizeof(header));
	memcpy(&access, at + sizeof(header),
	       offsetof(struct smm_variable_access, name));
	return header.function == SMM_VARIABLE_GET &&
	       header.status == SMM_EFI_SUCCESS &&
	       access.data_size == variable->size &&
	       access.name_size == variable->name_size &&
	       access.attributes == variable->attributes &&
	       !memcmp(access.guid, variable->guid, sizeof(access.guid)) &&
	       !memcmp(at + SMM_VARIABLE_NAME_OFFSET, variable->name,
		       variable->name_size) &&
	       !memcmp(at + data_offset, variable->data, variable->size);
}
