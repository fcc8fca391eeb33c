// SPDX-License-Identifier: GPL-2.0
/*
 * Variables whose name belongs to one vendor: a request with another vendor is
 * usually a slip.
 */
#include <ctype.h>
#include <string.h>

#include "comparison.h"

/* A '#' stands for a hexadecimal digit. */
static const struct {
	const char *name;
	const char *vendor;
} known[] = {
	{ "AuditMode", "global" },
	{ "Boot####", "global" },
	{ "BootCurrent", "global" },
	{ "BootNext", "global" },
	{ "BootOptionSupport", "global" },
	{ "BootOrder", "global" },
	{ "ConIn", "global" },
	{ "ConInDev", "global" },
	{ "ConOut", "global" },
	{ "ConOutDev", "global" },
	{ "DeployedMode", "global" },
	{ "Driver####", "global" },
	{ "DriverOrder", "global" },
	{ "ErrOut", "global" },
	{ "ErrOutDev", "global" },
	{ "HwErrRecSupport", "global" },
	{ "KEK", "global" },
	{ "KEKDefault", "global" },
	{ "Key####", "global" },
	{ "Lang", "global" },
	{ "LangCodes", "global" },
	{ "OsIndications", "global" },
	{ "OsIndicationsSupported", "global" },
	{ "PK", "global" },
	{ "PKDefault", "global" },
	{ "PlatformLang", "global" },
	{ "PlatformLangCodes", "global" },
	{ "SecureBoot", "global" },
	{ "SetupMode", "global" },
	{ "SignatureSupport", "global" },
	{ "SysPrep####", "global" },
	{ "SysPrepOrder", "global" },
	{ "Timeout", "global" },
	{ "VendorKeys", "global" },
	{ "dbDefault", "global" },
	{ "dbtDefault", "global" },
	{ "dbxDefault", "global" },
	{ "db", "image-security" },
	{ "dbr", "image-security" },
	{ "dbt", "image-security" },
	{ "dbx", "image-security" },
	{ "certdb", "cert-db" },
	{ "certdbv", "cert-db" },
	{ "CustomMode", "custom-mode" },
	{ "LoaderInfo", "boot-loader-interface" },
	{ "MTC", "monotonic-counter" },
	{ "MemoryOverwriteRequestControl", "memory-overwrite" },
	{ "MemoryOverwriteRequestControlLock", "memory-overwrite-lock" },
	{ "MemoryTypeInformation", "memory-type-information" },
	{ "MokList", "shim-lock" },
	{ "MokListRT", "shim-lock" },
	{ "SbatLevel", "shim-lock" },
	{ "SbatLevelRT", "shim-lock" },
	{ "SecureBootEnable", "secure-boot-enable" },
	{ "VarErrorFlag", "variable-error" },
	{ "VendorKeysNv", "vendor-keys" },
};

static bool matches(const char *name, const char *pattern)
{
	for (; *pattern; name++, pattern++) {
		if (*pattern == '#' ? !isxdigit((unsigned char)*name) : *name != *pattern)
			return false;
	}
	return !*name;
}

const char *usual_vendor(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		if (matches(name, known[i].name))
			return known[i].vendor;
	}
	return NULL;
}
