// SPDX-License-Identifier: GPL-2.0
/*
 * GUIDs in EFI's memory order, and the well-known ones.
 */
#include <errno.h>
#include <linux/mmcomm_sim.h>
#include <string.h>
#include <strings.h>
#include <uuid/uuid.h>

#include "internal.h"
#include "libmmcomm.h"

static const struct mmcomm_guid guids[] = {
	/* Handlers that answer requests. */
	{ "ed32d533-99e6-4209-9cc0-2d72cdd998a7",
	  "variable", "gEfiSmmVariableProtocolGuid", MMCOMM_GUID_RECIPIENT,
	  "UEFI variable services" },
	{ "da1b0d11-d1a7-46c4-9dc9-f3714875c6eb",
	  "variable-policy", "gVarCheckPolicyLibMmiHandlerGuid", MMCOMM_GUID_RECIPIENT,
	  "rules on variables: is it enabled, dump, register" },
	{ "e63095c7-2b34-4163-803d-c83c2ed6a037",
	  "variable-hii-check", "gVarCheckReceivedHiiBinHandlerGuid",
	  MMCOMM_GUID_RECIPIENT,
	  "takes the rules on variables that setup forms imply" },
	{ "3868fc3b-7e45-43a7-906c-4ba47de1754d",
	  "fault-tolerant-write", "gEfiSmmFaultTolerantWriteProtocolGuid",
	  MMCOMM_GUID_RECIPIENT,
	  "writes flash blocks so that a power cut cannot tear them" },
	{ "2a3cfebd-27e8-4d0a-8b79-d688c2a3e1c0",
	  "lock-box", "gEfiSmmLockBoxCommunicationGuid", MMCOMM_GUID_RECIPIENT,
	  "keeps data in MMRAM over suspend to RAM" },
	{ "49174342-7108-409b-8bbe-65fda85389f5",
	  "handler-profile", "gSmiHandlerProfileGuid", MMCOMM_GUID_RECIPIENT,
	  "lists every registered MMI handler" },
	{ "821c9a09-541a-40f6-9f43-0ad193a12cfe",
	  "memory-profile", "gEdkiiMemoryProfileGuid", MMCOMM_GUID_RECIPIENT,
	  "who allocated how much MMRAM" },
	{ "c095791a-3001-47b2-80c9-eac7319f2fa4",
	  "performance", "gEfiFirmwarePerformanceGuid", MMCOMM_GUID_RECIPIENT,
	  "boot performance records of MM drivers" },
	{ "c96c76eb-bc78-429c-9f4b-da5178c28457",
	  "tpm-nvs", "gTpmNvsMmGuid", MMCOMM_GUID_RECIPIENT,
	  "where ACPI and MM exchange TPM requests" },
	{ "3dddfaa6-361b-4eb4-a424-8d10089d1653",
	  "physical-presence", "gEfiPhysicalPresenceAcpiGuid", MMCOMM_GUID_RECIPIENT,
	  "TPM physical presence requests" },
	{ "8c633b23-1260-4ea6-830f-7ddc97382111",
	  "mm-supervisor", "gMmSupervisorRequestHandlerGuid", MMCOMM_GUID_RECIPIENT,
	  "the MM supervisor itself: version, capabilities" },

	/* Handlers that are told about a step of the boot. */
	{ "93ba1826-dffb-45dd-82a7-e7dcaa3bbdf3",
	  "variable-write-ready", "gSmmVariableWriteGuid", MMCOMM_GUID_EVENT,
	  "variables can be written from here on" },
	{ "7081e22f-cac6-4053-9468-675782cf88e5",
	  "dxe-dispatch", "gEfiEventDxeDispatchGuid", MMCOMM_GUID_EVENT,
	  "look for more MM drivers (traditional MM)" },
	{ "7e6efffa-69b4-4c1b-a4c7-aff9c9244fee",
	  "mm-dispatch", "gEventMmDispatchGuid", MMCOMM_GUID_EVENT,
	  "look for more MM drivers (Standalone MM)" },
	{ "f33e1bf3-980b-4bfb-a29a-b29c86453732",
	  "end-of-pei", "gEfiMmEndOfPeiProtocol", MMCOMM_GUID_EVENT,
	  "the PEI phase is over" },
	{ "02ce967a-dd7e-4ffc-9ee7-810cf0470880",
	  "end-of-dxe", "gEfiEndOfDxeEventGroupGuid", MMCOMM_GUID_EVENT,
	  "code of third parties comes next" },
	{ "60ff8964-e906-41d0-afed-f241e974e08e",
	  "ready-to-lock", "gEfiDxeSmmReadyToLockProtocolGuid", MMCOMM_GUID_EVENT,
	  "MM and its memory are to be locked" },
	{ "7ce88fb3-4bd7-4679-87a8-a8d8dee50d2b",
	  "ready-to-boot", "gEfiEventReadyToBootGuid", MMCOMM_GUID_EVENT,
	  "a boot option is about to be started" },
	{ "2a571201-4966-47f6-8b86-f31e41f32f10",
	  "legacy-boot", "gEfiEventLegacyBootGuid", MMCOMM_GUID_EVENT,
	  "a BIOS operating system is about to be started" },
	{ "27abf055-b1b8-4c26-8048-748f37baa2df",
	  "exit-boot-services", "gEfiEventExitBootServicesGuid", MMCOMM_GUID_EVENT,
	  "the operating system has taken over" },

	/* Handlers of the simulated MM. */
	{ MMCOMM_SIM_ECHO, "sim-echo", "MMCOMM_SIM_ECHO", MMCOMM_GUID_SIMULATED,
	  "answers with the message as it is" },
	{ MMCOMM_SIM_FILL, "sim-fill", "MMCOMM_SIM_FILL", MMCOMM_GUID_SIMULATED,
	  "writes through a pointer: address (64 bits), length, value (32 bits each)" },
	{ MMCOMM_SIM_STATUS, "sim-status", "MMCOMM_SIM_STATUS", MMCOMM_GUID_SIMULATED,
	  "the MM core returns the status in the message's first 64 bits" },
	{ MMCOMM_SIM_SECOND_LOOK, "sim-second-look", "MMCOMM_SIM_SECOND_LOOK",
	  MMCOMM_GUID_SIMULATED, "an echo, done at the second look only" },
	{ MMCOMM_SIM_WRONG_RECIPIENT, "sim-wrong-recipient", "MMCOMM_SIM_WRONG_RECIPIENT",
	  MMCOMM_GUID_SIMULATED, "misbehaves: changes the GUID in the header" },
	{ MMCOMM_SIM_WRONG_LENGTH, "sim-wrong-length", "MMCOMM_SIM_WRONG_LENGTH",
	  MMCOMM_GUID_SIMULATED, "misbehaves: changes the length in the header" },
	{ MMCOMM_SIM_TOO_LARGE, "sim-too-large", "MMCOMM_SIM_TOO_LARGE",
	  MMCOMM_GUID_SIMULATED, "misbehaves: returns a size larger than the buffer" },
	{ MMCOMM_SIM_TOO_SMALL, "sim-too-small", "MMCOMM_SIM_TOO_SMALL",
	  MMCOMM_GUID_SIMULATED, "misbehaves: returns a size smaller than the header" },
	{ MMCOMM_SIM_PAST_END, "sim-past-end", "MMCOMM_SIM_PAST_END",
	  MMCOMM_GUID_SIMULATED, "misbehaves: writes one byte behind the message" },
	{ MMCOMM_SIM_NO_ANSWER, "sim-no-answer", "MMCOMM_SIM_NO_ANSWER",
	  MMCOMM_GUID_SIMULATED, "misbehaves: never looks at the message" },
	{ MMCOMM_SIM_HANG, "sim-hang", "MMCOMM_SIM_HANG", MMCOMM_GUID_SIMULATED,
	  "misbehaves: takes the message and never ends" },
	{ MMCOMM_SIM_LATE, "sim-late", "MMCOMM_SIM_LATE", MMCOMM_GUID_SIMULATED,
	  "misbehaves: takes the message, answers at the next MMI" },
	{ MMCOMM_SIM_POINTER_KEPT, "sim-pointer-kept", "MMCOMM_SIM_POINTER_KEPT",
	  MMCOMM_GUID_SIMULATED, "misbehaves: leaves the buffer pointer standing" },

	/* Vendors of variables. */
	{ "8be4df61-93ca-11d2-aa0d-00e098032b8c",
	  "global", "gEfiGlobalVariableGuid", MMCOMM_GUID_VENDOR,
	  "variables of the UEFI specification" },
	{ "d719b2cb-3d3a-4596-a3bc-dad00e67656f",
	  "image-security", "gEfiImageSecurityDatabaseGuid", MMCOMM_GUID_VENDOR,
	  "Secure Boot's db, dbx, dbt" },
	{ "d9bee56e-75dc-49d9-b4d7-b534210f637a",
	  "cert-db", "gEfiCertDbGuid", MMCOMM_GUID_VENDOR,
	  "signers of authenticated variables" },
	{ "f0a30bc7-af08-4556-99c4-001009c93a44",
	  "secure-boot-enable", "gEfiSecureBootEnableDisableGuid", MMCOMM_GUID_VENDOR,
	  "switch of Secure Boot" },
	{ "c076ec0c-7028-4399-a072-71ee5c448b9f",
	  "custom-mode", "gEfiCustomModeEnableGuid", MMCOMM_GUID_VENDOR,
	  "whether the owner may change Secure Boot's keys" },
	{ "9073e4e0-60ec-4b6e-9903-4c223c260f3c",
	  "vendor-keys", "gEfiVendorKeysNvGuid", MMCOMM_GUID_VENDOR,
	  "whether Secure Boot's keys are the vendor's" },
	{ "aaf32c78-947b-439a-a180-2e144ec37792",
	  "authenticated-variable", "gEfiAuthenticatedVariableGuid", MMCOMM_GUID_VENDOR,
	  "authenticated variable store" },
	{ "eb704011-1402-11d3-8e77-00a0c969723b",
	  "monotonic-counter", "gMtcVendorGuid", MMCOMM_GUID_VENDOR,
	  "the monotonic counter's high half" },
	{ "4c19049f-4137-4dd3-9c10-8b97a83ffdfa",
	  "memory-type-information", "gEfiMemoryTypeInformationGuid", MMCOMM_GUID_VENDOR,
	  "how much memory of each type the last boot used" },
	{ "e20939be-32d4-41be-a150-897f85d49829",
	  "memory-overwrite", "gEfiMemoryOverwriteControlDataGuid", MMCOMM_GUID_VENDOR,
	  "whether memory is wiped at the next reset" },
	{ "bb983ccf-151d-40e1-a07b-4a17be168292",
	  "memory-overwrite-lock", "gEfiMemoryOverwriteRequestControlLockGuid",
	  MMCOMM_GUID_VENDOR, "lock of memory-overwrite" },
	{ "04b37fe8-f6ae-480b-bdd5-37d98c5e89aa",
	  "variable-error", "gEdkiiVarErrorFlagGuid", MMCOMM_GUID_VENDOR,
	  "whether the variable store ran out of room" },
	{ "af9ffd67-ec10-488a-9dfc-6cbf5ee22c2e",
	  "acpi-variable", "gEfiAcpiVariableGuid", MMCOMM_GUID_VENDOR,
	  "suspend to RAM" },
	{ "39b68c46-f7fb-441b-b6ec-16b0f69821f3",
	  "capsule-report", "gEfiCapsuleReportGuid", MMCOMM_GUID_VENDOR,
	  "results of firmware updates" },
	{ "414e6bdd-e47b-47cc-b244-bb61020cf516",
	  "hardware-error", "gEfiHardwareErrorVariableGuid", MMCOMM_GUID_VENDOR,
	  "hardware error records" },
	{ "aeb9c5c1-94f1-4d02-bfd9-4602db2d3c54",
	  "tcg2-physical-presence", "gEfiTcg2PhysicalPresenceGuid", MMCOMM_GUID_VENDOR,
	  "TPM 2.0 requests for the next boot" },
	{ "6339d487-26ba-424b-9a5d-687e25d740bc",
	  "tcg2-config", "gTcg2ConfigFormSetGuid", MMCOMM_GUID_VENDOR,
	  "TPM 2.0 setup" },
	{ "7235c51c-0c80-4cab-87ac-3b084a6304b1",
	  "ovmf-platform-config", "gOvmfPlatformConfigGuid", MMCOMM_GUID_VENDOR,
	  "OVMF's setup" },
	{ "50bea1e5-a2c5-46e9-9b3a-59596516b00a",
	  "ovmf", "gOvmfVariableGuid", MMCOMM_GUID_VENDOR,
	  "variables of OVMF" },
	{ "5b446ed1-e30b-4faa-871a-3654eca36080",
	  "ip4-config", "gEfiIp4Config2ProtocolGuid", MMCOMM_GUID_VENDOR,
	  "IPv4 settings of network interfaces" },
	{ "937fe521-95ae-4d1a-8929-48bcd90ad31a",
	  "ip6-config", "gEfiIp6ConfigProtocolGuid", MMCOMM_GUID_VENDOR,
	  "IPv6 settings of network interfaces" },
	{ "4b47d616-a8d6-4552-9d44-ccad2e0f4cf9",
	  "iscsi", "gIScsiConfigGuid", MMCOMM_GUID_VENDOR,
	  "iSCSI settings" },
	{ "fd2340d0-3dab-4349-a6c7-3b4f12b48eae",
	  "tls-ca", "gEfiTlsCaCertificateGuid", MMCOMM_GUID_VENDOR,
	  "certificates for HTTPS boot" },
	{ "605dab50-e046-4300-abb6-3dd810dd8b23",
	  "shim-lock", "SHIM_LOCK_GUID", MMCOMM_GUID_VENDOR,
	  "shim: machine owner keys, SBAT" },
	{ "4a67b082-0a4c-41cf-b6c7-440b29bb8c4f",
	  "boot-loader-interface", "LOADER_GUID", MMCOMM_GUID_VENDOR,
	  "boot loader interface, as systemd-boot and GRUB write it" },

	/* Protocols that handlers of hardware events are registered with. */
	{ "18a3c6dc-5eea-48c8-a1c1-b53389f98999",
	  "sw-dispatch", "gEfiSmmSwDispatch2ProtocolGuid",
	  MMCOMM_GUID_DISPATCH, "a command byte that software writes" },
	{ "456d2859-a84b-4e47-a2ee-3276d886997d",
	  "sx-dispatch", "gEfiSmmSxDispatch2ProtocolGuid",
	  MMCOMM_GUID_DISPATCH, "entering and leaving sleep states" },
	{ "4cec368e-8e8e-4d71-8be1-958c45fc8a53",
	  "periodic-timer-dispatch", "gEfiSmmPeriodicTimerDispatch2ProtocolGuid",
	  MMCOMM_GUID_DISPATCH, "a timer" },
	{ "ee9b8d90-c5a6-40a2-bde2-52558d33cca1",
	  "usb-dispatch", "gEfiSmmUsbDispatch2ProtocolGuid",
	  MMCOMM_GUID_DISPATCH, "a USB controller" },
	{ "25566b03-b577-4cbf-958c-ed663ea24380",
	  "gpi-dispatch", "gEfiSmmGpiDispatch2ProtocolGuid",
	  MMCOMM_GUID_DISPATCH, "a general purpose input" },
	{ "7300c4a1-43f2-4017-a51b-c81a7f40585b",
	  "standby-button-dispatch", "gEfiSmmStandbyButtonDispatch2ProtocolGuid",
	  MMCOMM_GUID_DISPATCH, "the standby button" },
	{ "1b1183fa-1823-46a7-8872-9c578755409d",
	  "power-button-dispatch", "gEfiSmmPowerButtonDispatch2ProtocolGuid",
	  MMCOMM_GUID_DISPATCH, "the power button" },
	{ "58dc368d-7bfa-4e77-abbc-0e29418df930",
	  "io-trap-dispatch", "gEfiSmmIoTrapDispatch2ProtocolGuid",
	  MMCOMM_GUID_DISPATCH, "access to an I/O port" },

	/* Files of EDK2's modules in MMRAM. The symbol is the module's own name. */
	{ "e94f54cd-81eb-47ed-aec3-856f5dc157a9",
	  "pi-smm-core", "PiSmmCore", MMCOMM_GUID_MODULE,
	  "the core of traditional MM" },
	{ "6e14b6fd-3600-4dd6-a17a-206b3b6dce16",
	  "standalone-mm-core", "StandaloneMmCore", MMCOMM_GUID_MODULE,
	  "the core of Standalone MM" },
	{ "a3ff0ef5-0c28-42f5-b544-8c7de1e80014",
	  "pi-smm-cpu", "PiSmmCpuDxeSmm", MMCOMM_GUID_MODULE,
	  "brings CPUs into MM and out of it" },
	{ "84eea114-c6be-4445-8f90-51d97863e363",
	  "cpu-hotplug-smm", "CpuHotplugSmm", MMCOMM_GUID_MODULE,
	  "CPUs that come while the machine runs" },
	{ "a47ee2d8-f60e-42fd-8e58-7bd65ee4c29b",
	  "cpu-io2-smm", "CpuIo2Smm", MMCOMM_GUID_MODULE,
	  "access to ports and registers" },
	{ "23a089b3-eed5-4ac5-b2ab-43e3298c2343",
	  "variable-smm", "VariableSmm", MMCOMM_GUID_MODULE,
	  "UEFI variables" },
	{ "7ee2c0c1-c21a-4113-a53a-66824a95696f",
	  "variable-standalone-mm", "VariableStandaloneMm", MMCOMM_GUID_MODULE,
	  "UEFI variables" },
	{ "470cb248-e8ac-473c-bb4f-81069a1fe6fd",
	  "ftw-smm", "SmmFaultTolerantWriteDxe", MMCOMM_GUID_MODULE,
	  "writes to flash that a power cut cannot tear" },
	{ "3aade4ec-63cc-4a48-a928-5a374dd463eb",
	  "ftw-standalone-mm", "FaultTolerantWriteStandaloneMm", MMCOMM_GUID_MODULE,
	  "writes to flash that a power cut cannot tear" },
	{ "2e7db7a7-608e-4041-b45f-00359e0766c6",
	  "fvb-services-smm", "FvbServicesSmm", MMCOMM_GUID_MODULE,
	  "OVMF's flash" },
	{ "33fb3535-f15e-4c17-b303-5eb94595ecb6",
	  "smm-lock-box", "SmmLockBox", MMCOMM_GUID_MODULE,
	  "data in MMRAM over suspend to RAM" },
	{ "2d59f041-53a4-40d0-a6cd-844dc0dfef17",
	  "smm-s3-save-state", "SmmS3SaveState", MMCOMM_GUID_MODULE,
	  "what to restore after suspend to RAM" },
	{ "044310ab-77fd-402a-af1a-87d4120e7329",
	  "performance-smm", "FirmwarePerformanceSmm", MMCOMM_GUID_MODULE,
	  "boot performance records" },
	{ "a6885402-d022-4b0e-a509-4711b90f2a39",
	  "status-code-router-smm", "ReportStatusCodeRouterSmm", MMCOMM_GUID_MODULE,
	  "passes status codes on" },
	{ "79cd78d8-6edc-4978-bd02-3299c387ab17",
	  "status-code-handler-smm", "StatusCodeHandlerSmm", MMCOMM_GUID_MODULE,
	  "prints status codes" },
	{ "e21f35a8-42ff-4050-82d6-93f7cdfa7073",
	  "pi-smm-communication", "PiSmmCommunicationSmm", MMCOMM_GUID_MODULE,
	  "messages of the PEI phase" },
	{ "44a20657-10b8-4049-a148-acd8812af257",
	  "tcg2-smm", "Tcg2Smm", MMCOMM_GUID_MODULE,
	  "TPM 2.0 requests of ACPI" },
	{ "42293093-76b9-4482-8c02-3befdea9b35d",
	  "tcg-smm", "TcgSmm", MMCOMM_GUID_MODULE,
	  "TPM 1.2 requests of ACPI" },
	{ "e2ea6f47-e678-47fa-8c1b-02a03e825c6e",
	  "tcg-mor-lock-smm", "TcgMorLockSmm", MMCOMM_GUID_MODULE,
	  "lock of the memory overwrite request" },
};

