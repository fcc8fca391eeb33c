/* SPDX-License-Identifier: GPL-2.0 */
/*
 * UEFI variables, as efivarfs shows them and as the SMM variable driver answers.
 */
#ifndef GUEST_VARIABLES_H
#define GUEST_VARIABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smm_variable.h"

#define EFIVARFS "/sys/firmware/efi/efivars"

/**
 * struct variable - a UEFI variable and the value that efivarfs gave for it
 * @path: its file
 * @guid: namespace, in memory order
 * @name: UCS-2 name with its terminating NUL
 * @name_size: bytes of @name
 * @attributes: UEFI attributes
 * @size: bytes of @data
 * @data: the value
 */
struct variable {
	char path[512];
	__u8 guid[16];
	__u16 name[256];
	size_t name_size;
	__u32 attributes;
	size_t size;
	__u8 *data;
};

/**
 * struct variables - all of them
 * @count: entries of @list
 * @largest: bytes of the largest value
 * @list: sorted by path
 */
struct variables {
	size_t count;
	size_t largest;
	struct variable *list;
};

/**
 * variables_read() - reads every variable through efivarfs
 *
 * Ends the program where efivarfs cannot be read or holds nothing.
 */
struct variables variables_read(void);

/**
 * variable_file_same() - whether a read of the file gives the known value
 * @variable: the variable
 * @fd: its open file, or -1 to open it for this read
 */
bool variable_file_same(const struct variable *variable, int fd);

/**
 * variable_request() - writes a request to get a variable
 * @variable: the variable
 * @request: room for SMM_VARIABLE_NAME_OFFSET and the name
 * @data_size: room that the message will have behind the name
 *
 * Return: bytes written; message_len is at least this and @data_size.
 */
size_t variable_request(const struct variable *variable, void *request,
			__u64 data_size);

/**
 * variable_answer_same() - whether an answer holds exactly the known value
 * @variable: the variable that was asked for
 * @answer: payload that came back
 * @length: its length in bytes
 */
bool variable_answer_same(const struct variable *variable, const void *answer,
			  size_t length);

#endif /* GUEST_VARIABLES_H */
