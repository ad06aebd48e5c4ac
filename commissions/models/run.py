"""Runs: one period settled by one plan version, from draft to published."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commissions.models.plan_version import PlanVersion
from core.errors import Conflict
from core.policy import Actor


class RunState(models.TextChoices):
    """Where a run stands. Drafts are replaced freely, a published run stays for ever."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    DISCARDED = "discarded", _("discarded")


TRANSITIONS: dict[RunState, frozenset[RunState]] = {
    RunState.DRAFT: frozenset({RunState.APPROVED, RunState.DISCARDED}),
    RunState.APPROVED: frozenset({RunState.PUBLISHED, RunState.DISCARDED}),
    RunState.PUBLISHED: frozenset(),
    RunState.DISCARDED: frozenset(),
}
OPEN = (RunState.DRAFT, RunState.APPROVED)


class RunMoved(Conflict):
    """The run is no longer where this step begins."""

    code = "commissions.run_moved"


class Run(models.Model):
    """The settlement of a period: fingerprints, totals, and who drafted, approved, published it.

    `rules_revision` tells in which form its fingerprints were taken; a later form has others.
    What was calculated never changes; each step is taken once and leaves who and when. A trigger
    keeps both. Its ranks go on from those of the published run that it `follows`, if there is one.
    `possible_minor` is what the orders would have paid had every level been taken.
    `earned_minor` holds the lines of its own orders and `corrected_minor`, the sum of the last
    `correction_count` lines, which correct closed periods; with many returns it is below zero.
    """

    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="runs")
    plan_code = models.CharField(max_length=40)
    period_key = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_before = models.DateField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    rules_revision = models.PositiveSmallIntegerField(db_default=0)
    input_hash = models.CharField(max_length=64)
    result_hash = models.CharField(max_length=64)
    member_count = models.PositiveIntegerField()
    volume_count = models.PositiveIntegerField()
    reversal_count = models.PositiveIntegerField(db_default=0)
    line_count = models.PositiveIntegerField()
    correction_count = models.PositiveIntegerField(db_default=0)
    pv_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    possible_minor = models.BigIntegerField()
    earned_minor = models.BigIntegerField()
    corrected_minor = models.BigIntegerField(db_default=0)
    drafted_by = models.CharField(max_length=80)
    drafted_by_account = models.BigIntegerField(null=True)
    drafted_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, null=True)
    approved_by_account = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, null=True)
    published_by_account = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    discarded_by = models.CharField(max_length=80, null=True)
    discarded_by_account = models.BigIntegerField(null=True)
    discarded_at = models.DateTimeField(null=True)
    fully_vested_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-starts_on", "-id"], name="run_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_code", "period_key"],
                condition=Q(state=RunState.PUBLISHED),
                name="run_published_once",
            ),
            models.UniqueConstraint(
                fields=["plan_code", "period_key"],
                condition=Q(state__in=OPEN),
                name="run_one_open_draft",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="run_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_account__isnull=True)
                | Q(drafted_by_account__isnull=True)
                | ~Q(approved_by_account=F("drafted_by_account")),
                name="run_approved_by_another_account",
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.DRAFT, approved_at__isnull=True)
                | Q(state=RunState.APPROVED, approved_at__isnull=False)
                | Q(
                    state=RunState.PUBLISHED,
                    approved_at__isnull=False,
                    published_at__isnull=False,
                )
                | Q(state=RunState.DISCARDED, discarded_at__isnull=False),
                name="run_state_has_its_steps",
            ),
            models.CheckConstraint(
                condition=Q(earned_minor__gte=F("corrected_minor"))
                & Q(possible_minor__gte=F("earned_minor") - F("corrected_minor")),
                name="run_pays_what_is_possible",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """Return how ledger, statements and titles name the run."""
        return f"run:{self.pk}"

    @property
    def plan_label(self) -> str:
        """Return how papers name its plan; `plan_version` should be loaded with the run."""
        return str(self.plan_version)

    def move_to(self, state: RunState, *, actor: Actor, at: datetime) -> None:
        """Take the next step and write down who took it and when.

        Raises: RunMoved — this step does not follow, or somebody was faster.
        """
        before = RunState(self.state)
        step = {
            "state": state,
            f"{state}_by": actor.label,
            f"{state}_by_account": actor.account_id,
            f"{state}_at": at,
        }
        rows = Run.objects.filter(pk=self.pk, state=before)
        if state not in TRANSITIONS[before] or not rows.update(**step):
            message = _("The run is %(state)s; it cannot become %(wish)s. Look at it again.")
            raise RunMoved(message % {"state": before.label, "wish": state.label}, run_id=self.pk)
        for name, value in step.items():
            setattr(self, name, value)
