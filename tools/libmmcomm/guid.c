// SPDX-License-Identifier: GPL-2.0
/*
 * GUIDs in EFI's memory order, and the well-known ones.
 */
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <uuid/uuid.h>

#include "libmmcomm.h"

/* A GUID in memory order, from the way that firmware sources write it. */
#define EFI_GUID(a, b, c, ...) \
	{ (a) & 0xff, (a) >> 8 & 0xff, (a) >> 16 & 0xff, (a) >> 24 & 0xff, \
	  (b) & 0xff, (b) >> 8 & 0xff, (c) & 0xff, (c) >> 8 & 0xff, __VA_ARGS__ }

static const struct mmcomm_guid guids[] = {
	/* Handlers that answer requests. */
	{ EFI_GUID(0xed32d533, 0x99e6, 0x4209,
		   0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7),
	  "variable", "gEfiSmmVariableProtocolGuid", MMCOMM_GUID_RECIPIENT,
	  "UEFI variable services" },
	{ EFI_GUID(0xda1b0d11, 0xd1a7, 0x46c4,
		   0x9d, 0xc9, 0xf3, 0x71, 0x48, 0x75, 0xc6, 0xeb),
	  "variable-policy", "gVarCheckPolicyLibMmiHandlerGuid", MMCOMM_GUID_RECIPIENT,
	  "rules on variables: is it enabled, dump, register" },
	{ EFI_GUID(0xe63095c7, 0x2b34, 0x4163,
		   0x80, 0x3d, 0xc8, 0x3c, 0x2e, 0xd6, 0xa0, 0x37),
	  "variable-hii-check", "gVarCheckReceivedHiiBinHandlerGuid",
	  MMCOMM_GUID_RECIPIENT,
	  "takes the rules on variables that setup forms imply" },
	{ EFI_GUID(0x3868fc3b, 0x7e45, 0x43a7,
		   0x90, 0x6c, 0x4b, 0xa4, 0x7d, 0xe1, 0x75, 0x4d),
	  "fault-tolerant-write", "gEfiSmmFaultTolerantWriteProtocolGuid",
	  MMCOMM_GUID_RECIPIENT,
	  "writes flash blocks so that a power cut cannot tear them" },
	{ EFI_GUID(0x2a3cfebd, 0x27e8, 0x4d0a,
		   0x8b, 0x79, 0xd6, 0x88, 0xc2, 0xa3, 0xe1, 0xc0),
	  "lock-box", "gEfiSmmLockBoxCommunicationGuid", MMCOMM_GUID_RECIPIENT,
	  "keeps data in MMRAM over suspend to RAM" },
	{ EFI_GUID(0x49174342, 0x7108, 0x409b,
		   0x8b, 0xbe, 0x65, 0xfd, 0xa8, 0x53, 0x89, 0xf5),
	  "handler-profile", "gSmiHandlerProfileGuid", MMCOMM_GUID_RECIPIENT,
	  "lists every registered MMI handler" },
	{ EFI_GUID(0x821c9a09, 0x541a, 0x40f6,
		   0x9f, 0x43, 0x0a, 0xd1, 0x93, 0xa1, 0x2c, 0xfe),
	  "memory-profile", "gEdkiiMemoryProfileGuid", MMCOMM_GUID_RECIPIENT,
	  "who allocated how much MMRAM" },
	{ EFI_GUID(0xc095791a, 0x3001, 0x47b2,
		   0x80, 0xc9, 0xea, 0xc7, 0x31, 0x9f, 0x2f, 0xa4),
	  "performance", "gEfiFirmwarePerformanceGuid", MMCOMM_GUID_RECIPIENT,
	  "boot performance records of MM drivers" },
	{ EFI_GUID(0xc96c76eb, 0xbc78, 0x429c,
		   0x9f, 0x4b, 0xda, 0x51, 0x78, 0xc2, 0x84, 0x57),
	  "tpm-nvs", "gTpmNvsMmGuid", MMCOMM_GUID_RECIPIENT,
	  "where ACPI and MM exchange TPM requests" },
	{ EFI_GUID(0x3dddfaa6, 0x361b, 0x4eb4,
		   0xa4, 0x24, 0x8d, 0x10, 0x08, 0x9d, 0x16, 0x53),
	  "physical-presence", "gEfiPhysicalPresenceAcpiGuid", MMCOMM_GUID_RECIPIENT,
	  "TPM physical presence requests" },
	{ EFI_GUID(0x8c633b23, 0x1260, 0x4ea6,
		   0x83, 0x0f, 0x7d, 0xdc, 0x97, 0x38, 0x21, 0x11),
	  "mm-supervisor", "gMmSupervisorRequestHandlerGuid", MMCOMM_GUID_RECIPIENT,
	  "the MM supervisor itself: version, capabilities" },

	/* Handlers that are told about a step of the boot. */
	{ EFI_GUID(0x93ba1826, 0xdffb, 0x45dd,
		   0x82, 0xa7, 0xe7, 0xdc, 0xaa, 0x3b, 0xbd, 0xf3),
	  "variable-write-ready", "gSmmVariableWriteGuid", MMCOMM_GUID_EVENT,
	  "variables can be written from here on" },
	{ EFI_GUID(0x7081e22f, 0xcac6, 0x4053,
		   0x94, 0x68, 0x67, 0x57, 0x82, 0xcf, 0x88, 0xe5),
	  "dxe-dispatch", "gEfiEventDxeDispatchGuid", MMCOMM_GUID_EVENT,
	  "look for more MM drivers (traditional MM)" },
	{ EFI_GUID(0x7e6efffa, 0x69b4, 0x4c1b,
		   0xa4, 0xc7, 0xaf, 0xf9, 0xc9, 0x24, 0x4f, 0xee),
	  "mm-dispatch", "gEventMmDispatchGuid", MMCOMM_GUID_EVENT,
	  "look for more MM drivers (Standalone MM)" },
	{ EFI_GUID(0xf33e1bf3, 0x980b, 0x4bfb,
		   0xa2, 0x9a, 0xb2, 0x9c, 0x86, 0x45, 0x37, 0x32),
	  "end-of-pei", "gEfiMmEndOfPeiProtocol", MMCOMM_GUID_EVENT,
	  "the PEI phase is over" },
	{ EFI_GUID(0x02ce967a, 0xdd7e, 0x4ffc,
		   0x9e, 0xe7, 0x81, 0x0c, 0xf0, 0x47, 0x08, 0x80),
	  "end-of-dxe", "gEfiEndOfDxeEventGroupGuid", MMCOMM_GUID_EVENT,
	  "code of third parties comes next" },
	{ EFI_GUID(0x60ff8964, 0xe906, 0x41d0,
		   0xaf, 0xed, 0xf2, 0x41, 0xe9, 0x74, 0xe0, 0x8e),
	  "ready-to-lock", "gEfiDxeSmmReadyToLockProtocolGuid", MMCOMM_GUID_EVENT,
	  "MM and its memory are to be locked" },
	{ EFI_GUID(0x7ce88fb3, 0x4bd7, 0x4679,
		   0x87, 0xa8, 0xa8, 0xd8, 0xde, 0xe5, 0x0d, 0x2b),
	  "ready-to-boot", "gEfiEventReadyToBootGuid", MMCOMM_GUID_EVENT,
	  "a boot option is about to be started" },
	{ EFI_GUID(0x2a571201, 0x4966, 0x47f6,
		   0x8b, 0x86, 0xf3, 0x1e, 0x41, 0xf3, 0x2f, 0x10),
	  "legacy-boot", "gEfiEventLegacyBootGuid", MMCOMM_GUID_EVENT,
	  "a BIOS operating system is about to be started" },
	{ EFI_GUID(0x27abf055, 0xb1b8, 0x4c26,
		   0x80, 0x48, 0x74, 0x8f, 0x37, 0xba, 0xa2, 0xdf),
	  "exit-boot-services", "gEfiEventExitBootServicesGuid", MMCOMM_GUID_EVENT,
	  "the operating system has taken over" },

	/* Vendors of variables. */
	{ EFI_GUID(0x8be4df61, 0x93ca, 0x11d2,
		   0xaa, 0x0d, 0x00, 0xe0, 0x98, 0x03, 0x2b, 0x8c),
	  "global", "gEfiGlobalVariableGuid", MMCOMM_GUID_VENDOR,
	  "variables of the UEFI specification" },
	{ EFI_GUID(0xd719b2cb, 0x3d3a, 0x4596,
		   0xa3, 0xbc, 0xda, 0xd0, 0x0e, 0x67, 0x65, 0x6f),
	  "image-security", "gEfiImageSecurityDatabaseGuid", MMCOMM_GUID_VENDOR,
	  "Secure Boot's db, dbx, dbt" },
	{ EFI_GUID(0xd9bee56e, 0x75dc, 0x49d9,
		   0xb4, 0xd7, 0xb5, 0x34, 0x21, 0x0f, 0x63, 0x7a),
	  "cert-db", "gEfiCertDbGuid", MMCOMM_GUID_VENDOR,
	  "signers of authenticated variables" },
	{ EFI_GUID(0xf0a30bc7, 0xaf08, 0x4556,
		   0x99, 0xc4, 0x00, 0x10, 0x09, 0xc9, 0x3a, 0x44),
	  "secure-boot-enable", "gEfiSecureBootEnableDisableGuid", MMCOMM_GUID_VENDOR,
	  "switch of Secure Boot" },
	{ EFI_GUID(0xc076ec0c, 0x7028, 0x4399,
		   0xa0, 0x72, 0x71, 0xee, 0x5c, 0x44, 0x8b, 0x9f),
	  "custom-mode", "gEfiCustomModeEnableGuid", MMCOMM_GUID_VENDOR,
	  "whether the owner may change Secure Boot's keys" },
	{ EFI_GUID(0x9073e4e0, 0x60ec, 0x4b6e,
		   0x99, 0x03, 0x4c, 0x22, 0x3c, 0x26, 0x0f, 0x3c),
	  "vendor-keys", "gEfiVendorKeysNvGuid", MMCOMM_GUID_VENDOR,
	  "whether Secure Boot's keys are the vendor's" },
	{ EFI_GUID(0xaaf32c78, 0x947b, 0x439a,
		   0xa1, 0x80, 0x2e, 0x14, 0x4e, 0xc3, 0x77, 0x92),
	  "authenticated-variable", "gEfiAuthenticatedVariableGuid", MMCOMM_GUID_VENDOR,
	  "authenticated variable store" },
	{ EFI_GUID(0xeb704011, 0x1402, 0x11d3,
		   0x8e, 0x77, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b),
	  "monotonic-counter", "gMtcVendorGuid", MMCOMM_GUID_VENDOR,
	  "the monotonic counter's high half" },
	{ EFI_GUID(0x4c19049f, 0x4137, 0x4dd3,
		   0x9c, 0x10, 0x8b, 0x97, 0xa8, 0x3f, 0xfd, 0xfa),
	  "memory-type-information", "gEfiMemoryTypeInformationGuid", MMCOMM_GUID_VENDOR,
	  "how much memory of each type the last boot used" },
	{ EFI_GUID(0xe20939be, 0x32d4, 0x41be,
		   0xa1, 0x50, 0x89, 0x7f, 0x85, 0xd4, 0x98, 0x29),
	  "memory-overwrite", "gEfiMemoryOverwriteControlDataGuid", MMCOMM_GUID_VENDOR,
	  "whether memory is wiped at the next reset" },
	{ EFI_GUID(0xbb983ccf, 0x151d, 0x40e1,
		   0xa0, 0x7b, 0x4a, 0x17, 0xbe, 0x16, 0x82, 0x92),
	  "memory-overwrite-lock", "gEfiMemoryOverwriteRequestControlLockGuid",
	  MMCOMM_GUID_VENDOR, "lock of memory-overwrite" },
	{ EFI_GUID(0x04b37fe8, 0xf6ae, 0x480b,
		   0xbd, 0xd5, 0x37, 0xd9, 0x8c, 0x5e, 0x89, 0xaa),
	  "variable-error", "gEdkiiVarErrorFlagGuid", MMCOMM_GUID_VENDOR,
	  "whether the variable store ran out of room" },
	{ EFI_GUID(0xaf9ffd67, 0xec10, 0x488a,
		   0x9d, 0xfc, 0x6c, 0xbf, 0x5e, 0xe2, 0x2c, 0x2e),
	  "acpi-variable", "gEfiAcpiVariableGuid", MMCOMM_GUID_VENDOR,
	  "suspend to RAM" },
	{ EFI_GUID(0x39b68c46, 0xf7fb, 0x441b,
		   0xb6, 0xec, 0x16, 0xb0, 0xf6, 0x98, 0x21, 0xf3),
	  "capsule-report", "gEfiCapsuleReportGuid", MMCOMM_GUID_VENDOR,
	  "results of firmware updates" },
	{ EFI_GUID(0x414e6bdd, 0xe47b, 0x47cc,
		   0xb2, 0x44, 0xbb, 0x61, 0x02, 0x0c, 0xf5, 0x16),
	  "hardware-error", "gEfiHardwareErrorVariableGuid", MMCOMM_GUID_VENDOR,
	  "hardware error records" },
	{ EFI_GUID(0xaeb9c5c1, 0x94f1, 0x4d02,
		   0xbf, 0xd9, 0x46, 0x02, 0xdb, 0x2d, 0x3c, 0x54),
	  "tcg2-physical-presence", "gEfiTcg2PhysicalPresenceGuid", MMCOMM_GUID_VENDOR,
	  "TPM 2.0 requests for the next boot" },
	{ EFI_GUID(0x6339d487, 0x26ba, 0x424b,
		   0x9a, 0x5d, 0x68, 0x7e, 0x25, 0xd7, 0x40, 0xbc),
	  "tcg2-config", "gTcg2ConfigFormSetGuid", MMCOMM_GUID_VENDOR,
	  "TPM 2.0 setup" },
	{ EFI_GUID(0x7235c51c, 0x0c80, 0x4cab,
		   0x87, 0xac, 0x3b, 0x08, 0x4a, 0x63, 0x04, 0xb1),
	  "ovmf-platform-config", "gOvmfPlatformConfigGuid", MMCOMM_GUID_VENDOR,
	  "OVMF's setup" },
	{ EFI_GUID(0x50bea1e5, 0xa2c5, 0x46e9,
		   0x9b, 0x3a, 0x59, 0x59, 0x65, 0x16, 0xb0, 0x0a),
	  "ovmf", "gOvmfVariableGuid", MMCOMM_GUID_VENDOR,
	  "variables of OVMF" },
	{ EFI_GUID(0x5b446ed1, 0xe30b, 0x4faa,
		   0x87, 0x1a, 0x36, 0x54, 0xec, 0xa3, 0x60, 0x80),
	  "ip4-config", "gEfiIp4Config2ProtocolGuid", MMCOMM_GUID_VENDOR,
	  "IPv4 settings of network interfaces" },
	{ EFI_GUID(0x937fe521, 0x95ae, 0x4d1a,
		   0x89, 0x29, 0x48, 0xbc, 0xd9, 0x0a, 0xd3, 0x1a),
	  "ip6-config", "gEfiIp6ConfigProtocolGuid", MMCOMM_GUID_VENDOR,
	  "IPv6 settings of network interfaces" },
	{ EFI_GUID(0x4b47d616, 0xa8d6, 0x4552,
		   0x9d, 0x44, 0xcc, 0xad, 0x2e, 0x0f, 0x4c, 0xf9),
	  "iscsi", "gIScsiConfigGuid", MMCOMM_GUID_VENDOR,
	  "iSCSI settings" },
	{ EFI_GUID(0xfd2340d0, 0x3dab, 0x4349,
		   0xa6, 0xc7, 0x3b, 0x4f, 0x12, 0xb4, 0x8e, 0xae),
	  "tls-ca", "gEfiTlsCaCertificateGuid", MMCOMM_GUID_VENDOR,
	  "certificates for HTTPS boot" },
	{ EFI_GUID(0x605dab50, 0xe046, 0x4300,
		   0xab, 0xb6, 0x3d, 0xd8, 0x10, 0xdd, 0x8b, 0x23),
	  "shim-lock", "SHIM_LOCK_GUID", MMCOMM_GUID_VENDOR,
	  "shim: machine owner keys, SBAT" },
	{ EFI_GUID(0x4a67b082, 0x0a4c, 0x41cf,
		   0xb6, 0xc7, 0x44, 0x0b, 0x29, 0xbb, 0x8c, 0x4f),
	  "boot-loader-interface", "LOADER_GUID", MMCOMM_GUID_VENDOR,
	  "boot loader interface, as systemd-boot and GRUB write it" },
};

