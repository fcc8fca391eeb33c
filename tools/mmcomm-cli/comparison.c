// SPDX-License-Identifier: GPL-2.0
/*
 * Compares what two sources say of the same variables.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"

/* efivarfs writes '!' for a '/' in a name, which no file name may hold. */
static bool same_name(const char *mm, const char *fs)
{
	for (; *mm && *fs; mm++, fs++) {
		if (*mm != *fs && !(*mm == '/' && *fs == '!'))
			return false;
	}
	return !*mm && !*fs;
}

static bool same_variable(const struct variable_entry *mm, const struct variable_entry *fs)
{
	return !memcmp(mm->vendor, fs->vendor, MMCOMM_GUID_LEN) &&
	       same_name(mm->name, fs->name);
}

static void judge(struct compared *row)
{
	const struct mmcomm_variable *mm = &row->mm->value, *fs = &row->fs->value;

	if (!row->mm->known) {
		row->verdict = VERDICT_UNREADABLE_MM;
	} else if (!row->fs->known) {
		row->verdict = VERDICT_UNREADABLE_EFIVARFS;
	} else if (mm->attributes != fs->attributes) {
		row->verdict = VERDICT_ATTRIBUTES;
	} else if (mm->size != fs->size) {
		row->verdict = VERDICT_SIZE;
	} else {
		row->verdict = VERDICT_IDENTICAL;
		for (size_t i = 0; i < mm->size; i++) {
			if (mm->data[i] != fs->data[i]) {
				row->verdict = VERDICT_DATA;
				row->offset = i;
				break;
			}
		}
	}
}

/* Each entry of efivarfs answers for one entry of MM, so a second one shows. */
static const struct variable_entry *take_match(const struct variable_entry *mm,
					       const struct variable_list *fs,
					       bool *taken, bool *twice)
{
	*twice = false;
	for (size_t i = 0; i < fs->count; i++) {
		if (!same_variable(mm, &fs->entries[i]))
			continue;
		if (taken[i]) {
			*twice = true;
			continue;
		}
		taken[i] = true;
		return &fs->entries[i];
	}
	return NULL;
}

int compare(const struct variable_list *mm, const struct variable_list *fs,
	    struct comparison *comparison)
{
	bool *taken = calloc(fs->count + 1, sizeof(*taken));

	comparison->count = 0;
	comparison->identical = 0;
	comparison->rows = calloc(mm->count + fs->count + 1, sizeof(*comparison->rows));
	if (!taken || !comparison->rows) {
		free(taken);
		return -ENOMEM;
	}

	for (size_t i = 0; i < mm->count; i++) {
		struct compared *row = &comparison->rows[comparison->count++];
		bool twice;

		row->mm = &mm->entries[i];
		row->fs = take_match(row->mm, fs, taken, &twice);
		if (row->fs)
			judge(row);
		else
			row->verdict = twice ? VERDICT_TWICE : VERDICT_ONLY_MM;
		comparison->identical += row->verdict == VERDICT_IDENTICAL;
	}
	for (size_t i = 0; i < fs->count; i++) {
		if (!taken[i])
			comparison->rows[comparison->count++] = (struct compared) {
				.fs = &fs->entries[i],
				.verdict = VERDICT_ONLY_EFIVARFS,
			};
	}
	free(taken);
	return 0;
}

void comparison_release(struct comparison *comparison)
{
	free(comparison->rows);
	memset(comparison, 0, sizeof(*comparison));
}

bool comparison_proven(const struct comparison *comparison)
{
	return !comparison->tally.unproven;
}
