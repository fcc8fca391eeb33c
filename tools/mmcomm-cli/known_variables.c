// SPDX-License-Identifier: GPL-2.0
/*
 * Variables whose name belongs to one vendor: a request with another vendor is
 * usually a slip.
 */
#include <ctype.h>
#include <string.h>

#include "comparison.h"

/* Names with a space behind each; a '#' stands for a hexadecimal digit. */
static const struct {
	const char *vendor;
	const char *names;
} known[] = {
	{ "global", "AuditMode Boot#### BootCurrent BootNext BootOptionSupport BootOrder " },
	{ "global", "ConIn ConInDev ConOut ConOutDev DeployedMode Driver#### DriverOrder " },
	{ "global", "ErrOut ErrOutDev HwErrRecSupport KEK KEKDefault Key#### Lang LangCodes " },
	{ "global", "OsIndications OsIndicationsSupported PK PKDefault PlatformLang " },
	{ "global", "PlatformLangCodes SecureBoot SetupMode SignatureSupport SysPrep#### " },
	{ "global", "SysPrepOrder Timeout VendorKeys dbDefault dbtDefault dbxDefault " },
	{ "image-security", "db dbr dbt dbx " },
	{ "cert-db", "certdb certdbv " },
	{ "custom-mode", "CustomMode " },
	{ "boot-loader-interface", "LoaderInfo " },
	{ "monotonic-counter", "MTC " },
	{ "memory-overwrite", "MemoryOverwriteRequestControl " },
	{ "memory-overwrite-lock", "MemoryOverwriteRequestControlLock " },
	{ "memory-type-information", "MemoryTypeInformation " },
	{ "shim-lock", "MokList MokListRT SbatLevel SbatLevelRT " },
	{ "secure-boot-enable", "SecureBootEnable " },
	{ "variable-error", "VarErrorFlag " },
	{ "vendor-keys", "VendorKeysNv " },
};

/* Whether @name is the name that @pattern begins with, up to a space. */
static bool matches(const char *name, const char *pattern)
{
	for (; *pattern != ' '; name++, pattern++) {
		if (*pattern == '#' ? !isxdigit((unsigned char)*name) : *name != *pattern)
			return false;
	}
	return !*name;
}

const char *usual_vendor(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		for (const char *at = known[i].names; *at; at = strchr(at, ' ') + 1) {
			if (matches(name, at))
				return known[i].vendor;
		}
	}
	return NULL;
}
