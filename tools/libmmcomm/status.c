// SPDX-License-Identifier: GPL-2.0
/*
 * EFI_STATUS values: names and meanings, from the UEFI specification, appendix
 * D, and from the PI specification.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "internal.h"
#include "libmmcomm.h"

#define EFI_ERROR_CODE(n)	(MMCOMM_EFI_ERROR_BIT | (n))
#define PI_BIT			0x2000000000000000ULL
#define PI_ERROR_CODE(n)	(MMCOMM_EFI_ERROR_BIT | PI_BIT | (n))
#define PI_WARNING_CODE(n)	(PI_BIT | (n))

static const struct mmcomm_status statuses[] = {
	{ 0, "EFI_SUCCESS", "The operation completed." },
	{ EFI_ERROR_CODE(1), "EFI_LOAD_ERROR", "An image could not be loaded." },
	{ EFI_ERROR_CODE(2), "EFI_INVALID_PARAMETER", "A parameter was wrong." },
	{ EFI_ERROR_CODE(3), "EFI_UNSUPPORTED", "The operation is not supported." },
	{ EFI_ERROR_CODE(4), "EFI_BAD_BUFFER_SIZE",
	  "The buffer does not have the size that the request needs." },
	{ EFI_ERROR_CODE(5), "EFI_BUFFER_TOO_SMALL",
	  "The buffer is too small; the size needed is usually returned with it." },
	{ EFI_ERROR_CODE(6), "EFI_NOT_READY", "No data is pending." },
	{ EFI_ERROR_CODE(7), "EFI_DEVICE_ERROR", "The physical device reported an error." },
	{ EFI_ERROR_CODE(8), "EFI_WRITE_PROTECTED", "The thing cannot be written to." },
	{ EFI_ERROR_CODE(9), "EFI_OUT_OF_RESOURCES", "A resource has run out." },
	{ EFI_ERROR_CODE(10), "EFI_VOLUME_CORRUPTED",
	  "The file system is inconsistent, which made the operation fail." },
	{ EFI_ERROR_CODE(11), "EFI_VOLUME_FULL", "The file system has no room left." },
	{ EFI_ERROR_CODE(12), "EFI_NO_MEDIA", "The device has no medium in it." },
	{ EFI_ERROR_CODE(13), "EFI_MEDIA_CHANGED",
	  "The medium has been changed since the last access." },
	{ EFI_ERROR_CODE(14), "EFI_NOT_FOUND",
	  "The item was not found." },
	{ EFI_ERROR_CODE(15), "EFI_ACCESS_DENIED",
	  "Access was denied." },
	{ EFI_ERROR_CODE(16), "EFI_NO_RESPONSE", "The server did not answer." },
	{ EFI_ERROR_CODE(17), "EFI_NO_MAPPING", "There is no mapping to a device." },
	{ EFI_ERROR_CODE(18), "EFI_TIMEOUT", "The time allowed ran out." },
	{ EFI_ERROR_CODE(19), "EFI_NOT_STARTED", "The protocol has not been started." },
	{ EFI_ERROR_CODE(20), "EFI_ALREADY_STARTED", "The protocol has already been started." },
	{ EFI_ERROR_CODE(21), "EFI_ABORTED", "The operation was aborted." },
	{ EFI_ERROR_CODE(22), "EFI_ICMP_ERROR", "An ICMP error came up on the network." },
	{ EFI_ERROR_CODE(23), "EFI_TFTP_ERROR", "A TFTP error came up on the network." },
	{ EFI_ERROR_CODE(24), "EFI_PROTOCOL_ERROR", "A protocol error came up on the network." },
	{ EFI_ERROR_CODE(25), "EFI_INCOMPATIBLE_VERSION",
	  "The version asked for is not the one that is there." },
	{ EFI_ERROR_CODE(26), "EFI_SECURITY_VIOLATION",
	  "The operation was refused for a security reason." },
	{ EFI_ERROR_CODE(27), "EFI_CRC_ERROR", "A checksum did not match." },
	{ EFI_ERROR_CODE(28), "EFI_END_OF_MEDIA",
	  "The beginning or end of the medium was reached." },
	{ EFI_ERROR_CODE(31), "EFI_END_OF_FILE", "The end of the file was reached." },
	{ EFI_ERROR_CODE(32), "EFI_INVALID_LANGUAGE", "The language was wrong." },
	{ EFI_ERROR_CODE(33), "EFI_COMPROMISED_DATA",
	  "The data may have been tampered with or its state is unknown." },
	{ EFI_ERROR_CODE(34), "EFI_IP_ADDRESS_CONFLICT", "Another host has the same address." },
	{ EFI_ERROR_CODE(35), "EFI_HTTP_ERROR", "An HTTP error came up on the network." },
	{ EFI_ERROR_CODE(100), "EFI_NETWORK_UNREACHABLE", "The network cannot be reached." },
	{ EFI_ERROR_CODE(101), "EFI_HOST_UNREACHABLE", "The host cannot be reached." },
	{ EFI_ERROR_CODE(102), "EFI_PROTOCOL_UNREACHABLE",
	  "The protocol is not available at the destination." },
	{ EFI_ERROR_CODE(103), "EFI_PORT_UNREACHABLE",
	  "The port is not available at the destination." },
	{ EFI_ERROR_CODE(104), "EFI_CONNECTION_FIN", "The other side has closed the connection." },
	{ EFI_ERROR_CODE(105), "EFI_CONNECTION_RESET", "The connection was reset." },
	{ EFI_ERROR_CODE(106), "EFI_CONNECTION_REFUSED", "The connection was refused." },
	{ 1, "EFI_WARN_UNKNOWN_GLYPH",
	  "Characters that the device cannot show were left out." },
	{ 2, "EFI_WARN_DELETE_FAILURE", "The handle was closed, the file was not deleted." },
	{ 3, "EFI_WARN_WRITE_FAILURE",
	  "The handle was closed, the data was not written properly." },
	{ 4, "EFI_WARN_BUFFER_TOO_SMALL", "The buffer was too small, the data was cut short." },
	{ 5, "EFI_WARN_STALE_DATA",
	  "The data has not been updated within its time limit." },
	{ 6, "EFI_WARN_FILE_SYSTEM", "The buffer holds a file system as defined by UEFI." },
	{ 7, "EFI_WARN_RESET_REQUIRED", "The operation takes effect with a reset." },
	{ PI_ERROR_CODE(0), "EFI_INTERRUPT_PENDING",
	  "The interrupt source could not be quiesced." },
	{ PI_ERROR_CODE(1), "EFI_REQUEST_UNLOAD_IMAGE", "The image asks to be unloaded." },
	{ PI_ERROR_CODE(2), "EFI_NOT_AVAILABLE_YET", "The service is not available yet." },
	{ PI_WARNING_CODE(0), "EFI_WARN_INTERRUPT_SOURCE_PENDING",
	  "The handler ran, and the source of the interrupt is still pending." },
	{ PI_WARNING_CODE(1), "EFI_WARN_INTERRUPT_SOURCE_QUIESCED",
	  "The handler ran and quiesced the source; others should look too." },
};

const struct mmcomm_status *mmcomm_status_table(size_t *count)
{
	*count = ARRAY_SIZE(statuses);
	return statuses;
}

const struct mmcomm_status *mmcomm_status_by_code(__u64 code)
{
	for (size_t i = 0; i < ARRAY_SIZE(statuses); i++) {
		if (statuses[i].code == code)
			return &statuses[i];
	}
	return NULL;
}

/* Compares in any case, and takes '-' and ' ' for '_'. */
static bool same_name(const char *given, const char *name)
{
	for (; *given && *name; given++, name++) {
		char c = *given == '-' || *given == ' ' ? '_' : *given;

		if (toupper((unsigned char)c) != *name)
			return false;
	}
	return !*given && !*name;
}

const struct mmcomm_status *mmcomm_status_by_name(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(statuses); i++) {
		if (same_name(name, statuses[i].name) ||
		    same_name(name, statuses[i].name + strlen("EFI_")))
			return &statuses[i];
	}
	return NULL;
}

__u64 mmcomm_status_widen(__u32 code)
{
	return (__u64)(code & 0xf0000000) << 32 | (code & 0x0fffffff);
}
