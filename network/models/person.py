"""Positions that belong to one person: wishes to say so, and what was decided, day by day."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from core.two_people import decided_by_another, decided_whole
from network.models.asked import Asked
from network.models.member import Member
from network.models.ranges import DateRange, InstantRange


class PersonRequest(Asked):
    """A wish to say that a position belongs to the person of another one, or to none any more.

    `other` is empty where it shall stand alone again from the day on.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="persons_asked")
    other = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=Q(decided_at__isnull=True), name="persons_waiting"
            ),
            models.Index(
                fields=["-decided_at"],
                condition=Q(decided_at__isnull=False),
                name="persons_decided",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(decided_at__isnull=True),
                name="one_person_waiting",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("member")),
                name="person_of_another",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(other__isnull=False, valid_until__gt=F("valid_from")),
                name="person_wish_lasts_a_day",
            ),
            decided_by_another(name="person_by_another"),
            decided_whole(name="person_decided_whole"),
            models.CheckConstraint(condition=~Q(reason=""), name="person_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} with {self.other_id} from {self.valid_from}"


class PersonPosition(models.Model):
    """A position of a person over some days, as known over some time.

    Append-only but for `superseded_at`, which a later row sets once. A person is known by the wish
    that first put two positions together. Who has no row is a person alone.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="persons")
    person = models.ForeignKey(PersonRequest, on_delete=models.PROTECT, related_name="positions")
    request = models.ForeignKey(
        PersonRequest, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["recorded_at"], name="person_recorded")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="person_lasts_a_day",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="person_known_before_superseded",
            ),
            ExclusionConstraint(
                name="one_person_a_day",
                index_type="GIST",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                    (InstantRange("recorded_at", "superseded_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} of {self.person_id} from {self.valid_from}"
