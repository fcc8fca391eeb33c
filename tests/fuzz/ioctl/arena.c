// SPDX-License-Identifier: GPL-2.0
/*
 * The memory that the device is pointed at, see arena.h.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "arena.h"
#include "compiler.h"

/* 64 GiB: user memory in every kernel of 64 bits, user-mode Linux among them. */
#define FIRST_ADDRESS	0x1000000000ULL

/*
 * Addresses are worked out from lengths of 32 bits that are wrong on purpose.
 * Counted from anywhere in one arena, none may reach into the next: there it
 * would find memory that its own thread's model knows nothing of.
 */
#define REACH		0x100000000ULL
#define STRIDE		(2 * REACH)

/* Longer than the longest buffer, which is what the device writes at most. */
#define HOLE		(32UL << 20)

#define STRUCTURE_PAGES	4

static void die(const char *what)
{
	fprintf(stderr, "mmcomm-fuzz: %s: %s\n", what, strerror(errno));
	exit(2);
}

void arena_create(struct arena *arena, unsigned int number, size_t room)
{
	uintptr_t start = FIRST_ADDRESS + number * STRIDE;
	size_t length;
	__u8 *base;

	*arena = (struct arena) {
		.room = room,
		.data_len = (STRUCTURE_PAGES + 1) * ARENA_PAGE + 2 * room,
		.sealed_len = ARENA_SEALED_PAGES * ARENA_PAGE,
	};
	length = 3 * HOLE + arena->data_len + arena->sealed_len;
	base = mmap((void *)start, length, PROT_NONE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
	if (base == MAP_FAILED || base != (__u8 *)start)
		die("address space for an arena");

	arena->data = base + HOLE;
	arena->sealed = arena->data + arena->data_len + HOLE;
	if (mprotect(arena->data, arena->data_len, PROT_READ | PROT_WRITE) ||
	    mprotect(arena->sealed, arena->sealed_len, PROT_READ | PROT_WRITE))
		die("memory for an arena");
	memset(arena->data, 0xa5, arena->data_len);
	arena->structure = arena->data;
	arena->list = arena->structure + STRUCTURE_PAGES * ARENA_PAGE;
	arena->request = arena->list + ARENA_PAGE;
	arena->response = arena->request + room;
	arena->expected = malloc(arena->data_len);
	if (!arena->expected)
		die("memory for an arena");
}

void arena_seal(struct arena *arena)
{
	if (mprotect(arena->sealed, arena->sealed_len, PROT_READ))
		die("memory that can only be read");
}

static size_t left_in(const __u8 *start, size_t length, __u64 address)
{
	__u64 offset = address - (uintptr_t)start;

	return address >= (uintptr_t)start && offset < length ? length - offset : 0;
}

size_t arena_writable(const struct arena *arena, __u64 address)
{
	return left_in(arena->data, arena->data_len, address);
}

size_t arena_readable(const struct arena *arena, __u64 address)
{
	size_t length = arena_writable(arena, address);

	return length ? length : left_in(arena->sealed, arena->sealed_len, address);
}

bool arena_writes(const struct arena *arena, __u64 address, __u64 length)
{
	return arena_writable(arena, address) >= length;
}

bool arena_reads(const struct arena *arena, __u64 address, __u64 length)
{
	return arena_readable(arena, address) >= length;
}

void arena_forget(struct arena *arena)
{
	arena->span_count = 0;
}

void arena_watch(struct arena *arena, __u64 address, __u64 length)
{
	__u64 base = (uintptr_t)arena->data;
	__u64 start, end;

	if (arena->span_count == ARENA_MAX_SPANS ||
	    !arena_writable(arena, address) || address + length < address)
		return;
	start = address - base < ARENA_MARGIN ? 0 : address - base - ARENA_MARGIN;
	end = address - base + length;
	end = end > arena->data_len - ARENA_MARGIN ? arena->data_len : end + ARENA_MARGIN;
	memcpy(arena->expected + start, arena->data + start, end - start);
	arena->spans[arena->span_count].start = start;
	arena->spans[arena->span_count].end = end;
	arena->span_count++;
}

/* The part of a range that lies in the data. */
static size_t clipped(const struct arena *arena, __u64 address, size_t length)
{
	size_t room = arena_writable(arena, address);

	return length < room ? length : room;
}

void arena_expect(struct arena *arena, __u64 address, const void *bytes, size_t length)
{
	length = clipped(arena, address, length);
	if (length)
		memcpy(arena->expected + (address - (uintptr_t)arena->data), bytes, length);
}

void arena_accept(struct arena *arena, __u64 address, size_t length)
{
	arena_expect(arena, address, (const void *)(uintptr_t)address, length);
}

void arena_accept_part(struct arena *arena, __u64 address, const void *bytes,
		       size_t length)
{
	const __u8 *now = (const __u8 *)(uintptr_t)address;
	const __u8 *copied = bytes;
	__u8 *expected;

	length = clipped(arena, address, length);
	if (!length)
		return;
	expected = arena->expected + (address - (uintptr_t)arena->data);
	for (size_t i = 0; i < length; i++) {
		if (now[i] == copied[i])
			expected[i] = now[i];
	}
}

bool arena_difference(const struct arena *arena, __u64 *address)
{
	for (unsigned int i = 0; i < arena->span_count; i++) {
		size_t start = arena->spans[i].start;
		size_t end = arena->spans[i].end;

		if (!memcmp(arena->data + start, arena->expected + start, end - start))
			continue;
		while (arena->data[start] == arena->expected[start])
			start++;
		*address = (uintptr_t)arena->data + start;
		return true;
	}
	return false;
}

void arena_describe(const struct arena *arena, __u64 address, char *text, size_t size)
{
	const struct {
		const char *name;
		const __u8 *start;
		size_t length;
	} zones[] = {
		{ "structures", arena->structure, STRUCTURE_PAGES * ARENA_PAGE },
		{ "relocations", arena->list, ARENA_PAGE },
		{ "requests", arena->request, arena->room },
		{ "responses", arena->response, arena->room },
		{ "read-only", arena->sealed, arena->sealed_len },
		{ "hole before data", arena->data - HOLE, HOLE },
		{ "hole behind data", arena->data + arena->data_len, HOLE },
		{ "hole behind read-only", arena->sealed + arena->sealed_len, HOLE },
	};

	for (size_t i = 0; i < ARRAY_SIZE(zones); i++) {
		__u64 offset = address - (uintptr_t)zones[i].start;

		if (offset < zones[i].length) {
			snprintf(text, size, "0x%llx (%s + 0x%llx)",
				 (unsigned long long)address, zones[i].name,
				 (unsigned long long)offset);
			return;
		}
	}
	snprintf(text, size, "0x%llx", (unsigned long long)address);
}
