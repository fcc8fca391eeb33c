/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Messages of EDK2's SMM variable driver, as far as the tests send them, and
 * the EFI status codes it answers with. Layout: MdeModulePkg's
 * Guid/SmmVariableCommon.h, for 64-bit firmware. Shared by the programs and the
 * test modules of this folder.
 */
#ifndef GUEST_SMM_VARIABLE_H
#define GUEST_SMM_VARIABLE_H

#include <linux/types.h>

#define SMM_VARIABLE_GET		1
#define SMM_VARIABLE_GET_NEXT		2
#define SMM_VARIABLE_SET		3
#define SMM_VARIABLE_GET_PAYLOAD_SIZE	11

#define SMM_EFI_ERROR(code)		((1ULL << 63) | (code))
#define SMM_EFI_SUCCESS			0ULL
#define SMM_EFI_BUFFER_TOO_SMALL	SMM_EFI_ERROR(5)
#define SMM_EFI_NOT_FOUND		SMM_EFI_ERROR(14)

/* ed32d533-99e6-4209-9cc0-2d72cdd998a7, in memory order */
#define SMM_VARIABLE_GUID_BYTES						\
	{ 0x33, 0xd5, 0x32, 0xed, 0xe6, 0x99, 0x09, 0x42,		\
	  0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7 }

/* 8be4df61-93ca-11d2-aa0d-00e098032b8c, the namespace of the UEFI standard */
#define EFI_GLOBAL_GUID_BYTES						\
	{ 0x61, 0xdf, 0xe4, 0x8b, 0xca, 0x93, 0xd2, 0x11,		\
	  0xaa, 0x0d, 0x00, 0xe0, 0x98, 0x03, 0x2b, 0x8c }

/**
 * struct smm_variable_header - start of each message to the variable driver
 * @function: SMM_VARIABLE_*
 * @status: the driver's own EFI_STATUS
 */
struct smm_variable_header {
	__u64 function;
	__u64 status;
};

/**
 * struct smm_variable_access - behind the header, for SMM_VARIABLE_GET
 * @guid: namespace of the variable
 * @data_size: room for data, and its true size in the answer
 * @name_size: bytes of @name, with its terminating NUL
 * @attributes: of the variable, in the answer
 * @name: UCS-2; the data follows it
 */
struct smm_variable_access {
	__u8 guid[16];
	__u64 data_size;
	__u64 name_size;
	__u32 attributes;
	__u16 name[];
};

/** struct smm_variable_payload_size - behind the header, largest payload taken */
struct smm_variable_payload_size {
	__u64 size;
};

/** define SMM_VARIABLE_NAME_OFFSET - where a message's variable name starts */
#define SMM_VARIABLE_NAME_OFFSET					\
	(sizeof(struct smm_variable_header) +				\
	 offsetof(struct smm_variable_access, name))

#endif /* GUEST_SMM_VARIABLE_H */
