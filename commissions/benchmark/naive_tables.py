"""The tables of a program as it is often written: one row each, and everything asked for singly.

They belong to no installed app: the benchmark makes them in its own company, which is thrown away.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import connection, models

ONE, TWO, THREE, FOUR = range(4)


class Partner(models.Model):
    """A member with what it reached in the month."""

    sponsor = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    personal_points = models.BigIntegerField(default=0)
    group_points = models.BigIntegerField(default=0)
    is_active = models.BooleanField(default=False)
    rank = models.IntegerField(default=ONE)

    objects: ClassVar[models.Manager[Partner]] = models.Manager()

    class Meta:
        app_label = "naive"
        managed = False
        db_table = "naive_partner"

    def __str__(self) -> str:
        return str(self.pk)

    def own_points(self) -> int:
        """Return the points of this partner's orders."""
        orders = PartnerOrder.objects.filter(partner=self)
        return int(orders.aggregate(points=models.Sum("points"))["points"] or 0)

    def team_points(self) -> int:
        """Return the points of this partner and everybody below."""
        recruits = Partner.objects.filter(sponsor=self)
        return self.own_points() + sum(recruit.team_points() for recruit in recruits)

    def earned(self, *rules: str) -> int:
        """Return what some rules have paid this partner."""
        paid = Commission.objects.filter(partner=self, rule__in=rules)
        return int(paid.aggregate(minor=models.Sum("amount_minor"))["minor"] or 0)


class PartnerOrder(models.Model):
    """An order of a partner, or of a partner's customer."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=64)
    by_customer = models.BooleanField()
    points = models.BigIntegerField()
    base_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()

    objects: ClassVar[models.Manager[PartnerOrder]] = models.Manager()

    class Meta:
        app_label = "naive"
        managed = False
        db_table = "naive_order"

    def __str__(self) -> str:
        return self.number


class Commission(models.Model):
    """One line: what a partner earns on an order, or gives back."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(PartnerOrder, null=True, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40)
    level = models.IntegerField()
    rate_bp = models.IntegerField()
    base_minor = models.BigIntegerField()
    amount_minor = models.BigIntegerField()

    objects: ClassVar[models.Manager[Commission]] = models.Manager()

    class Meta:
        app_label = "naive"
        managed = False
        db_table = "naive_commission"

    def __str__(self) -> str:
        return f"{self.rule} {self.amount_minor}"


TABLES: tuple[type[models.Model], ...] = (Partner, PartnerOrder, Commission)
_FILL = (
    "INSERT INTO naive_partner (id, sponsor_id, personal_points, group_points, is_active, rank)"
    " SELECT member_id, sponsor_id, 0, 0, false, 0 FROM commissions_runmember WHERE run_id = %s",
    "INSERT INTO naive_order (id, partner_id, number, by_customer, points, base_minor, net_minor)"
    " SELECT e.id, e.member_id, e.order_ref, e.kind = 'customer', e.pv_minor, e.cv_minor,"
    " e.net_minor FROM commissions_volumeentry e"
    " JOIN commissions_runvolume v ON v.volume_entry_id = e.id WHERE v.run_id = %s",
)


def make_naive_tables(run_id: int) -> None:
    """Make the tables, with the same members and orders as a run had."""
    with connection.schema_editor() as editor:
        for table in TABLES:
            editor.create_model(table)
    with connection.cursor() as cursor:
        for fill in _FILL:
            cursor.execute(fill, [run_id])
        cursor.execute("ANALYZE naive_partner, naive_order")
