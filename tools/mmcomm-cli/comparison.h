/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: lists of variables, and what two sources say of the same ones.
 */
#ifndef MMCOMM_CLI_COMPARISON_H
#define MMCOMM_CLI_COMPARISON_H

#include "cli.h"

/* Where efivarfs is mounted unless told otherwise. */
#define EFIVARFS "/sys/firmware/efi/efivars"

/**
 * struct variable_entry - one variable, by name or with its value
 * @vendor: GUID in memory order
 * @name: UTF-8
 * @known: @value was read
 * @value: attributes and data
 */
struct variable_entry {
	__u8 vendor[MMCOMM_GUID_LEN];
	char *name;
	bool known;
	struct mmcomm_variable value;
};

/**
 * struct variable_list - variables in the order they were found
 * @entries: one a variable
 * @count: how many
 */
struct variable_list {
	struct variable_entry *entries;
	size_t count;
};

/**
 * variable_list_add - add a name
 * @list: all zero, or filled by this function
 * @vendor: GUID in memory order
 * @name: copied
 *
 * Return: the new entry, or NULL without memory.
 */
struct variable_entry *variable_list_add(struct variable_list *list,
					 const __u8 vendor[MMCOMM_GUID_LEN],
					 const char *name);
void variable_list_release(struct variable_list *list);

/**
 * variable_list_save - write names into a file, which appears whole or not at all
 * @list: the names
 * @path: the file
 * @comment: first line, without the '#'
 *
 * Return: 0 or a negative errno.
 */
int variable_list_save(const struct variable_list *list, const char *path,
		       const char *comment);

/**
 * variable_list_load - read names that variable_list_save() wrote
 * @list: they are added to it
 * @path: the file
 * @line: the line that is wrong, where -EINVAL is returned
 *
 * Return: 0 or a negative errno.
 */
int variable_list_load(struct variable_list *list, const char *path, size_t *line);

/**
 * efivarfs_list - the names in efivarfs
 * @list: they are added to it
 * @directory: where efivarfs is mounted
 *
 * Return: 0 or a negative errno.
 */
int efivarfs_list(struct variable_list *list, const char *directory);

/**
 * efivarfs_read - read a variable's value
 * @directory: where efivarfs is mounted
 * @entry: the variable; its value is filled in
 *
 * Return: 0 or a negative errno; -EBADMSG where the file has no attributes.
 */
int efivarfs_read(const char *directory, struct variable_entry *entry);

/**
 * usual_vendor - who a well-known variable belongs to (known_variables.c)
 * @name: of the variable
 *
 * Return: a name that mmcomm_guid_parse() takes, or NULL for other variables.
 */
const char *usual_vendor(const char *name);

/**
 * enum verdict - what came of comparing one variable
 * @VERDICT_IDENTICAL: name, attributes and every byte are the same
 * @VERDICT_ATTRIBUTES: the attributes differ
 * @VERDICT_SIZE: the sizes differ
 * @VERDICT_DATA: the data differs
 * @VERDICT_ONLY_MM: efivarfs does not have it
 * @VERDICT_ONLY_EFIVARFS: MM does not have it
 * @VERDICT_UNREADABLE_MM: MM names it and does not give it up
 * @VERDICT_UNREADABLE_EFIVARFS: efivarfs names it and does not give it up
 * @VERDICT_TWICE: MM names it more than once
 */
enum verdict {
	VERDICT_IDENTICAL,
	VERDICT_ATTRIBUTES,
	VERDICT_SIZE,
	VERDICT_DATA,
	VERDICT_ONLY_MM,
	VERDICT_ONLY_EFIVARFS,
	VERDICT_UNREADABLE_MM,
	VERDICT_UNREADABLE_EFIVARFS,
	VERDICT_TWICE,
};

/**
 * struct compared - one variable in both sources
 * @mm: the entry from MM, or NULL
 * @fs: the entry from efivarfs, or NULL
 * @verdict: what came of it
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
 * @mm: what MM says
 * @fs: what efivarfs says
 * @comparison: @rows, @count and @identical are filled in; rows point into the
 *	lists
 *
 * Return: 0 or -ENOMEM.
 */
int compare(const struct variable_list *mm, const struct variable_list *fs,
	    struct comparison *comparison);
void comparison_release(struct comparison *comparison);

/**
 * comparison_proven - whether no call to MM went without an MMI
 * @comparison: the comparison
 *
 * Return: whether that is so.
 */
bool comparison_proven(const struct comparison *comparison);

#endif
