"""Which member a customer's purchases count for."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from network.models.account import Account
from network.models.member import Member
from network.models.ranges import DateRange


class CustomerCredit(models.Model):
    """A customer is credited to a member over some days; the first purchase confirms it.

    Append-only but for `valid_until` and `confirmed_at`, each set once.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="customers")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    reason = models.TextField(default="registration")
    actor = models.TextField(blank=True)

    class Meta:
        constraints = [
            # An empty span is allowed: a customer who becomes a member on the day of registration.
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="credit_ends_after_start",
            ),
            ExclusionConstraint(
                name="one_credit_a_day",
                index_type="GIST",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.account_id} for {self.member_id} from {self.valid_from}"
