/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The number of entries of an array.
 */
#ifndef GUEST_ARRAY_SIZE_H
#define GUEST_ARRAY_SIZE_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif /* GUEST_ARRAY_SIZE_H */
