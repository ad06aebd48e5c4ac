"""Volume: what orders are worth in points, as facts without any plan's judgement.

A plan decides which day counts and which period that is, so an entry can be recorded before
there is a plan, and a weekly and a monthly plan read the same entries.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import CUSTOMER, OWN


class VolumeKind(models.TextChoices):
    """Who bought: the member for its own position, or a customer of the member."""

    OWN = OWN, _("own order")
    CUSTOMER = CUSTOMER, _("customer's order")


class VolumeEntry(models.Model):
    """The volume of one paid order, credited to one member. Append-only.

    `placed_on` and `paid_on` are days of the company. The order is named by its id and by its
    number, which is what people see and what fingerprints are made of. `payment_method` is the
    shop's code, "" where it is not known; so is `country` of its market. `retail_minor` is what a
    customer paid above a partner's price. `buyer` tells customers apart: the same text is the same
    one, "" is somebody unknown (a guest) or the member itself. `credit_minor` is what a hostess'
    credit paid of the net, `party` the number of the party it belongs to, 0 for none.
    """

    order_id = models.BigIntegerField(unique=True)
    order_ref = models.CharField(max_length=64, unique=True)
    member = models.ForeignKey("network.Member", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=VolumeKind.choices)
    pv_minor = models.BigIntegerField()
    cv_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    placed_on = models.DateField()
    paid_on = models.DateField()
    payment_method = models.CharField(max_length=20, blank=True, db_default="")
    country = models.CharField(max_length=2, blank=True, db_default="")
    retail_minor = models.BigIntegerField(db_default=0)
    buyer = models.CharField(max_length=40, blank=True, db_default="")
    credit_minor = models.BigIntegerField(db_default=0)
    party = models.BigIntegerField(db_default=0)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["paid_on"], name="volume_paid_on"),
            models.Index(fields=["placed_on"], name="volume_placed_on"),
            models.Index(fields=["member", "paid_on"], name="volume_of_member"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[OWN, CUSTOMER]), name="volume_kind_known"),
            models.CheckConstraint(
                condition=Q(
                    pv_minor__gte=0, cv_minor__gte=0, net_minor__gte=0, retail_minor__gte=0
                ),
                name="volume_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    party__gte=0, credit_minor__gte=0, credit_minor__lte=models.F("net_minor")
                ),
                name="volume_credit_within_net",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="volume_currency_code"
            ),
            models.CheckConstraint(
                condition=Q(kind=CUSTOMER) | Q(buyer=""), name="volume_buyer_is_a_customer"
            ),
        ]

    def __str__(self) -> str:
        return self.order_ref


class PartyHeld(models.Model):
    """A party that was closed, for plans that count its orders then. Append-only.

    `booked_at` is the number of the party at which it was arranged, 0 for none.
    """

    party = models.BigIntegerField(unique=True)
    member = models.ForeignKey("network.Member", on_delete=models.PROTECT, related_name="+")
    booked_at = models.BigIntegerField(default=0)
    closed_on = models.DateField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.party}: {self.closed_on}"


class VolumeLine(models.Model):
    """One order line beneath an entry; the lines add up to it. Append-only.

    `category` is the path of the product's category when it was sold, "" where it is not known.
    """

    entry = models.ForeignKey(VolumeEntry, on_delete=models.PROTECT, related_name="lines")
    order_line_id = models.BigIntegerField(unique=True)
    sku = models.CharField(max_length=80)
    quantity = models.PositiveIntegerField()
    pv_minor = models.BigIntegerField()
    cv_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    retail_minor = models.BigIntegerField(db_default=0)
    category = models.TextField(blank=True, db_default="")

    def __str__(self) -> str:
        return f"{self.sku} × {self.quantity}"


class VolumeDelivery(models.Model):
    """The day an entry's order arrived, from which its earnings begin to vest. Append-only."""

    entry = models.OneToOneField(
        VolumeEntry, on_delete=models.PROTECT, primary_key=True, related_name="delivery"
    )
    delivered_on = models.DateField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk}: {self.delivered_on}"


class VolumeReversal(models.Model):
    """What was taken back of an entry by one cancellation or return. Append-only.

    Its amounts are zero or below, so that adding them to the entry gives what is left. `number`
    counts the reversals of an order from 1; order and number name it in fingerprints.
    `attributable_to_company` decides by the plan's key whether earnings lapse (§ 87a (3) HGB).
    """

    entry = models.ForeignKey(
        VolumeEntry, on_delete=models.PROTECT, related_name="reversals", db_index=False
    )
    reversal_id = models.BigIntegerField(unique=True)
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=12)
    attributable_to_company = models.BooleanField()
    pv_minor = models.BigIntegerField()
    cv_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    retail_minor = models.BigIntegerField(db_default=0)
    reversed_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reversed_on"], name="volume_reversed_on")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="volume_reversal_numbered"),
            models.CheckConstraint(
                condition=Q(
                    pv_minor__lte=0, cv_minor__lte=0, net_minor__lte=0, retail_minor__lte=0
                ),
                name="volume_reversal_takes_away",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.number}"


class VolumeReversalLine(models.Model):
    """The pieces of one order line beneath a reversal; the lines add up to it. Append-only."""

    reversal = models.ForeignKey(
        VolumeReversal, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    line = models.ForeignKey(VolumeLine, on_delete=models.PROTECT, related_name="reversals")
    quantity = models.PositiveIntegerField()
    pv_minor = models.BigIntegerField()
    cv_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    retail_minor = models.BigIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reversal", "line"], name="volume_reversal_line_once"),
            models.CheckConstraint(
                condition=Q(
                    pv_minor__lte=0, cv_minor__lte=0, net_minor__lte=0, retail_minor__lte=0
                ),
                name="volume_reversal_line_takes_away",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reversal_id}: {self.quantity}"
