/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: how what the SMI handler profile names is written. All of it is the
 * firmware's word: names may hold anything, contexts may have any length.
 */
#ifndef MMCOMM_CLI_HANDLER_H
#define MMCOMM_CLI_HANDLER_H

#include "format.h"

/**
 * module_name - a module's name for people
 * @image: the module
 *
 * The file that it was built into, without directory and ending; or the name that
 * belongs to its GUID; or the GUID; or its number in the profile.
 *
 * Return: the text, printable.
 */
struct text module_name(const struct mmcomm_profile_image *image);

/**
 * code_place - where an address lies: "VariableSmm+0x2f10"
 * @profile: names the modules
 * @address: the address
 *
 * Return: the text, "-" for an address in none of them.
 */
struct text code_place(const struct mmcomm_profile *profile, __u64 address);

/**
 * event_text - the event that a hardware handler was registered for
 * @handler: the handler
 *
 * Return: the text: in words for the protocols of the PI specification where the
 * context has their layout, otherwise its first bytes; "any event" without one.
 */
struct text event_text(const struct mmcomm_profile_handler *handler);

#endif
