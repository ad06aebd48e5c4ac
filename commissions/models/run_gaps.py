"""What a published run's ranks lacked, member by member, for the rank card of a closed period."""

from __future__ import annotations

from django.db import models

from commissions.models.run import Run


class RunGaps(models.Model):
    """For somebody who held a rank: what each requirement of it and of the next one had.

    Kept only where ranks ask for more than volumes. It follows from the run and is never paid by.
    """

    pk = models.CompositePrimaryKey("run_id", "member_id")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False, related_name="+")
    member_id = models.BigIntegerField()
    gaps = models.JSONField()

    def __str__(self) -> str:
        return f"{self.run_id}: {self.member_id}"
