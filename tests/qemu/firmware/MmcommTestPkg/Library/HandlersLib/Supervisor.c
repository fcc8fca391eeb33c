// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * A handler that tells a version as Project Mu's MM supervisor does.
 */
#include <Library/BaseMemoryLib.h>
#include <Library/HandlersLib.h>

#define REQUEST_SIGNATURE	SIGNATURE_32('M', 'S', 'U', 'P')
#define REQUEST_REVISION	1

#define REQUEST_UNBLOCK_MEMORY	1
#define REQUEST_FETCH_POLICY	2
#define REQUEST_VERSION		3
#define REQUEST_BUFFER_UPDATE	4

#pragma pack(push, 1)
typedef struct {
	UINT32 Signature;
	UINT32 Revision;
	UINT32 Request;
	UINT32 Reserved;
	UINT64 Result;
} REQUEST_HEADER;

typedef struct {
	REQUEST_HEADER Header;
	UINT32 Version;
	UINT32 PatchLevel;
	UINT64 MaxRequestLevel;
} VERSION_ANSWER;
#pragma pack(pop)

STATIC_ASSERT(sizeof(VERSION_ANSWER) == 40, "a version and its header have 40 bytes");

STATIC EFI_STATUS AnswerRequest(VERSION_ANSWER *Message, UINTN Size)
{
	if (Message->Header.Signature != REQUEST_SIGNATURE ||
	    Message->Header.Revision != REQUEST_REVISION)
		return EFI_INVALID_PARAMETER;
	switch (Message->Header.Request) {
	case REQUEST_VERSION:
		if (Size < sizeof(*Message))
			return EFI_BUFFER_TOO_SMALL;
		Message->Version = MMCOMM_TEST_SUPERVISOR_VERSION;
		Message->PatchLevel = MMCOMM_TEST_SUPERVISOR_PATCH_LEVEL;
		Message->MaxRequestLevel = REQUEST_BUFFER_UPDATE;
		return EFI_SUCCESS;
	case REQUEST_UNBLOCK_MEMORY:
	case REQUEST_FETCH_POLICY:
	case REQUEST_BUFFER_UPDATE:
		return EFI_UNSUPPORTED;
	}
	return EFI_INVALID_PARAMETER;
}

STATIC EFI_STATUS EFIAPI Supervisor(EFI_HANDLE Handle, CONST VOID *Context,
				    VOID *Message, UINTN *Size)
{
	VERSION_ANSWER Answer = { 0 };
	UINTN Length = MIN(*Size, sizeof(Answer));

	if (Length < sizeof(REQUEST_HEADER))
		return NOT_HANDLED;
	CopyMem(&Answer, Message, Length);
	Answer.Header.Result = AnswerRequest(&Answer, Length);
	CopyMem(Message, &Answer, Length);
	return EFI_SUCCESS;
}

EFI_STATUS RegisterSupervisor(VOID)
{
	STATIC CONST TEST_HANDLER Handler = { MMCOMM_TEST_SUPERVISOR_GUID, Supervisor };

	return RegisterHandlers(&Handler, 1);
}
