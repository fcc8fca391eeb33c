/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The memory that the device is pointed at: where it starts, what may be read
 * and written, what must stand in it after a call.
 *
 * An arena lies at a fixed address between holes:
 *
 *	hole | data | hole | sealed | hole
 *
 * "data" may be read and written and ends in the zone for responses, so that
 * what is too long reaches a hole. "sealed" may only be read. The holes are
 * longer than anything that the device writes, and no length of 32 bits leads
 * from one thread's arena into another's.
 */
#ifndef FUZZ_ARENA_H
#define FUZZ_ARENA_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#define ARENA_PAGE	4096UL

/* Bytes around everything that a call names which are watched, too. */
#define ARENA_MARGIN	64

/* Pages of the sealed part; what stands in each is laid down by arena_seal(). */
#define ARENA_SEALED_PAGES	8

#define ARENA_MAX_SPANS		16

/**
 * struct arena - memory of one thread
 * @data: start of what may be read and written
 * @data_len: its bytes
 * @sealed: start of what may only be read
 * @sealed_len: its bytes
 * @structure: zone for structures, four pages
 * @list: zone for relocations, one page
 * @request: zone for requests
 * @response: zone for responses and lists, ends with @data
 * @room: bytes of the last two each
 * @expected: what the data must be after the call, where it is watched
 * @spans: what is watched, as offsets in the data
 * @span_count: entries of @spans
 */
struct arena {
	__u8 *data;
	size_t data_len;
	__u8 *sealed;
	size_t sealed_len;
	__u8 *structure;
	__u8 *list;
	__u8 *request;
	__u8 *response;
	size_t room;
	__u8 *expected;
	struct {
		size_t start;
		size_t end;
	} spans[ARENA_MAX_SPANS];
	unsigned int span_count;
};

/**
 * arena_create() - memory for one thread, or ends the program
 * @arena: the arena
 * @number: of the thread
 * @room: bytes of the zones for requests and responses, whole pages
 */
void arena_create(struct arena *arena, unsigned int number, size_t room);

/** arena_seal() - makes the sealed part read-only once its content stands */
void arena_seal(struct arena *arena);

/** arena_readable() - bytes from @address on that can be read; 0 where none */
size_t arena_readable(const struct arena *arena, __u64 address);

/** arena_writable() - bytes from @address on that can be written; 0 where none */
size_t arena_writable(const struct arena *arena, __u64 address);

/** arena_writes() - whether @length bytes at @address can be written */
bool arena_writes(const struct arena *arena, __u64 address, __u64 length);

/** arena_reads() - whether @length bytes at @address can be read */
bool arena_reads(const struct arena *arena, __u64 address, __u64 length);

/** arena_forget() - watches nothing any more */
void arena_forget(struct arena *arena);

/**
 * arena_watch() - must not change but for what is expected
 * @arena: the arena
 * @address: start; what lies outside of the data is left out
 * @length: bytes; some more on both sides are watched with them
 */
void arena_watch(struct arena *arena, __u64 address, __u64 length);

/** arena_expect() - after the call these bytes are to stand at @address */
void arena_expect(struct arena *arena, __u64 address, const void *bytes, size_t length);

/** arena_accept() - whatever stands there is right */
void arena_accept(struct arena *arena, __u64 address, size_t length);

/**
 * arena_accept_part() - a copy that stopped somewhere
 * @arena: the arena
 * @address: where it began
 * @bytes: what was copied
 * @length: how much of it can stand there
 *
 * Accepts each byte that is as before or as in @bytes.
 */
void arena_accept_part(struct arena *arena, __u64 address, const void *bytes,
		       size_t length);

/**
 * arena_difference() - the first watched byte that is not what it should be
 * @arena: the arena
 * @address: out: where
 *
 * Return: true where there is one.
 */
bool arena_difference(const struct arena *arena, __u64 *address);

/**
 * arena_describe() - an address in words
 * @arena: the arena
 * @address: the address
 * @text: room for them
 * @size: bytes of @text
 */
void arena_describe(const struct arena *arena, __u64 address, char *text, size_t size);

#endif /* FUZZ_ARENA_H */
