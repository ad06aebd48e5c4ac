"""The placement tree: its settings, who was placed where and when, and who still waits."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models.member import Member
from network.models.ranges import DateRange, InstantRange
from network.rules import seating

CURRENT = Q(superseded_at__isnull=True)
WAITING = Q(ended_at__isnull=True)


class SeatingRule(models.TextChoices):
    """Where whoever was not placed by hand in time is placed."""

    FIRST_FREE = seating.FIRST_FREE, _("first free place")
    WEAK_LEG = seating.WEAK_LEG, _("weaker side")
    LEFT = seating.LEFT, _("outer left")
    RIGHT = seating.RIGHT, _("outer right")
    FILL_LEG = seating.FILL_LEG, _("one leg after the other")
    BALANCED = seating.BALANCED, _("balanced")


class PlacementRule(models.Model):
    """The company's settings of the placement tree from a day on. Append-only.

    The later day wins, of one day the later row. `width` is the same in all rows.
    """

    valid_from = models.DateField()
    width = models.PositiveSmallIntegerField()
    depth = models.PositiveSmallIntegerField(null=True)
    hold_days = models.PositiveSmallIntegerField()
    automatic = models.CharField(max_length=16, choices=SeatingRule.choices)
    recorded_at = models.DateTimeField()
    actor = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["-valid_from", "-id"], name="placement_rule_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=2, width__lte=seating.MAX_WIDTH),
                name="placement_rule_width",
            ),
            models.CheckConstraint(
                condition=Q(depth__isnull=True) | Q(depth__gte=1, depth__lte=seating.MAX_DEPTH),
                name="placement_rule_depth",
            ),
            models.CheckConstraint(
                condition=Q(hold_days__lte=seating.MAX_HOLD_DAYS), name="placement_rule_hold"
            ),
            models.CheckConstraint(
                condition=Q(automatic__in=SeatingRule.values), name="placement_rule_known"
            ),
            models.CheckConstraint(
                condition=~Q(automatic=seating.FILL_LEG) | Q(depth__isnull=False),
                name="placement_fill_needs_depth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.width} wide from {self.valid_from}"


class Placement(models.Model):
    """A place under another member over some days, as known over some time.

    Append-only but for `superseded_at`, which a later row sets once. `slot` counts from 1; a
    position at the top has no parent and slot 0.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, db_index=False, related_name="placed"
    )
    slot = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    reason = models.TextField()
    actor = models.TextField()
    approver = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["parent", "slot"], condition=CURRENT, name="placed_now"),
            models.Index(fields=["recorded_at"], name="placement_recorded"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("member")),
                name="placed_under_another",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, slot=0) | Q(parent__isnull=False, slot__gte=1),
                name="placement_slot_from_one",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="placement_lasts_a_day",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="placement_known_before_superseded",
            ),
            ExclusionConstraint(
                name="one_place_a_day",
                index_type="GIST",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                    (InstantRange("recorded_at", "superseded_at"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="one_member_a_slot",
                index_type="GIST",
                expressions=[
                    ("parent", RangeOperators.EQUAL),
                    ("slot", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                    (InstantRange("recorded_at", "superseded_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} under {self.parent_id} at {self.slot} from {self.valid_from}"


class HeldPosition(models.Model):
    """A member in the holding tank: since when, and from which day the clock places it.

    Append-only but for `ended_at`: placed, or gone before that.
    """

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="held")
    held_from = models.DateField()
    due_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_on", "id"], condition=WAITING, name="held_by_due_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("held_from")), name="held_before_due"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} until {self.due_on}"


class Seat(models.Model):
    """The placement tree as it stands now, with what the search for a free place needs.

    Derived from the current placements, kept by the services that write those. `size` counts the
    member and everybody below; `free_level` is how many levels down the nearest free place is
    offered, 0 where the member itself has one.
    """

    member = models.OneToOneField(
        Member, on_delete=models.PROTECT, primary_key=True, related_name="seat"
    )
    parent = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, db_index=False, related_name="seats_below"
    )
    slot = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField(default=1)
    free_level = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "slot"], name="one_seat_a_slot"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} under {self.parent_id} at {self.slot}"
