"""What somebody asked a worker to calculate, how far it is, and how it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commissions.models.run import Run


class CalculationKind(models.TextChoices):
    """What is calculated: a period's draft, its publication, a run once more, a plan on trial."""

    DRAFT = "draft", _("draft")
    PUBLICATION = "publication", _("publication")
    CHECK = "check", _("check")
    TRIAL = "trial", _("trial")


OF_A_PERIOD = (CalculationKind.DRAFT, CalculationKind.PUBLICATION)


class CalculationState(models.TextChoices):
    """Where a calculation stands; from the last three it goes nowhere."""

    WAITING = "waiting", _("waiting")
    UNDERWAY = "underway", _("under way")
    ENDED = "ended", _("finished")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")


OPEN_STATES = (CalculationState.WAITING, CalculationState.UNDERWAY)


class Calculation(models.Model):
    """One request. A connection of its own writes how far it is, while the run's is in the middle.

    `run` commits together with the rows of that run; until then nothing of it can be seen, and a
    worker that was killed leaves `underway` behind for the next one (calculations/carry_out.py).
    `part` and `about` name what is being done, step `step` of `steps`, `done` of `total` in it;
    a `total` of zero is unknown. `reason` is written in the `language` of whoever asked.
    `outcome` says by how much a draft differs from the last published run, or what a check found.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=CalculationKind)
    plan_code = models.CharField(_("plan"), max_length=40)
    period_key = models.CharField(_("period"), max_length=8, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CalculationState, default=CalculationState.WAITING
    )
    asked_by = models.CharField(_("asked by"), max_length=80)
    asked_by_account = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(_("asked at"))
    language = models.CharField(max_length=8)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    started_at = models.DateTimeField(_("started at"), null=True)
    moved_at = models.DateTimeField(_("last sign of life"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    stop_asked_by = models.CharField(_("stopped by"), max_length=80, blank=True)
    stop_asked_at = models.DateTimeField(_("asked to stop at"), null=True)
    part = models.CharField(_("part"), max_length=20, blank=True)
    about = models.CharField(max_length=40, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    reason = models.TextField(_("reason"), blank=True)
    code = models.CharField(max_length=80, blank=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    is_new = models.BooleanField(default=False)
    outcome = models.JSONField(null=True)

    class Meta:
        verbose_name = _("calculation")
        verbose_name_plural = _("calculations")
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=OPEN_STATES), name="calculation_open"
            ),
            models.Index(fields=["plan_code", "period_key", "-id"], name="calculation_of_period"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_code", "period_key"],
                condition=Q(state__in=OPEN_STATES, kind__in=OF_A_PERIOD),
                name="one_calculation_of_a_period",
            ),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(state__in=OPEN_STATES, kind=CalculationKind.CHECK),
                name="one_check_of_a_run",
            ),
            models.UniqueConstraint(
                fields=["asked_by"],
                condition=Q(state__in=OPEN_STATES, kind=CalculationKind.TRIAL),
                name="one_trial_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state=CalculationState.WAITING, ended_at__isnull=True)
                | Q(
                    state=CalculationState.UNDERWAY,
                    started_at__isnull=False,
                    moved_at__isnull=False,
                    ended_at__isnull=True,
                )
                | Q(state=CalculationState.ENDED, ended_at__isnull=False)
                | Q(
                    state=CalculationState.STOPPED,
                    ended_at__isnull=False,
                    stop_asked_at__isnull=False,
                )
                | (Q(state=CalculationState.FAILED, ended_at__isnull=False) & ~Q(reason="")),
                name="calculation_state_has_its_facts",
            ),
            models.CheckConstraint(
                condition=Q(kind=CalculationKind.TRIAL, run__isnull=True)
                | (
                    ~Q(kind=CalculationKind.TRIAL)
                    & ~Q(period_key="")
                    & (Q(run__isnull=False) | ~Q(state=CalculationState.ENDED))
                ),
                name="calculation_of_a_period_ends_in_a_run",
            ),
            models.CheckConstraint(
                condition=Q(step__lte=F("steps")), name="calculation_step_is_one_of_the_steps"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.plan_code} {self.period_key}".rstrip()

    @property
    def ref(self) -> str:
        """Return how the audit names it."""
        return f"calculation:{self.pk}"


class TriedPlan(models.Model):
    """The document that a trial is about, and what it would have paid; thrown away after a while.

    `found` is the simulation as plain data, None as long as there is none; `not_replayed` says in
    the asker's language why there will be none.
    """

    calculation = models.OneToOneField(
        Calculation, on_delete=models.CASCADE, primary_key=True, related_name="tried"
    )
    label = models.CharField(_("plan"), max_length=60)
    sha256 = models.CharField(max_length=64)
    document = models.BinaryField()
    examples = models.BinaryField()
    periods = models.PositiveSmallIntegerField(_("periods"))
    not_replayed = models.TextField(blank=True)
    found = models.JSONField(null=True)

    class Meta:
        verbose_name = _("tried plan")
        verbose_name_plural = _("tried plans")

    def __str__(self) -> str:
        return self.label
