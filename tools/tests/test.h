/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What every unit test includes: cmocka, with the headers that it needs first.
 */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

/* The type of an array of tests. */
#define test_case const struct CMUnitTest

#define run_all(name, tests) cmocka_run_group_tests_name(name, tests, NULL, NULL)

#endif
