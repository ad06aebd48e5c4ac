"""What members are in a period that is not settled yet: worked out once, kept until input changes.

A cache and nothing more: every row may be thrown away and is worked out again. Runs never read it.
"""

from __future__ import annotations

from django.db import models

from commissions.models.plan_version import PlanVersion


class LiveFigures(models.Model):
    """One working-out of a period: from which input, when, and how long it took.

    `last_entry_id` is the last volume entry it knows: orders that come later are added one by one
    (services/fold_orders.py) until everything is worked out again. `awaited` are numbers below it
    of orders that may still come (selectors/late_orders.py).
    """

    period_key = models.CharField(max_length=8, unique=True)
    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    input_mark = models.CharField(max_length=120)
    computed_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    last_entry_id = models.BigIntegerField(default=0)
    awaited = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.period_key} at {self.computed_at}"


class LiveFigure(models.Model):
    """One member's figures: without volume in the group, earnings or a rank above the
    lowest, no row.

    `gaps` is kept where ranks ask for more than volumes, then for everybody who holds a rank: see
    selectors/kept_gaps.py.
    """

    pk = models.CompositePrimaryKey("figures_id", "member_id")
    # Rows are written before the figures they belong to are there for others to see.
    figures = models.ForeignKey(
        LiveFigures, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    member_id = models.BigIntegerField()
    pv_minor = models.BigIntegerField()
    gv_minor = models.BigIntegerField()
    is_active = models.BooleanField()
    rank = models.CharField(max_length=40, blank=True)
    earned_minor = models.BigIntegerField(default=0)
    gaps = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.figures_id}: {self.member_id}"
