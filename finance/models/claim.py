"""What a payee may claim by a Gutschrift, and what of it is kept in reserve for a while."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from finance.models.ledger import LedgerTransaction
from finance.rules import account_paths


class ClaimKind(models.TextChoices):
    """Why there is a claim. Only what is taken back is below zero."""

    VESTED = "vested", _("vested")
    RELEASED = "released", _("released from the reserve")
    USED = "reserve_used", _("reserve that paid for another return")
    TAKEN_BACK = "taken_back", _("taken back")


class MoveKind(models.TextChoices):
    """Where a reserved amount went."""

    RELEASED = "released", _("released")
    USED = "used", _("used for a return")


class Claim(models.Model):
    """A net amount that is to stand on a Gutschrift, or lowers one; for the tax of its day.

    `service_on` is the day of the order that earned it. Append-only but for `settled_at`, which is
    set once, when the whole amount stands on papers or another claim has cancelled it out.
    """

    transaction = models.ForeignKey(LedgerTransaction, models.PROTECT, related_name="claims")
    payee = models.TextField(_("payee"))
    currency = models.CharField(_("currency"), max_length=3)
    kind = models.CharField(_("kind"), max_length=12, choices=ClaimKind.choices)
    reference = models.TextField(_("reference"))
    corrects = models.TextField(_("corrects"), blank=True)
    service_on = models.DateField(_("day of service"))
    vested_on = models.DateField(_("vested on"))
    amount_minor = models.BigIntegerField()
    settled_at = models.DateTimeField(_("settled at"), null=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [
            models.Index(
                fields=["payee", "id"],
                condition=Q(settled_at__isnull=True),
                name="finance_claim_open",
            ),
            models.Index(fields=["payee", "service_on"], name="finance_claim_of_payee"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="taken_back", amount_minor__lt=0) & ~Q(corrects="")
                | Q(kind__in=["vested", "released", "reserve_used"], amount_minor__gt=0)
                & Q(corrects=""),
                name="finance_claim_sign",
            ),
            models.CheckConstraint(
                condition=Q(payee__regex=account_paths.PAYEE_PATTERN),
                name="finance_claim_payee_grammar",
            ),
            models.CheckConstraint(
                condition=Q(reference__regex=account_paths.NAME_PATTERN),
                name="finance_claim_reference_grammar",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=account_paths.CURRENCY_PATTERN),
                name="finance_claim_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.kind} {self.reference}"


class ReserveLot(models.Model):
    """What is kept back of a vested amount until a day. Append-only but for `closed_at`."""

    transaction = models.ForeignKey(LedgerTransaction, models.PROTECT, related_name="lots")
    payee = models.TextField(_("payee"))
    currency = models.CharField(_("currency"), max_length=3)
    reference = models.TextField(_("reference"))
    service_on = models.DateField(_("day of service"))
    vested_on = models.DateField(_("vested on"))
    release_on = models.DateField(_("release on"))
    amount_minor = models.BigIntegerField()
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("reserve lot")
        verbose_name_plural = _("reserve lots")
        indexes = [
            models.Index(
                fields=["release_on", "id"],
                condition=Q(closed_at__isnull=True),
                name="finance_lot_due",
            ),
            models.Index(
                fields=["payee", "release_on"],
                condition=Q(closed_at__isnull=True),
                name="finance_lot_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="finance_lot_above_zero"),
            models.CheckConstraint(
                condition=Q(release_on__gte=F("vested_on")), name="finance_lot_released_later"
            ),
            models.CheckConstraint(
                condition=Q(payee__regex=account_paths.PAYEE_PATTERN),
                name="finance_lot_payee_grammar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.reference} until {self.release_on}"


class ReserveMove(models.Model):
    """An amount that left a lot. Append-only; a trigger refuses more than the lot holds."""

    lot = models.ForeignKey(ReserveLot, models.PROTECT, related_name="moves")
    transaction = models.ForeignKey(LedgerTransaction, models.PROTECT, related_name="lot_moves")
    kind = models.CharField(_("kind"), max_length=12, choices=MoveKind.choices)
    amount_minor = models.BigIntegerField()

    class Meta:
        verbose_name = _("reserve movement")
        verbose_name_plural = _("reserve movements")
        constraints = [
            models.UniqueConstraint(fields=["lot", "transaction"], name="finance_lot_moves_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0), name="finance_lot_move_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.lot_id}"
