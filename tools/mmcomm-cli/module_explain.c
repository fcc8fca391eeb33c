// SPDX-License-Identifier: GPL-2.0
/*
 * Why a module did not load or unload, and the next step to take.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "module.h"

/* The part of a vermagic that is the kernel's release. */
static int release_length(const char *vermagic)
{
	return strcspn(vermagic, " ");
}

static bool same_release(const struct module_failure *failure)
{
	int length = release_length(failure->vermagic);

	return (size_t)length == strlen(failure->release) &&
	       !strncmp(failure->vermagic, failure->release, length);
}

static bool locked_down(const struct module_failure *failure)
{
	return *failure->lockdown && strcmp(failure->lockdown, "none");
}

#define say(field, ...) snprintf(field, sizeof(field), __VA_ARGS__)

/*
 * The module's last word, which names the rule that a parameter breaks. The
 * kernel's notes about any module of this kind are none.
 */
static const char *last_word(const struct module_failure *failure, int *length)
{
	size_t name = strlen(failure->name);
	const char *found = NULL;

	for (const char *line = failure->kernel_log; *line;) {
		int end = strcspn(line, "\n");

		if (name && !strncmp(line, failure->name, name) &&
		    !strncmp(line + name, ": ", 2) &&
		    !memmem(line, end, "taints kernel", 13) &&
		    !memmem(line, end, "tainting kernel", 15)) {
			found = line + name + 2;
			*length = end - name - 2;
		}
		line += end + (line[end] == '\n');
	}
	return found;
}

static void explain_invalid(const struct module_failure *failure,
			    struct module_explanation *explanation)
{
	const char *target = failure->target, *word;
	int length;

	if (*failure->unknown_parameter) {
		say(explanation->problem, "%s has no parameter '%s'; it has %s.",
		    *failure->name ? failure->name : target, failure->unknown_parameter,
		    *failure->parameters ? failure->parameters : "none");
		say(explanation->way_out, "The module was not loaded.");
		return;
	}
	if (strstr(failure->kernel_log, "disagrees about version of symbol")) {
		say(explanation->problem,
		    "%s was built against another build of the kernel, or of a module that it uses.",
		    target);
		say(explanation->way_out,
		    "Build it again, together with those modules, and load those first.");
		return;
	}
	say(explanation->way_out,
	    "'modinfo -p %s' lists the parameters; what the kernel logged may name the one that is wrong.",
	    target);
	word = last_word(failure, &length);
	if (word) {
		say(explanation->problem, "%s: %.*s%s", target, length, word,
		    word[length - 1] == '.' ? "" : ".");
		say(explanation->way_out, "'modinfo -p %s' lists the parameters.", target);
	} else {
		say(explanation->problem,
		    "%s: the module does not take its parameters, or its file is damaged.",
		    target);
	}
}

/* What would have to be there on Arm, by what the module says of each place. */
static const char *arm_hint(const char *kernel_log)
{
	if (strstr(kernel_log, PLACE_CONDUIT ": there is no conduit") ||
	    strstr(kernel_log, PLACE_CONDUIT ": the conduit is HVC"))
		return HINT_NO_CONDUIT "\n";
	if (strstr(kernel_log, PLACE_MM_VERSION ": the firmware knows no such call"))
		return HINT_NO_SPM_MM "\n";
	if (strstr(kernel_log, PLACE_MM_VERSION ": version 1."))
		return "MM answers to SMC, and the parameters ask for something else:\n"
		       "load the module without executor= and mailbox=.\n";
	return "";
}

static void explain_missing(const struct module_failure *failure,
			    struct module_explanation *explanation)
{
	const char *target = failure->target;

	if (strchr(target, '/') || strstr(target, ".ko")) {
		say(explanation->problem, "there is no file %s.", target);
		say(explanation->way_out,
		    "Build the module with 'make', then name the file that it prints.");
	} else {
		say(explanation->problem, "there is no module %s for this kernel, %s.",
		    target, failure->release);
		say(explanation->way_out,
		    "Install it ('make install', 'make dkms-install' or the package mmcomm-dkms), or name a file: mmcomm-cli module load ./%s.ko",
		    target);
	}
}

static void explain_forbidden(const struct module_failure *failure,
			      struct module_explanation *explanation)
{
	if (!failure->root) {
		say(explanation->problem, "only root may load a module.");
		say(explanation->way_out, "Run the command as root.");
	} else if (failure->modules_disabled) {
		say(explanation->problem,
		    "loading modules has been switched off until the next boot (sysctl kernel.modules_disabled is 1).");
		say(explanation->way_out,
		    "Reboot, and load the module before that setting is made.");
	} else if (locked_down(failure)) {
		say(explanation->problem,
		    "%s: kernel lockdown (%s) refuses a module without a trusted signature.",
		    failure->target, failure->lockdown);
		say(explanation->way_out,
		    "Sign the module with an enrolled key (mokutil --import, scripts/sign-file), or turn Secure Boot off or boot without lockdown=. Where lockdown is on, messages to MM are refused as well.");
	} else {
		say(explanation->problem, "%s: loading the module was refused.",
		    failure->target);
		say(explanation->way_out,
		    "The capability CAP_SYS_MODULE is needed, which containers usually drop.");
	}
}

