// SPDX-License-Identifier: GPL-2.0
/*
 * How modules, addresses and events of the SMI handler profile are written.
 */
#include <endian.h>
#include <string.h>

#include "handler.h"
#include "terminal.h"

/* Longer than any module's name, and short enough for a table. */
#define NAME_LEN 63

/* Bytes of a context that nobody can read. */
#define SHOWN_BYTES 16

/* Build machines write paths with '/' or with '\'. */
static struct text name_in_path(const char *path)
{
	const char *name = path, *end;
	struct text text;
	int length;

	for (const char *c = path; *c; c++) {
		if (*c == '/' || *c == '\\')
			name = c + 1;
	}
	end = strrchr(name, '.');
	if (!end || end == name)
		end = name + strlen(name);
	length = end - name < NAME_LEN ? end - name : NAME_LEN;
	text = format("%.*s", length, name);
	make_printable(text.s);
	for (char *c = text.s; *c; c++) {
		if (*c == '\n' || *c == '\t')
			*c = '?';
	}
	return text;
}

struct text module_name(const struct mmcomm_profile_image *image)
{
	static const __u8 zero[MMCOMM_GUID_LEN];
	const struct mmcomm_guid *known = mmcomm_guid_lookup(image->guid);
	struct text name = { "" };

	if (image->path)
		name = name_in_path(image->path);
	if (*name.s)
		return name;
	if (known)
		return format("%s", known->symbol);
	if (memcmp(image->guid, zero, sizeof(zero)))
		return format_guid(image->guid);
	return format("module %u", image->reference);
}

struct text code_place(const struct mmcomm_profile *profile, __u64 address)
{
	const struct mmcomm_profile_image *image = mmcomm_profile_image_at(profile, address);

	if (!image)
		return format("-");
	return format("%s+0x%llx", module_name(image).s, address - image->base);
}

static __u16 get16(const __u8 *at)
{
	return at[0] | at[1] << 8;
}

static __u32 get32(const __u8 *at)
{
	return get16(at) | (__u32)get16(at + 2) << 16;
}

static __u64 get64(const __u8 *at)
{
	return get32(at) | (__u64)get32(at + 4) << 32;
}

static struct text software_event(const __u8 *context)
{
	return format("command 0x%02llx", get64(context));
}

static struct text sleep_event(const __u8 *context)
{
	__u32 state = get32(context), phase = get32(context + 4);

	if (state > 5 || phase > 1)
		return format("sleep type %u, phase %u", state, phase);
	return format("%s S%u", phase ? "leaving" : "entering", state);
}

static struct text button_event(const __u8 *context)
{
	__u32 phase = get32(context);

	if (phase > 1)
		return format("phase %u", phase);
	return format(phase ? "exit" : "entry");
}

static struct text timer_event(const __u8 *context)
{
	/* Both in units of 100 ns. */
	__u64 period = get64(context), tick = get64(context + 8);

	return format("every %llu.%04llu ms, ticks of %llu.%04llu ms",
		      period / 10000, period % 10000, tick / 10000, tick % 10000);
}

static struct text input_event(const __u8 *context)
{
	return format("input 0x%llx", get64(context));
}

static struct text port_event(const __u8 *context)
{
	static const char *const accesses[] = { "writes to", "reads of", "access to" };
	__u32 type = get32(context + 4);
	unsigned int first = get16(context), length = get16(context + 2);

	if (type >= ARRAY_SIZE(accesses))
		return format("port 0x%x, %u bytes, access type %u", first, length, type);
	return format("%s port 0x%x, %u byte%s", accesses[type], first, length, plural(length));
}

/* A device path follows. */
static struct text usb_event(const __u8 *context)
{
	__u32 type = get32(context);

	if (type > 1)
		return format("USB event %u", type);
	return format(type ? "USB wake" : "USB legacy");
}

/* The contexts of the PI specification, by the name of their protocol. */
static const struct {
	const char *name;
	size_t least, most;
	struct text (*text)(const __u8 *context);
} events[] = {
	{ "sw-dispatch", 8, 8, software_event },
	{ "sx-dispatch", 8, 8, sleep_event },
	{ "power-button-dispatch", 4, 4, button_event },
	{ "standby-button-dispatch", 4, 4, button_event },
	{ "periodic-timer-dispatch", 16, 16, timer_event },
	{ "gpi-dispatch", 8, 8, input_event },
	{ "io-trap-dispatch", 8, 8, port_event },
	{ "usb-dispatch", 8, SIZE_MAX, usb_event },
};

struct text event_text(const struct mmcomm_profile_handler *handler)
{
	const struct mmcomm_guid *type = mmcomm_guid_lookup(handler->type);
	size_t size = handler->context_size;
	struct text text = { "context" };

	if (!size)
		return format("any event");
	for (size_t i = 0; type && i < ARRAY_SIZE(events); i++) {
		if (!strcmp(type->name, events[i].name) &&
		    size >= events[i].least && size <= events[i].most)
			return events[i].text(handler->context);
	}
	for (size_t i = 0; i < size && i < SHOWN_BYTES; i++)
		text = format("%s %02x", text.s, handler->context[i]);
	return size > SHOWN_BYTES ? format("%s ... (%zu bytes)", text.s, size) : text;
}
