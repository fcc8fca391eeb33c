// SPDX-License-Identifier: GPL-2.0
/*
 * config.c: the text of comm_buffers=.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "harness.h"

static void check_buffers(const struct mmcomm_config *config)
{
	u32 i, j;

	require(config->comm_buffer_count <= MMCOMM_MAX_BUFFERS);
	for (i = 0; i < config->comm_buffer_count; i++) {
		const struct mmcomm_range *range = &config->comm_buffers[i];

		require(range->start && !(range->start % 4096));
		require(range->length && !(range->length % 4096));
		require(range->length <= MMCOMM_MAX_BUFFER_LEN);
		require(range->start + range->length > range->start);
		for (j = 0; j < i; j++)
			require(range->start + range->length <=
					config->comm_buffers[j].start ||
				range->start >= config->comm_buffers[j].start +
						config->comm_buffers[j].length);
	}
}

/* Written out again, the buffers are read as the same ones. */
static void check_round_trip(const struct mmcomm_config *config)
{
	char text[MMCOMM_MAX_BUFFERS * 48] = "";
	static struct mmcomm_config again;
	size_t length = 0;
	u32 i;

	for (i = 0; i < config->comm_buffer_count; i++)
		length += snprintf(text + length, sizeof(text) - length,
				   i % 2 ? ",%llu:0x%llx" : ",0x%llx:%llu",
				   config->comm_buffers[i].start,
				   config->comm_buffers[i].length);
	require(!mmcomm_config_parse_buffers(&again, text + 1));
	require(again.comm_buffer_count == config->comm_buffer_count);
	require(!memcmp(again.comm_buffers, config->comm_buffers,
			again.comm_buffer_count * sizeof(again.comm_buffers[0])));
}

void fuzz(struct input *input)
{
	static struct mmcomm_config config;
	size_t length = input->left;
	char *text = (char *)take_block(input, length + 1);
	int ret;

	text[length] = '\0';
	memset(&config, 0xff, sizeof(config));
	ret = mmcomm_config_parse_buffers(&config, text);
	require(!ret || ret == -EINVAL || ret == -EOVERFLOW || ret == -EFBIG ||
		ret == -E2BIG);
	check_buffers(&config);
	if (!ret && config.comm_buffer_count) {
		accepted();
		check_round_trip(&config);
	}
	free(text);
}
