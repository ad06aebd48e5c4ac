"""A wish to correct a member's place in the placement tree, until a second person has decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core.two_people import decided_by_another, decided_whole
from network.models.asked import Asked
from network.models.member import Member


class PlacementMoveRequest(Asked):
    """Who asked for which place and why; who decided, how and why.

    Append-only but for the decision, which is written once. What a move did to the tree stands
    in the placements.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="place_moves_asked")
    old_parent = models.ForeignKey(
        Member, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    old_slot = models.PositiveSmallIntegerField()
    new_parent = models.ForeignKey(
        Member, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    new_slot = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=Q(decided_at__isnull=True), name="place_moves_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(decided_at__isnull=True),
                name="one_place_move_waiting",
            ),
            decided_by_another(name="place_move_by_another"),
            decided_whole(name="place_move_decided_whole"),
            models.CheckConstraint(condition=~Q(reason=""), name="place_move_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} under {self.new_parent_id} at {self.new_slot}"
