"""The titles that runs gave to members."""

from __future__ import annotations

from django.db import models

from network.models.member import Member


class MemberTitle(models.Model):
    """A member's title after a period, as one published run found it. Append-only.

    `rank` is the title, the highest rank the member was ever paid by; `paid_rank` is the one of
    that period, which may be lower and is empty for whoever could not earn.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="titles")
    rank = models.CharField(max_length=64)
    paid_rank = models.CharField(max_length=64, blank=True)
    period_key = models.CharField(max_length=16)
    run_ref = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-id"], name="title_of_member"),
            models.Index(fields=["rank", "member"], name="titles_by_rank"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run_ref", "member"], name="one_title_per_run"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.rank} in {self.period_key}"
