// SPDX-License-Identifier: GPL-2.0
/*
 * Lists of variables: in memory, in a file of names, and in efivarfs.
 *
 * A file of names has a line "GUID NAME" for each variable; lines with a '#' in
 * front are comments. A byte of a name that is not printable, and a backslash,
 * is written as \xHH.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "comparison.h"

/* Attributes in front of the data in a file of efivarfs, in bytes. */
#define ATTRIBUTES_LEN	4

/* No firmware keeps variables of this length. */
#define MAX_FILE	(16u << 20)

struct variable_entry *variable_list_add(struct variable_list *list,
					 const __u8 vendor[MMCOMM_GUID_LEN],
					 const char *name)
{
	struct variable_entry *entry, *larger;

	/* Grown at each power of two. */
	if (!(list->count & (list->count - 1))) {
		larger = realloc(list->entries, (list->count ? 2 * list->count : 1) *
				 sizeof(*larger));
		if (!larger)
			return NULL;
		list->entries = larger;
	}
	entry = &list->entries[list->count];
	memset(entry, 0, sizeof(*entry));
	memcpy(entry->vendor, vendor, MMCOMM_GUID_LEN);
	entry->name = strdup(name);
	if (!entry->name)
		return NULL;
	list->count++;
	return entry;
}

void variable_list_release(struct variable_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->entries[i].name);
		mmcomm_variable_release(&list->entries[i].value);
	}
	free(list->entries);
	memset(list, 0, sizeof(*list));
}

static void write_name(FILE *file, const char *name)
{
	for (const unsigned char *c = (const unsigned char *)name; *c; c++) {
		if (*c < 0x20 || *c == 0x7f || *c == '\\')
			fprintf(file, "\\x%02x", *c);
		else
			fputc(*c, file);
	}
}

int variable_list_save(const struct variable_list *list, const char *path,
		       const char *comment)
{
	char partial[PATH_MAX];
	int result = 0;
	FILE *file;

	if (snprintf(partial, sizeof(partial), "%s.partial", path) >= (int)sizeof(partial))
		return -ENAMETOOLONG;
	file = fopen(partial, "we");
	if (!file)
		return -errno;
	fprintf(file, "# %s\n", comment);
	for (size_t i = 0; i < list->count; i++) {
		char guid[MMCOMM_GUID_TEXT_LEN];

		mmcomm_guid_format(list->entries[i].vendor, guid);
		fprintf(file, "%s ", guid);
		write_name(file, list->entries[i].name);
		fputc('\n', file);
	}
	if (ferror(file))
		result = -EIO;
	errno = 0;
	if (fclose(file))
		result = errno ? -errno : -EIO;
	if (!result && rename(partial, path))
		result = -errno;
	if (result)
		unlink(partial);
	return result;
}

/* Turns \xHH back, in place. */
static bool unescape(char *name)
{
	char *to = name;

	while (*name) {
		unsigned int value;

		if (*name != '\\') {
			*to++ = *name++;
			continue;
		}
		if (name[1] != 'x' || !isxdigit((unsigned char)name[2]) ||
		    !isxdigit((unsigned char)name[3]) ||
		    sscanf(name + 2, "%2x", &value) != 1 || !value)
			return false;
		*to++ = value;
		name += 4;
	}
	*to = '\0';
	return true;
}

static int parse_line(struct variable_list *list, char *line)
{
	__u8 vendor[MMCOMM_GUID_LEN];
	char *name;

	line[strcspn(line, "\n")] = '\0';
	if (!*line || *line == '#')
		return 0;
	name = strchr(line, ' ');
	if (!name)
		return -EINVAL;
	*name++ = '\0';
	if (mmcomm_guid_parse(line, vendor) || !*name || !unescape(name))
		return -EINVAL;
	return variable_list_add(list, vendor, name) ? 0 : -ENOMEM;
}

int variable_list_load(struct variable_list *list, const char *path, size_t *line)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	size_t room = 0;
	int result = 0;

	*line = 0;
	if (!file)
		return -errno;
	while (!result && getline(&text, &room, file) >= 0) {
		++*line;
		result = parse_line(list, text);
	}
	if (!result && ferror(file))
		result = -EIO;
	free(text);
	fclose(file);
	return result;
}

int efivarfs_list(struct variable_list *list, const char *directory)
{
	const size_t guid_len = MMCOMM_GUID_TEXT_LEN - 1;
	struct dirent **entries;
	int count = scandir(directory, &entries, NULL, alphasort);
	int result = 0;

	if (count < 0)
		return -errno;
	for (int i = 0; i < count; i++) {
		char *name = entries[i]->d_name;
		size_t length = strlen(name);
		__u8 vendor[MMCOMM_GUID_LEN];

		/* "NAME-GUID"; anything else is no variable. */
		if (!result && length > guid_len + 1 && name[length - guid_len - 1] == '-' &&
		    !mmcomm_guid_parse(name + length - guid_len, vendor)) {
			name[length - guid_len - 1] = '\0';
			if (!variable_list_add(list, vendor, name))
				result = -ENOMEM;
		}
		free(entries[i]);
	}
	free(entries);
	return result;
}

int efivarfs_read(const char *directory, struct variable_entry *entry)
{
	char path[PATH_MAX], guid[MMCOMM_GUID_TEXT_LEN];
	__u8 *data;
	size_t length;
	int result;

	mmcomm_guid_format(entry->vendor, guid);
	if (snprintf(path, sizeof(path), "%s/%s-%s", directory, entry->name, guid) >=
	    (int)sizeof(path))
		return -ENAMETOOLONG;
	result = read_all(path, MAX_FILE, &data, &length);
	if (result)
		return result;
	if (length < ATTRIBUTES_LEN) {
		free(data);
		return -EBADMSG;
	}
	entry->value.attributes = data[0] | data[1] << 8 | data[2] << 16 |
				  (__u32)data[3] << 24;
	entry->value.size = length - ATTRIBUTES_LEN;
	memmove(data, data + ATTRIBUTES_LEN, entry->value.size);
	entry->value.data = data;
	entry->known = true;
	return 0;
}
