"""Payout batches: who gets what, the bank file, and every move with its author."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, InvariantBroken
from finance.rules import account_paths, payout_lines


class BatchState(models.TextChoices):
    """Where a batch stands."""

    PREPARED = "prepared", _("prepared")
    APPROVED = "approved", _("approved")
    DISCARDED = "discarded", _("discarded")


class LineState(models.TextChoices):
    """Where a line stands. A payee has at most one open line per currency."""

    OPEN = "open", _("open")
    HELD = "held", _("held")
    PAID = "paid", _("paid")
    DROPPED = "dropped", _("dropped")


class HeldReason(models.TextChoices):
    """Why something is due but not paid."""

    NO_BANK_ACCOUNT = payout_lines.NO_BANK_ACCOUNT, _("No bank account is known.")
    BANK_DATA_ERASED = (
        payout_lines.BANK_DATA_ERASED,
        _("The bank data were erased at the payee's request."),
    )
    BANK_DATA_COOLING = (
        payout_lines.BANK_DATA_COOLING,
        _("The bank data were changed a short time ago."),
    )
    TRANSFER_RETURNED = (
        payout_lines.TRANSFER_RETURNED,
        _("The last transfer to this account came back."),
    )
    BELOW_MINIMUM = payout_lines.BELOW_MINIMUM, _("The amount is below the minimum payout.")
    OWES_US = payout_lines.OWES_US, _("The payee owes at least as much.")
    ON_HOLD = payout_lines.ON_HOLD, _("Finance holds payouts to this payee.")
    NO_TAX_STATUS = payout_lines.NO_TAX_STATUS, _("The tax status is not known.")
    NO_AGREEMENT = (
        payout_lines.NO_AGREEMENT,
        _("The agreement to self-billing is missing."),
    )
    NO_TAX_RATE = payout_lines.NO_TAX_RATE, _("No tax rate is known for the tax status.")


TRANSITIONS = {
    BatchState.PREPARED: frozenset({BatchState.APPROVED, BatchState.DISCARDED}),
    BatchState.APPROVED: frozenset[BatchState](),
    BatchState.DISCARDED: frozenset[BatchState](),
}
LINES_FOLLOW = {
    BatchState.APPROVED: LineState.PAID,
    BatchState.DISCARDED: LineState.DROPPED,
}


class BatchMoved(Conflict):
    """Somebody else was faster; read the batch again."""

    code = "finance.batch_moved"


class PayoutBatch(models.Model):
    """One payment order to the bank; only its state and its approval ever change."""

    state = models.TextField(_("state"), choices=BatchState.choices, default=BatchState.PREPARED)
    currency = models.CharField(_("currency"), max_length=3)
    pay_on = models.DateField(_("pay on"))
    message_id = models.CharField(_("message id"), max_length=35, unique=True)
    payment_count = models.IntegerField(_("payments"))
    total_minor = models.BigIntegerField()
    prepared_by = models.TextField(_("prepared by"))
    prepared_at = models.DateTimeField(_("prepared at"))
    approved_by = models.TextField(_("approved by"), blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        constraints = [
            models.CheckConstraint(
                condition=Q(payment_count__gt=0, total_minor__gt=0), name="finance_batch_pays"
            ),
            models.CheckConstraint(
                condition=~Q(prepared_by="") & ~Q(approved_by=F("prepared_by")),
                name="finance_batch_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=BatchState.APPROVED, approved_at__isnull=False)
                & ~Q(approved_by="")
                & ~Q(approved_file_sha256="")
                | Q(state__in=["prepared", "discarded"], approved_at__isnull=True, approved_by=""),
                name="finance_batch_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.message_id}"

    def move_to(
        self, state: BatchState, *, by: str, at: datetime, reason: str = "", file_sha256: str = ""
    ) -> None:
        """Move the batch and its open lines, and write down who did it; approval names the file.

        Raises: BatchMoved — it is no longer where this process read it.
        """
        was = BatchState(self.state)
        if state not in TRANSITIONS[was]:
            raise InvariantBroken(f"a payout cannot go from {was} to {state}")
        approval: dict[str, object] = {}
        if state == BatchState.APPROVED:
            approval = {"approved_by": by, "approved_at": at, "approved_file_sha256": file_sha256}
        rows = PayoutBatch.objects.filter(pk=self.pk, state=was)
        if rows.update(state=state, **approval) != 1:
            raise BatchMoved(_("Someone else has just decided on this payout. Load it again."))
        self.lines.filter(state=LineState.OPEN).update(state=LINES_FOLLOW[state])
        self.changes.create(was=was, became=state, by=by, at=at, reason=reason)
        self.refresh_from_db()


class PayoutFile(models.Model):
    """The bank file, sealed with a key of its own. Append-only from the first moment."""

    batch = models.OneToOneField(PayoutBatch, models.PROTECT, primary_key=True, related_name="file")
    key_id = models.UUIDField()
    content_sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("bank file")
        verbose_name_plural = _("bank files")

    def __str__(self) -> str:
        return self.sha256


class PayoutLine(models.Model):
    """What a payee gets, or why not. Only the state changes, from open to paid or dropped."""

    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="lines")
    line_no = models.IntegerField(_("line number"))
    payee = models.TextField(_("payee"))
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.TextField(_("state"), choices=LineState.choices)
    held_reason = models.TextField(_("held because"), choices=HeldReason.choices, blank=True)
    bank_account = models.ForeignKey(
        "finance.BankAccount", models.PROTECT, null=True, related_name="+"
    )
    end_to_end_id = models.CharField(_("end-to-end id"), max_length=35, unique=True, null=True)
    is_first_to_account = models.BooleanField(db_default=False, default=False)

    class Meta:
        verbose_name = _("payout line")
        verbose_name_plural = _("payout lines")
        indexes = [models.Index(fields=["payee", "-id"], name="finance_line_of_payee")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "line_no"], name="finance_line_number"),
            models.UniqueConstraint(
                fields=["payee", "currency"],
                condition=Q(state="open"),
                name="finance_line_one_open_per_payee",
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="finance_line_above_zero"),
            models.CheckConstraint(
                condition=Q(payee__regex=account_paths.PAYEE_PATTERN),
                name="finance_line_payee_grammar",
            ),
            models.CheckConstraint(
                condition=Q(state="held", end_to_end_id__isnull=True) & ~Q(held_reason="")
                | Q(
                    state__in=["open", "paid", "dropped"],
                    held_reason="",
                    bank_account__isnull=False,
                    end_to_end_id__isnull=False,
                ),
                name="finance_line_paid_or_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.amount_minor} {self.currency}"


class PayoutBatchChange(models.Model):
    """A move of a batch: who, when, why. Append-only."""

    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="changes")
    was = models.TextField(_("state before"), choices=BatchState.choices)
    became = models.TextField(_("state after"), choices=BatchState.choices)
    by = models.TextField(_("decided by"))
    at = models.DateTimeField(_("decided at"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("move of a payout")
        verbose_name_plural = _("moves of payouts")

    def __str__(self) -> str:
        return f"{self.was} -> {self.became}"
