"""Orders: what was sold, at which price, to whom, and every move since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Refused
from shop.models.catalogue import ProductVariant
from shop.models.channel import Channel
from shop.models.order_states import TRANSITIONS, OrderState

SHOP = "shop"


class OrderCannotMove(Refused):
    """The order's state does not allow this step."""

    code = "shop.order_cannot_move"


class OrderMovedMeanwhile(Conflict):
    """Somebody else moved the order first."""

    code = "shop.order_moved_meanwhile"


class Purpose(models.TextChoices):
    """What the buyer buys for; decides consumer rights and the network's health figures."""

    CUSTOMER = "customer", _("customer")
    OWN_USE = "own_use", _("partner's own use")
    RESALE = "resale", _("resale")
    MIXED = "mixed", _("several, see the lines")


class Kind(models.TextChoices):
    """What an order is: only a sale costs something and scores points."""

    SALE = "sale", _("sale")
    SAMPLE = "sample", _("sample")
    GIFT = "gift", _("gift")
    REPLACEMENT = "replacement", _("replacement")


class PlacedVia(models.TextChoices):
    """By which way an order came in."""

    ONLINE = "online", _("ordered online")
    PREPARED = "prepared", _("prepared by a partner")
    PHONE = "phone", _("entered by staff")


@dataclass(frozen=True, slots=True)
class Step:
    """A move to make: where to, when, who, why.

    `dated` is what the state's date on the order says, where that is not the moment of the move:
    an order whose rest is cancelled was delivered with its last parcel.
    """

    to: OrderState
    at: datetime
    actor: str
    reason: str = ""
    dated: datetime | None = None


class Order(models.Model):
    """An order. Only its state and the two dates that go with it ever change, each once.

    `contact_sealed` holds name and address, sealed with the order's own person key. The gross is
    that of the lines and of the shipping; `pay_until` is when an unpaid order is given up. A
    hostess' credit pays `credit_minor` of it, the rest is paid with money.
    """

    number = models.CharField(max_length=20, unique=True)
    origin = models.CharField(max_length=40)
    external_reference = models.TextField(blank=True)
    external_buyer = models.TextField(blank=True)
    checkout_token = models.UUIDField(unique=True, null=True)
    channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT)
    currency = models.CharField(max_length=3)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    person_id = models.UUIDField(null=True)
    contact_sealed = models.BinaryField(null=True)
    language = models.CharField(max_length=5)
    buyer_audience = models.CharField(max_length=20)
    buyer_member = models.ForeignKey(
        "network.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    credited_member = models.ForeignKey(
        "network.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    gross_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    state = models.CharField(max_length=12)
    kind = models.CharField(max_length=11, choices=Kind.choices, db_default=Kind.SALE)
    reason = models.TextField(blank=True, db_default="")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    placed_via = models.CharField(
        max_length=10, choices=PlacedVia.choices, db_default=PlacedVia.ONLINE
    )
    shipping_code = models.CharField(max_length=50, blank=True, db_default="")
    shipping_name = models.TextField(blank=True, db_default="")
    shipping_gross_minor = models.BigIntegerField(db_default=0)
    shipping_net_minor = models.BigIntegerField(db_default=0)
    shipping_tax_minor = models.BigIntegerField(db_default=0)
    shipping_rate_bp = models.IntegerField(db_default=0)
    payment_method = models.CharField(max_length=20, blank=True, db_default="")
    pay_until = models.DateTimeField(null=True)
    terms_version = models.CharField(max_length=40, blank=True, db_default="")
    withdrawal_version = models.CharField(max_length=40, blank=True, db_default="")
    party = models.ForeignKey(
        "shop.Party", null=True, on_delete=models.PROTECT, related_name="orders"
    )
    credit_minor = models.BigIntegerField(db_default=0)
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [
            models.Index(fields=["account", "-id"], name="orders_of_account"),
            models.Index(fields=["state", "-id"], name="orders_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "external_reference"],
                condition=~Q(origin=SHOP),
                name="one_order_per_external_reference",
            ),
            models.CheckConstraint(
                condition=Q(gross_minor=F("net_minor") + F("tax_minor")), name="order_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(net_minor__gte=0, tax_minor__gte=0), name="order_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(
                    shipping_gross_minor=F("shipping_net_minor") + F("shipping_tax_minor"),
                    shipping_net_minor__gte=0,
                    shipping_tax_minor__gte=0,
                    shipping_gross_minor__lte=F("gross_minor"),
                ),
                name="order_shipping_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(
                    credit_minor__gte=0,
                    credit_minor__lte=F("gross_minor") - F("shipping_gross_minor"),
                ),
                name="order_credit_within_goods",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.SALE) | (Q(gross_minor=0) & ~Q(reason="")),
                name="order_given_away_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.REPLACEMENT, replaces__isnull=False)
                | (~Q(kind=Kind.REPLACEMENT) & Q(replaces__isnull=True)),
                name="order_replacement_names_original",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in OrderState]), name="order_state"
            ),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True, state__in=["placed", "cancelled"])
                | Q(paid_at__isnull=False) & ~Q(state="placed"),
                name="order_paid_at_when_paid",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) ^ Q(state="delivered"),
                name="order_delivered_at_when_delivered",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def due_minor(self) -> int:
        """Return what is paid with money."""
        return self.gross_minor - self.credit_minor

    def move_to(self, step: Step) -> None:
        """Make a move and keep it in the history; the only way to change an order.

        Raises: OrderCannotMove — the table has no such move. OrderMovedMeanwhile — the state in
        the database is no longer the one that was read.
        """
        old = OrderState(self.state)
        if step.to not in TRANSITIONS[old]:
            raise cannot_move(self.number, old, step.to)
        changes: dict[str, object] = {"state": str(step.to)}
        if step.to in _DATED:
            changes[_DATED[step.to]] = step.dated or step.at
        if not Order.objects.filter(pk=self.pk, state=str(old)).update(**changes):
            text = _("Order %(number)s was changed by somebody else just now. Load it again.")
            raise OrderMovedMeanwhile(text % {"number": self.number}, order=self.pk)
        for name, value in changes.items():
            setattr(self, name, value)
        OrderStateChange.objects.create(
            order=self, old_state=str(old), new_state=str(step.to), at=step.at,
            actor=step.actor, reason=step.reason,
        )  # fmt: skip


