"""What the bank's statements told: files, entries, and what each did to a payout."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict
from finance.rules import bank_matching


class EntryState(models.TextChoices):
    """What became of an entry. Who waits is decided by a person, or by a later statement."""

    WAITING = "waiting", _("to decide")
    SETTLED = "settled", _("payout settled")
    RETURNED = "returned", _("payout returned")
    REPAYMENT = "repayment", _("repayment of a partner")
    ORDER = "order", _("payment of an order")
    SET_ASIDE = "set_aside", _("put aside")


class WaitReason(models.TextChoices):
    """Why an entry could not be matched."""

    UNKNOWN = bank_matching.UNKNOWN, _("It names no payout of ours.")
    AMOUNT_DIFFERS = bank_matching.AMOUNT_DIFFERS, _("The amount is not the one of the payout.")
    NOT_APPROVED = bank_matching.NOT_APPROVED, _("Nobody approved the payout that it names.")
    ALREADY_SETTLED = bank_matching.ALREADY_SETTLED, _("The payout left the account before.")
    ALREADY_RETURNED = bank_matching.ALREADY_RETURNED, _("The payout came back before.")
    NOT_YET_SETTLED = (
        bank_matching.NOT_YET_SETTLED,
        _("The payout has not left the account yet: an earlier statement is missing."),
    )
    PARTS_DIFFER = bank_matching.PARTS_DIFFER, _("Its parts do not add up to its amount.")


class AsideReason(models.TextChoices):
    """Why an entry is none of ours."""

    OTHER_BUSINESS = "other_business", _("Another business transaction")
    BANK_CHARGES = "bank_charges", _("Charges of the bank")
    CUSTOMER_REFUND = "customer_refund", _("Refund to a customer")
    KNOWN_ALREADY = "known_already", _("Recorded before by hand")


class EntryDecided(Conflict):
    """The entry does not wait any more."""

    code = "finance.entry_decided"


class BankFile(models.Model):
    """A file that somebody imported, with what it brought. Append-only."""

    sha256 = models.CharField(max_length=64, unique=True)
    imported_by = models.TextField(_("imported by"))
    imported_at = models.DateTimeField(_("imported at"))
    first_day = models.DateField(_("first day"), null=True)
    last_day = models.DateField(_("last day"), null=True)
    entry_count = models.IntegerField(_("entries"))
    new_count = models.IntegerField(_("new entries"))
    pending_count = models.IntegerField(_("announced entries"))

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")

    def __str__(self) -> str:
        return f"#{self.pk} {self.sha256[:8]}"


class BankEntry(models.Model):
    """One transfer on the company's account, once however many files tell of it.

    Name, account and text of the other end are sealed, and kept only while a person may need
    them; the digest finds a payee by the account.
    """

    file = models.ForeignKey(BankFile, models.PROTECT, related_name="entries")
    key = models.CharField(max_length=64, unique=True)
    booked_on = models.DateField(_("booked on"))
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    is_credit = models.BooleanField(_("came in"))
    end_to_end_id = models.CharField(_("end-to-end id"), max_length=35, blank=True)
    message_id = models.CharField(max_length=35, blank=True)
    return_code = models.CharField(_("reason of the bank"), max_length=4, blank=True)
    charges_minor = models.BigIntegerField(default=0)
    bank_reference = models.CharField(_("reference of the bank"), max_length=80, blank=True)
    person_id = models.UUIDField(null=True)
    details_sealed = models.BinaryField(null=True)
    iban_digest = models.CharField(max_length=64, blank=True)
    state = models.TextField(_("state"), choices=EntryState.choices)
    reason = models.TextField(_("reason"), blank=True)
    subject = models.TextField(_("for"), blank=True)
    decided_by = models.TextField(_("decided by"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("bank entry")
        verbose_name_plural = _("bank entries")
        indexes = [
            models.Index(
                fields=["-booked_on", "-id"],
                condition=Q(state="waiting"),
                name="finance_entry_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0), name="finance_entry_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(charges_minor__gte=0), name="finance_entry_charges_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by="")
                | (~Q(state="waiting") & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="finance_entry_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "set_aside"]) | ~Q(reason=""),
                name="finance_entry_waits_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        sign = "+" if self.is_credit else "-"
        return f"{self.booked_on} {sign}{self.amount_minor} {self.currency}"

    def decide(
        self, state: EntryState, *, subject: str, by: str, at: datetime, reason: str = ""
    ) -> None:
        """Say what became of the entry, once.

        Raises: EntryDecided — somebody was faster.
        """
        rows = BankEntry.objects.filter(pk=self.pk, state=EntryState.WAITING)
        changes = {"subject": subject, "reason": reason, "decided_by": by, "decided_at": at}
        if rows.update(state=state, **changes) != 1:
            raise EntryDecided(_("Somebody has decided on this entry already. Load it again."))
        self.refresh_from_db()


class TransferStep(models.Model):
    """How far a payout line got: it left the account, it came back. Append-only."""

    class Kind(models.TextChoices):
        """What happened to the transfer."""

        SETTLED = "settled", _("left the account")
        RETURNED = "returned", _("came back")

    line = models.ForeignKey("finance.PayoutLine", models.PROTECT, related_name="steps")
    kind = models.TextField(_("step"), choices=Kind.choices)
    entry = models.ForeignKey(BankEntry, models.PROTECT, related_name="steps")
    on_day = models.DateField(_("day"))
    reason_code = models.CharField(_("reason of the bank"), max_length=4, blank=True)

    class Meta:
        verbose_name = _("step of a transfer")
        verbose_name_plural = _("steps of transfers")
        constraints = [
            models.UniqueConstraint(fields=["line", "kind"], name="finance_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.kind} {self.on_day}"