static void explain_format(const struct module_failure *failure,
			   struct module_explanation *explanation)
{
	if (*failure->vermagic && !same_release(failure)) {
		say(explanation->problem,
		    "%s was built for kernel %.*s; this is %s.",
		    failure->target, release_length(failure->vermagic), failure->vermagic,
		    failure->release);
		say(explanation->way_out,
		    "Build it for this kernel: install linux-headers-%s, then 'make'.",
		    failure->release);
	} else {
		say(explanation->problem,
		    "%s is no module that this kernel can load.",
		    failure->target);
		say(explanation->way_out,
		    "Build it against the running kernel's headers (linux-headers-%s) and for the same architecture.",
		    failure->release);
	}
}

static void explain_load(const struct module_failure *failure,
			 struct module_explanation *explanation)
{
	const char *target = failure->target;

	if (failure->file_missing) {
		explain_missing(failure, explanation);
		return;
	}
	switch (failure->error) {
	case EKEYREJECTED:
	case ENOKEY:
		say(explanation->problem,
		    "%s: the kernel rejected the module's key: it is not signed, or signed with a key that this kernel does not trust, and the kernel takes signed modules only.",
		    target);
		say(explanation->way_out,
		    "Sign it with a machine owner key: create one, enrol it with 'mokutil --import KEY.der' and a reboot, then sign with the kernel's scripts/sign-file. DKMS creates and signs by itself: enrol /var/lib/dkms/mok.pub. Without Secure Boot the kernel may be booted with module.sig_enforce=0.");
		break;
	case EPERM:
		explain_forbidden(failure, explanation);
		break;
	case ENOENT:
		say(explanation->problem,
		    "%s: the module uses a symbol that this kernel, %s, does not have.",
		    target, failure->release);
		say(explanation->way_out,
		    "Build it against the running kernel's headers (linux-headers-%s). Where the symbol belongs to another module, load that one first.",
		    failure->release);
		break;
	case ENOEXEC:
		explain_format(failure, explanation);
		break;
	case ENODEV:
		say(explanation->problem,
		    "%s: the module found no way to reach MM on this machine.",
		    target);
		say(explanation->way_out,
		    "%s'mmcomm-cli probe' shows each place looked at and why it was turned down.",
		    arm_hint(failure->kernel_log));
		break;
	case EEXIST:
		say(explanation->problem, "%s is loaded already.", failure->name);
		say(explanation->way_out,
		    "To load it with other parameters, unload it first: mmcomm-cli module unload");
		break;
	case EINVAL:
		explain_invalid(failure, explanation);
		break;
	case EBUSY:
		say(explanation->problem, "%s: something that the module needs is taken.", target);
		say(explanation->way_out,
		    "What the kernel logged may name it; is another release of the module loaded?");
		break;
	case EACCES:
		say(explanation->problem, "%s cannot be read.", target);
		say(explanation->way_out,
		    "Run the command as root, or correct the file's permissions.");
		break;
	case ENOMEM:
		say(explanation->problem, "%s: the kernel has no memory for the module.", target);
		break;
	default:
		say(explanation->problem, "%s: %s.", target, strerror(failure->error));
		break;
	}
}

static void explain_unload(const struct module_failure *failure,
			   struct module_explanation *explanation)
{
	const char *name = failure->target;

	switch (failure->error) {
	case ENOENT:
		say(explanation->problem, "%s is not loaded.", name);
		break;
	case EPERM:
		say(explanation->problem, "unloading %s was refused.", name);
		if (failure->root && failure->modules_disabled)
			say(explanation->way_out,
			    "Modules are fixed until the next boot (sysctl kernel.modules_disabled is 1).");
		else
			say(explanation->way_out,
			    "Run the command as root, with the capability CAP_SYS_MODULE.");
		break;
	case EAGAIN:
	case EBUSY:
		if (*failure->users) {
			say(explanation->problem, "%s is in use by %s.", name, failure->users);
			say(explanation->way_out, "End those first.");
		} else {
			say(explanation->problem, "%s is in use.", name);
			say(explanation->way_out,
			    "Close whatever has the device open, and unload modules that depend on it.");
		}
		break;
	default:
		say(explanation->problem, "%s: %s.", name, strerror(failure->error));
		break;
	}
}

void module_explain(const struct module_failure *failure, bool unload,
		    struct module_explanation *explanation)
{
	memset(explanation, 0, sizeof(*explanation));
	if (unload)
		explain_unload(failure, explanation);
	else
		explain_load(failure, explanation);
}
