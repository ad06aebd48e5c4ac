"""Plans that one person signed, until a second one puts them in force or turns them down."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from core.two_people import decided_whole


class PlanProposal(models.Model):
    """A document with its examples as it was handed in, word for word, and what was decided.

    Append-only but for the decision, which is written once. Whoever handed it in may take it back,
    but only somebody else puts it in force: then it is a `PlanVersion` of the same hash.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    source = models.TextField()
    document = models.BinaryField()
    examples = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    examples_sha256 = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    proposed_by = models.CharField(max_length=80)
    proposed_by_account = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    is_approved = models.BooleanField(null=True)
    decision_reason = models.TextField(null=True)
    decided_by = models.CharField(max_length=80, null=True)
    decided_by_account = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-decided_at"],
                condition=Q(decided_at__isnull=False),
                name="plan_proposals_decided",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(decided_at__isnull=True),
                name="one_plan_proposal_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(is_approved=True) | ~Q(decided_by_account=F("proposed_by_account")),
                name="plan_proposal_approved_by_another",
            ),
            decided_whole(name="plan_proposal_decided_whole", asked="proposed"),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
