// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * Finds the message in a communicate buffer, behind a header of either version,
 * by the length that the header tells: what mailboxes without a size of their
 * own need.
 */
#include <Library/BaseMemoryLib.h>

#include "HandlersSmm.h"

#pragma pack(push, 1)
typedef struct {
	EFI_GUID Recipient;
	UINT64 MessageLength;
} HEADER_V1;

typedef struct {
	EFI_GUID Marker;
	UINT64 BufferSize;
	UINT64 Reserved;
	EFI_GUID Recipient;
	UINT64 MessageSize;
} HEADER_V3;
#pragma pack(pop)

STATIC_ASSERT(sizeof(HEADER_V1) == 24, "a V1 header has 24 bytes");
STATIC_ASSERT(sizeof(HEADER_V3) == 56, "a V3 header has 56 bytes");

/* Returns the header's size, 0 where header and message do not fit into Room. */
UINTN FindMessage(UINT8 *Buffer, UINT64 Room, EFI_GUID **Recipient,
		  UINT8 **Message, UINTN *Size)
{
	STATIC CONST EFI_GUID Marker = MMCOMM_TEST_HEADER_V3_GUID;
	HEADER_V1 *V1 = (HEADER_V1 *)Buffer;
	HEADER_V3 *V3 = (HEADER_V3 *)Buffer;

	if (CompareGuid(&V1->Recipient, &Marker)) {
		if (V3->BufferSize > Room || V3->BufferSize < sizeof(*V3) ||
		    V3->MessageSize > V3->BufferSize - sizeof(*V3))
			return 0;
		*Recipient = &V3->Recipient;
		*Message = Buffer + sizeof(*V3);
		*Size = V3->BufferSize - sizeof(*V3);
		return sizeof(*V3);
	}
	if (V1->MessageLength > Room - sizeof(*V1))
		return 0;
	*Recipient = &V1->Recipient;
	*Message = Buffer + sizeof(*V1);
	*Size = V1->MessageLength;
	return sizeof(*V1);
}
