"""What of an order was undone: pieces cancelled before they were sent, or taken back after."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order, OrderLine
from shop.models.returns import Return


class ReversalKind(models.TextChoices):
    """Whether the pieces never left or came back."""

    CANCELLATION = "cancellation", _("cancellation")
    RETURN = "return", _("return")


class Reason(models.TextChoices):
    """Why something is undone."""

    WITHDRAWAL = "withdrawal", _("withdrawal")
    CHANGED_MIND = "changed_mind", _("buyer's wish")
    OUT_OF_STOCK = "out_of_stock", _("cannot be delivered")
    DEFECT = "defect", _("defect")
    WRONG_ITEM = "wrong_item", _("wrong item")
    DAMAGED = "damaged", _("damaged on the way")
    LOST = "lost", _("parcel lost")
    GOODWILL = "goodwill", _("goodwill")


# Whose doing it usually is; whoever decides may say otherwise (§ 87a (3) HGB hangs on it).
OF_THE_COMPANY = frozenset(
    {Reason.OUT_OF_STOCK, Reason.DEFECT, Reason.WRONG_ITEM, Reason.DAMAGED, Reason.LOST}
)


class Reversal(models.Model):
    """One undoing with its worth. Written once; points and commission are reversed from it.

    `attributable_to_company` decides whether commission on it lapses.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="reversals")
    kind = models.CharField(max_length=12, choices=ReversalKind.choices)
    of_return = models.OneToOneField(
        Return, null=True, on_delete=models.PROTECT, related_name="reversal"
    )
    reason = models.CharField(max_length=12, choices=Reason.choices)
    note = models.TextField(blank=True)
    attributable_to_company = models.BooleanField()
    goods_gross_minor = models.BigIntegerField()
    shipping_gross_minor = models.BigIntegerField()
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reversal")
        verbose_name_plural = _("reversals")
        constraints = [
            models.CheckConstraint(
                condition=Q(goods_gross_minor__gte=0, shipping_gross_minor__gte=0),
                name="reversal_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(kind="return") ^ Q(of_return__isnull=True),
                name="reversal_of_a_return_names_it",
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(shipping_gross_minor__gt=0),
                name="shipping_reversed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of order {self.order_id}"

    @property
    def gross_minor(self) -> int:
        """Return what goes back to the buyer."""
        return self.goods_gross_minor + self.shipping_gross_minor


class ReversalLine(models.Model):
    """Pieces of an order line that were undone, and what exactly they were worth."""

    reversal = models.ForeignKey(Reversal, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.IntegerField()
    gross_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    pv_minor = models.BigIntegerField()
    cv_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reversal", "order_line"], name="one_reversal_line_per_line"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="reversed_quantity"),
            models.CheckConstraint(
                condition=Q(
                    gross_minor=F("net_minor") + F("tax_minor"),
                    net_minor__gte=0,
                    tax_minor__gte=0,
                    pv_minor__gte=0,
                    cv_minor__gte=0,
                ),
                name="reversal_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.order_line_id}"
