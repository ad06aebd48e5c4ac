"""What was otherwise on earlier days of a run's period, where its plan goes by the day of an order.

Only what differs is kept, in partitions like a run's other rows (run_rows.py).
"""

from __future__ import annotations

from django.db import models

from commissions.models.run import Run


class RunMove(models.Model):
    """From `day` on the member no longer stood below `from_id`, None for the top."""

    pk = models.CompositePrimaryKey("run_id", "member_id", "day")
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    member_id = models.BigIntegerField()
    day = models.DateField()
    from_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.member_id} on {self.day}"


class RunRank(models.Model):
    """Before `until` the member was paid by `rank`; from then on by its next row, else as paid.

    "" is no rank.
    """

    pk = models.CompositePrimaryKey("run_id", "member_id", "until")
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    member_id = models.BigIntegerField()
    until = models.DateField()
    rank = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.member_id} until {self.until}"