_LABELS = {
    OrderState.PLACED: _("placed"),
    OrderState.PAID: _("paid for"),
    OrderState.IN_DELIVERY: _("in delivery"),
    OrderState.DELIVERED: _("delivered"),
    OrderState.CANCELLED: _("cancelled"),
}
_DATED = {OrderState.PAID: "paid_at", OrderState.DELIVERED: "delivered_at"}


def cannot_move(number: str, old: OrderState, new: OrderState) -> OrderCannotMove:
    """Say which step was refused and which are open."""
    text = _("Order %(number)s is “%(old)s” and cannot become “%(new)s”. Possible now: %(open)s.")
    open_now = ", ".join(str(_LABELS[state]) for state in sorted(TRANSITIONS[old])) or "-"
    said = {"number": number, "old": _LABELS[old], "new": _LABELS[new], "open": open_now}
    return OrderCannotMove(text % said, old=str(old), new=str(new))


class OrderLine(models.Model):
    """A sold line: price, tax and points are copied here and never follow the price list again.

    Amounts and points are totals for the quantity. Imported lines have no variant and no unit
    price: the other system only told the total. `category` is the path of the product's category
    from the top when it was sold, such as "care/face"; "" where nobody told.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    variant = models.ForeignKey(
        ProductVariant, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sku = models.CharField(max_length=80)
    name = models.TextField()
    quantity = models.IntegerField()
    tax_rate_bp = models.IntegerField()
    unit_gross_minor = models.BigIntegerField(null=True)
    gross_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    pv_minor = models.BigIntegerField()
    cv_minor = models.BigIntegerField()
    purpose = models.CharField(max_length=10, choices=Purpose.choices, blank=True, db_default="")
    category = models.TextField(blank=True, db_default="")

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="one_line_per_position"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="line_quantity"),
            models.CheckConstraint(
                condition=Q(gross_minor=F("net_minor") + F("tax_minor")), name="line_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(net_minor__gte=0, tax_minor__gte=0, pv_minor__gte=0, cv_minor__gte=0),
                name="line_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(unit_gross_minor__isnull=True)
                | Q(gross_minor=F("unit_gross_minor") * F("quantity")),
                name="line_is_price_times_quantity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"


class OrderStateChange(models.Model):
    """One move of an order; `old_state` is empty for the first."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="state_changes")
    old_state = models.CharField(max_length=12, blank=True)
    new_state = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor = models.TextField()
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("order step")
        verbose_name_plural = _("order steps")

    def __str__(self) -> str:
        return f"{self.order_id}: {self.old_state} → {self.new_state}"
