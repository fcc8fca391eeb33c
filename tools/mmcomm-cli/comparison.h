/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: lists of variables, and what two sources say of the same ones.
 */
#ifndef MMCOMM_CLI_COMPARISON_H
#define MMCOMM_CLI_COMPARISON_H

#include "cli.h"

/** define EFIVARFS - where efivarfs is mounted unless told otherwise */
#define EFIVARFS "/sys/firmware/efi/efivars"

/**
 * struct variable_entry - one variable, by name or with its value
 * @vendor: GUID in memory order
 * @name: UTF-8
 * @known: @value was read
 * @value: attributes and data
 */
struct variable_entry {
	uint8_t vendor[MMCOMM_GUID_LEN];
	char *name;
	bool known;
	struct mmcomm_variable value;
};

/** struct variable_list - variables in the order they were found */
struct variable_list {
	struct variable_entry *entries;
	size_t count;
};

/**
 * variable_list_add - add a name
 * @name: copied
 *
 * Return: the new entry, or NULL without memory.
 */
struct variable_entry *variable_list_add(struct variable_list *list,
					 const uint8_t vendor[MMCOMM_GUID_LEN],
					 const char *name);
void variable_list_release(struct variable_list *list);

/**
 * variable_list_save - write names into a file, which appears whole or not at all
 * @comment: first line, without the '#'
 *
 * Return: 0 or a negative errno.
 */
int variable_list_save(const struct variable_list *list, const char *path,
		       const char *comment);

/**
 * variable_list_load - read names that variable_list_save() wrote
 * @line: the line that is wrong, where -EINVAL is returned
 *
 * Return: 0 or a negative errno.
 */
int variable_list_load(struct variable_list *list, const char *path, size_t *line);

/**
 * efivarfs_list - the names in efivarfs
 *
 * Return: 0 or a negative errno.
 */
int efivarfs_list(struct variable_list *list, const char *directory);

/**
 * efivarfs_read - read a variable's value
 *
 * Return: 0 or a negative errno; -EBADMSG where the file has no attributes.
 */
int efivarfs_read(const char *directory, struct variable_entry *entry);

enum verdict {
	VERDICT_IDENTICAL,
	VERDICT_ATTRIBUTES,	/* differ */
	VERDICT_SIZE,		/* differs */
	VERDICT_DATA,		/* differs, from @offset on */
	VERDICT_ONLY_MM,
	VERDICT_ONLY_EFIVARFS,
	VERDICT_UNREADABLE_MM,
	VERDICT_UNREADABLE_EFIVARFS,
	VERDICT_TWICE,		/* one source lists it more than once */
};

/**
 * struct compared - one variable in both sources
 * @mm: the entry from MM, or NULL
 * @fs: the entry from efivarfs, or NULL
 * @offset: first byte that differs, for VERDICT_DATA
 */
struct compared {
	const struct variable_entry *mm;
	const struct variable_entry *fs;
	enum verdict verdict;
	size_t offset;
};

/**
 * struct comparison - all variables of both sources
 * @rows: one a variable
 * @count: rows
 * @identical: rows with VERDICT_IDENTICAL
 * @tally: calls to MM that it took
 * @enumerated: the names were asked of MM now, rather than read from a file
 */
struct comparison {
	struct compared *rows;
	size_t count;
	size_t identical;
	struct mmcomm_tally tally;
	bool enumerated;
};

/**
 * compare - compare two lists, names both ways, attributes and every byte
 * @comparison: @rows, @count and @identical are filled in; rows point into the
 *	lists
 *
 * Return: 0 or -ENOMEM.
 */
int compare(const struct variable_list *mm, const struct variable_list *fs,
	    struct comparison *comparison);
void comparison_release(struct comparison *comparison);

/** comparison_proven - whether no call to MM went without an MMI */
bool comparison_proven(const struct comparison *comparison);

#endif
