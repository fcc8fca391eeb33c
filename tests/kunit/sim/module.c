// SPDX-License-Identifier: GPL-2.0
/*
 * What makes the suites beside this file one module: what makes those above it
 * one.
 */
#include "../module.c"