const struct mmcomm_guid *mmcomm_guid_table(size_t *count)
{
	*count = ARRAY_SIZE(guids);
	return guids;
}

const struct mmcomm_guid *mmcomm_guid_lookup(const __u8 guid[MMCOMM_GUID_LEN])
{
	char text[MMCOMM_GUID_TEXT_LEN];

	mmcomm_guid_format(guid, text);
	for (size_t i = 0; i < ARRAY_SIZE(guids); i++) {
		if (!strcmp(guids[i].guid, text))
			return &guids[i];
	}
	return NULL;
}

/* Turns libuuid's big-endian order into EFI's, and the other way round. */
static void swap_order(const __u8 *from, __u8 *to)
{
	static const __u8 order[MMCOMM_GUID_LEN] = {
		3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15
	};

	for (size_t i = 0; i < MMCOMM_GUID_LEN; i++)
		to[i] = from[order[i]];
}

int mmcomm_guid_parse(const char *text, __u8 guid[MMCOMM_GUID_LEN])
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
	for (size_t i = 0; i < ARRAY_SIZE(guids); i++) {
		if (!strcasecmp(text, guids[i].name) ||
		    !strcasecmp(text, guids[i].symbol))
			return mmcomm_guid_parse(guids[i].guid, guid);
	}
	return -EINVAL;
}

void mmcomm_guid_format(const __u8 guid[MMCOMM_GUID_LEN],
			char text[MMCOMM_GUID_TEXT_LEN])
{
	uuid_t uuid;

	swap_order(guid, uuid);
	uuid_unparse_lower(uuid, text);
}
