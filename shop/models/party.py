"""Parties: a consultant, a hostess, guests who order, and the credit the hostess gets for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.channel import Channel


class Party(models.Model):
    """A party that a partner holds at a hostess'. It ends once: closed, or cancelled.

    Name and e-mail of the hostess and the place are sealed for one person. `code` is in the link
    for guests, `credit_code` is the key to the credit; neither opens anything else. `booked_at` is
    the party at which this one was arranged.
    """

    number = models.BigIntegerField(unique=True)
    code = models.CharField(max_length=16, unique=True)
    credit_code = models.CharField(max_length=16, unique=True)
    member = models.ForeignKey("network.Member", on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    hostess = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    person_id = models.UUIDField()
    sealed = models.BinaryField()
    held_at = models.DateTimeField()
    booked_at = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="bookings"
    )
    planned_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        indexes = [models.Index(fields=["member", "-id"], name="parties_of_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="party_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(booked_at__isnull=True) | ~Q(booked_at=F("id")),
                name="party_not_booked_at_itself",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class HostessCredit(models.Model):
    """The table of hostess credit in a currency, from a day on until the next one begins."""

    currency = models.CharField(max_length=3)
    valid_from = models.DateField()
    set_by = models.TextField()
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hostess credit")
        verbose_name_plural = _("hostess credits")
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "valid_from"], name="one_hostess_credit_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.valid_from}"


class HostessCreditTier(models.Model):
    """From this total on, this rate of the whole total."""

    table = models.ForeignKey(HostessCredit, on_delete=models.PROTECT, related_name="tiers")
    from_minor = models.BigIntegerField()
    rate_bp = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "from_minor"], name="one_tier_a_total"),
            models.CheckConstraint(
                condition=Q(from_minor__gte=0, rate_bp__gt=0, rate_bp__lte=10_000),
                name="hostess_credit_rate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_minor}: {self.rate_bp}"


class CreditKind(models.TextChoices):
    """Why a hostess' credit changes."""

    GRANTED = "granted", _("granted")
    CORRECTED = "corrected", _("corrected")
    USED = "used", _("used")
    GIVEN_BACK = "given_back", _("given back")


class PartyCreditEntry(models.Model):
    """One change of a hostess' credit; their sum is what is left. Append-only.

    The database keeps uses within what is there. A correction may bring it below zero when the
    credit is spent: nobody has to pay that back.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="credit")
    kind = models.CharField(max_length=10, choices=CreditKind.choices)
    amount_minor = models.BigIntegerField()
    order = models.ForeignKey(
        "shop.Order", null=True, on_delete=models.PROTECT, related_name="party_credit"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry of a hostess' credit")
        verbose_name_plural = _("entries of hostess' credits")
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(kind="granted"), name="credit_granted_once"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(kind="used"), name="credit_used_once_an_order"
            ),
            models.CheckConstraint(
                condition=Q(kind="granted", amount_minor__gt=0, order__isnull=True)
                | Q(kind="corrected", order__isnull=True) & ~Q(amount_minor=0)
                | Q(kind="used", amount_minor__lt=0, order__isnull=False)
                | Q(kind="given_back", amount_minor__gt=0, order__isnull=False),
                name="credit_entry_fits_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.amount_minor}"
