// SPDX-License-Identifier: GPL-2.0
/*
 * Executors for what an ACPI UEFI table describes.
 *
 * Through the buffer pointer MM is told where the message is and says nothing
 * back: no mark, no status, no size. Through the invocation register it answers
 * with its status, in the place of the address that was written there.
 */
#include <linux/atomic.h>
#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <asm/barrier.h>

#include "executor_acpi_uefi.h"

#define HEADER_VERSIONS	(BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3))

/*
 * Statuses are small numbers within a class, which the top two bits tell. What
 * an absent register reads as, or a half-written one, is none.
 */
#define MAX_STATUS_NUMBER	0xffff

/* The message's address is all that MM is told, and so what arms the mailbox. */
static int pointer_arm(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_acpi_uefi_context *acpi = context;

	acpi->old = READ_ONCE(*acpi->pointer);
	/* The message must be there before. */
	wmb();
	WRITE_ONCE(*acpi->pointer, cpu_to_le64(transfer->address));
	/* The MMI must see it. */
	wmb();
	/* Locked memory, as MMRAM is, takes no writes. */
	return READ_ONCE(*acpi->pointer) == cpu_to_le64(transfer->address) ? 0 : -EBUSY;
}

/* Whatever MM wrote there itself stays. */
static void pointer_put_back(struct mmcomm_acpi_uefi_context *acpi,
			     const struct mmcomm_transfer *transfer)
{
	cmpxchg(acpi->pointer, cpu_to_le64(transfer->address), acpi->old);
}

/* A pointer left behind would be followed by the next MMI of that number. */
static void pointer_collect(void *context, struct mmcomm_transfer *transfer)
{
	pointer_put_back(context, transfer);
	transfer->status_valid = false;
	transfer->returned_len = transfer->total_len;
}

static enum mmcomm_disarmed pointer_disarm(void *context,
					   struct mmcomm_transfer *transfer)
{
	pointer_put_back(context, transfer);
	return MMCOMM_DISARMED_UNKNOWN;
}

const struct mmcomm_executor_ops mmcomm_executor_acpi_uefi = {
	.name = "acpi_uefi",
	.owner = THIS_MODULE,
	.header_versions = HEADER_VERSIONS,
	.preferred_header = MMCOMM_HEADER_V1,
	.arm = pointer_arm,
	.collect = pointer_collect,
	.disarm = pointer_disarm,
};
EXPORT_SYMBOL_GPL(mmcomm_executor_acpi_uefi);

static u64 register_read(const struct mmcomm_acpi_uefi_context *acpi)
{
	if (acpi->invocation.space == MMCOMM_ACPI_SPACE_IO)
		return acpi->ports->read32(acpi->invocation.address);
	if (acpi->invocation.bit_width == 32)
		return le32_to_cpu(READ_ONCE(*(__le32 *)acpi->invocation_virt));
	return le64_to_cpu(READ_ONCE(*(__le64 *)acpi->invocation_virt));
}

static void register_write(const struct mmcomm_acpi_uefi_context *acpi, u64 value)
{
	if (acpi->invocation.space == MMCOMM_ACPI_SPACE_IO)
		acpi->ports->write32(acpi->invocation.address, value);
	else if (acpi->invocation.bit_width == 32)
		WRITE_ONCE(*(__le32 *)acpi->invocation_virt, cpu_to_le32(value));
	else
		WRITE_ONCE(*(__le64 *)acpi->invocation_virt, cpu_to_le64(value));
}

static bool reaches(const struct mmcomm_acpi_uefi_context *acpi,
		    const struct mmcomm_transfer *transfer)
{
	return acpi->invocation.bit_width == 64 || transfer->address <= U32_MAX;
}

/* There is nothing to arm: writing the address is what invokes MM. */
static int register_arm(void *context, struct mmcomm_transfer *transfer)
{
	return 0;
}

/* The address is the sentinel, too: no status looks like one. */
static int register_raise(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_acpi_uefi_context *acpi = context;

	if (!reaches(acpi, transfer))
		return -EOPNOTSUPP;
	/* MM must see the message. */
	wmb();
	register_write(acpi, transfer->address);
	/* And what it answers is read after that. */
	mb();
	return 0;
}

/* The class of a status stands in the top two bits, as wide as MM is. */
static u64 class_bits(const struct mmcomm_acpi_uefi_context *acpi)
{
	return GENMASK_ULL(acpi->invocation.bit_width - 1,
			   acpi->invocation.bit_width - 2);
}

static bool register_done(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_acpi_uefi_context *acpi = context;
	u64 value = register_read(acpi);

	return value != transfer->address &&
	       (value & ~class_bits(acpi)) <= MAX_STATUS_NUMBER;
}

static void register_collect(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_acpi_uefi_context *acpi = context;
	u64 class = class_bits(acpi);
	u64 value;

	/* The answer may not be read before the mark. */
	rmb();
	value = register_read(acpi);
	transfer->raw_status = value;
	transfer->mm_status = (value & ~class) |
			      (value & class) << (64 - acpi->invocation.bit_width);
	transfer->status_valid = true;
	transfer->returned_len = transfer->total_len;
}

/*
 * Nothing may be written to a register that invokes MM, not even to take a message
 * back: whoever looks at the register later still finds its address.
 */
static enum mmcomm_disarmed register_disarm(void *context,
					    struct mmcomm_transfer *transfer)
{
	return reaches(context, transfer) ? MMCOMM_DISARMED_TAKEN :
					    MMCOMM_DISARMED_NOT_TAKEN;
}

const struct mmcomm_executor_ops mmcomm_executor_acpi_register = {
	.name = "acpi_uefi",
	.owner = THIS_MODULE,
	.header_versions = HEADER_VERSIONS,
	.preferred_header = MMCOMM_HEADER_V1,
	.arm = register_arm,
	.raise = register_raise,
	.done = register_done,
	.collect = register_collect,
	.disarm = register_disarm,
};
EXPORT_SYMBOL_GPL(mmcomm_executor_acpi_register);
