"""How a draft differs from another run, worked out once when the draft ends."""

from __future__ import annotations

from django.db import models

from commissions.models.run import Run


class KeptComparison(models.Model):
    """What changed against one other run, None for none: sums, rules, and the largest changes.

    It follows from both runs and only saves working it out for every page. `members` are number,
    amount before and amount now, the largest change first; `is_whole` tells whether they are all.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    against = models.CharField(max_length=10)
    other = models.ForeignKey(
        Run, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    totals = models.JSONField()
    rules = models.JSONField()
    members = models.JSONField()
    is_whole = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "against"], name="kept_comparison_once")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.against}"
