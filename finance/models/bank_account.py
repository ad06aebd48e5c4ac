"""Where a payee's money goes, by date; only the last four characters are readable."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from finance.rules import account_paths


class Validity(Func):
    """The half-open range in which a row holds."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class BankAccount(models.Model):
    """Bank data of a payee in [valid_from, valid_until); closed once, by the row that follows.

    The digest finds the same account again without reading it.
    """

    payee = models.TextField(_("payee"))
    person_id = models.UUIDField()
    iban_sealed = models.BinaryField()
    holder_sealed = models.BinaryField()
    iban_digest = models.CharField(max_length=64)
    iban_country = models.CharField(max_length=2)
    iban_last4 = models.CharField(max_length=4)
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    set_by = models.TextField(_("set by"))

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        indexes = [models.Index(fields=["iban_digest"], name="finance_bank_digest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(payee__regex=account_paths.PAYEE_PATTERN),
                name="finance_bank_payee_grammar",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="finance_bank_ends_after_start",
            ),
            ExclusionConstraint(
                name="finance_bank_one_at_a_time",
                expressions=[
                    ("payee", RangeOperators.EQUAL),
                    (
                        Validity("valid_from", "valid_until", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.hint}"

    @property
    def hint(self) -> str:
        """Return what may be shown: "DE** **** 1234"."""
        return f"{self.iban_country}** **** {self.iban_last4}"


class BankAccountFlag(models.Model):
    """A transfer to this account came back; nothing goes there before somebody lifts the flag.

    Append-only; lifted once. New bank data need no lifting: they are another account.
    """

    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="flags")
    reason_code = models.CharField(_("reason of the bank"), max_length=4, blank=True)
    flagged_at = models.DateTimeField(_("flagged at"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.TextField(_("lifted by"), blank=True, null=True)

    class Meta:
        verbose_name = _("flag of a bank account")
        verbose_name_plural = _("flags of bank accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="finance_flag_lifted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_account_id} {self.reason_code}"
