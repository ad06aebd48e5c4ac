"""A wish to move a member under another sponsor, until a second person has decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core.two_people import decided_by_another, decided_whole
from network.models.asked import Asked
from network.models.member import Member


class SponsorChangeRequest(Asked):
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
