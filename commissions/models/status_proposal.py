"""Members whom a plan wants suspended or terminated, until somebody has decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commissions.models.run import Run

SUSPEND, TERMINATE = "suspend", "terminate"


class StatusProposal(models.Model):
    """A published run found somebody inactive for as long as the plan lets pass.

    Append-only but for the decision, or the later run that takes its place.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False, related_name="+")
    member = models.ForeignKey(
        "network.Member", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    action = models.CharField(max_length=9)
    inactive_periods = models.PositiveIntegerField()
    proposed_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(null=True)
    reason = models.TextField(null=True)
    decided_by = models.CharField(max_length=80, null=True)
    decided_by_account = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-inactive_periods", "id"],
                condition=Q(decided_at__isnull=True, superseded_at__isnull=True),
                name="status_proposals_waiting",
            ),
            models.Index(
                fields=["-decided_at"],
                condition=Q(decided_at__isnull=False),
                name="status_proposals_decided",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "member"], name="one_status_proposal_a_run"),
            models.CheckConstraint(
                condition=Q(action__in=[SUSPEND, TERMINATE]), name="status_proposal_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(superseded_at__isnull=True),
                name="status_proposal_decided_or_superseded",
            ),
            models.CheckConstraint(
                condition=Q(
                    is_accepted__isnull=True,
                    reason__isnull=True,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    is_accepted__isnull=False,
                    reason__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="status_proposal_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.member_id}"
