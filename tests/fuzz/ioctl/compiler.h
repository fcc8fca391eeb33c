/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Short names that kernel code has and C libraries lack.
 */
#ifndef FUZZ_COMPILER_H
#define FUZZ_COMPILER_H

#include <stdnoreturn.h>

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

/* Attribute of a function that is like printf(). */
#define printf_like(a, b)	__format__(printf, a, b)

#endif /* FUZZ_COMPILER_H */
