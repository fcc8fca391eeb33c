/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Test results in the Test Anything Protocol, for every program in this folder.
 */
#ifndef GUEST_TAP_H
#define GUEST_TAP_H

#include <stdbool.h>

#include "compiler.h"

/**
 * tap_ok() - one result line
 * @pass: whether the test passed
 * @format: what was tested, the same text in every run
 *
 * Return: @pass.
 */
bool tap_ok(bool pass, const char *format, ...) __attribute__((printf_like(2, 3)));

/**
 * tap_skip() - one result line for what this machine cannot do
 * @reason: why not
 * @format: what would have been tested
 */
void tap_skip(const char *reason, const char *format, ...) __attribute__((printf_like(2, 3)));

/** tap_note() - a comment line: progress, or what was seen instead */
void tap_note(const char *format, ...) __attribute__((printf_like(1, 2)));

/**
 * tap_bail_out() - ends the program where going on makes no sense
 * @format: what is missing, and the way out
 */
noreturn void tap_bail_out(const char *format, ...) __attribute__((printf_like(1, 2)));

/**
 * tap_done() - prints the plan
 *
 * Return: exit status of the program: 0 where at least one test ran and none
 * failed, 1 otherwise.
 */
int tap_done(void);

#endif /* GUEST_TAP_H */
