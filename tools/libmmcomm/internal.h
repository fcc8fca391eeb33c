/* SPDX-License-Identifier: GPL-2.0 */
/*
 * libmmcomm: small things that its files share.
 */
#ifndef LIBMMCOMM_INTERNAL_H
#define LIBMMCOMM_INTERNAL_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
