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

#endif
