"""A wish to move a member under another sponsor, until a second person has decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core.two_people import decided_by_another, decided_whole
from network.models.member import Member


class SponsorChangeRequest(models.Model):
    """Who asked for which move and why; who decided, how and why.

    Append-only but for the decision, which is written once. What a move did to the tree stands
    in the sponsorships.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="moves_asked")
    old_sponsor = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    new_sponsor = models.ForeignKey(
        Member, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    valid_from = models.DateField()
    reason = models.TextField()
    requested_by = models.TextField()
    requested_by_account = models.BigIntegerField()
    requested_at = models.DateTimeField()
    is_approved = models.BooleanField(null=True)
    decision_reason = models.TextField(null=True)
    decided_by = models.TextField(null=True)
    decided_by_account = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(decided_at__isnull=True), name="moves_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(decided_at__isnull=True),
                name="one_move_waiting_per_member",
            ),
            decided_by_another(name="move_decided_by_another"),
            decided_whole(name="move_decided_whole"),
            models.CheckConstraint(condition=~Q(reason=""), name="move_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} to {self.new_sponsor_id} from {self.valid_from}"
