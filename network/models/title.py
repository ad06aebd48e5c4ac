"""The titles that runs gave to members."""

from __future__ import annotations

from django.db import models

from network.models.member import Member


class MemberTitle(models.Model):
    """The rank a member reached in a period, as one published run found. Append-only."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="titles")
    rank = models.CharField(max_length=64)
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