#define GUID_COUNT (sizeof(guids) / sizeof(guids[0]))

const struct mmcomm_guid *mmcomm_guid_table(size_t *count)
{
	*count = GUID_COUNT;
	return guids;
}

const struct mmcomm_guid *mmcomm_guid_lookup(const uint8_t guid[MMCOMM_GUID_LEN])
{
	for (size_t i = 0; i < GUID_COUNT; i++) {
		if (!memcmp(guids[i].guid, guid, MMCOMM_GUID_LEN))
			return &guids[i];
	}
	return NULL;
}

/* Turns libuuid's big-endian order into EFI's, and the other way round. */
static void swap_order(const uint8_t *from, uint8_t *to)
{
	static const uint8_t order[MMCOMM_GUID_LEN] = {
		3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15
	};

	for (size_t i = 0; i < MMCOMM_GUID_LEN; i++)
		to[i] = from[order[i]];
}

int mmcomm_guid_parse(const char *text, uint8_t guid[MMCOMM_GUID_LEN])
{
	char bare[MMCOMM_GUID_TEXT_LEN];
	size_t length = strlen(text);
	uuid_t uuid;

	if (length == MMCOMM_GUID_TEXT_LEN + 1 && text[0] == '{' &&
	    text[length - 1] == '}') {
		memcpy(bare, text + 1, MMCOMM_GUID_TEXT_LEN - 1);
		bare[MMCOMM_GUID_TEXT_LEN - 1] = '\0';
		text = bare;
	}
	if (!uuid_parse(text, uuid)) {
		swap_order(uuid, guid);
		return 0;
	}
	for (size_t i = 0; i < GUID_COUNT; i++) {
		if (!strcasecmp(text, guids[i].name) ||
		    !strcasecmp(text, guids[i].symbol)) {
			memcpy(guid, guids[i].guid, MMCOMM_GUID_LEN);
			return 0;
		}
	}
	return -EINVAL;
}

void mmcomm_guid_format(const uint8_t guid[MMCOMM_GUID_LEN],
			char text[MMCOMM_GUID_TEXT_LEN])
{
	uuid_t uuid;

	swap_order(guid, uuid);
	uuid_unparse_lower(uuid, text);
}
