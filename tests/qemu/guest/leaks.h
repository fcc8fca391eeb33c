/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory that the kernel has lost, as kmemleak finds it.
 */
#ifndef GUEST_LEAKS_H
#define GUEST_LEAKS_H

/** leaks_forget() - what is lost already does not count; ends the program without kmemleak */
void leaks_forget(void);

/**
 * leaks_count() - looks for memory lost since leaks_forget()
 *
 * Takes some seconds: memory counts as lost only once it has some age. Each object
 * found is shown in notes.
 */
unsigned int leaks_count(void);

#endif /* GUEST_LEAKS_H */
