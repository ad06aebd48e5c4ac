"""How far the demo's history is told. A real company has no row here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DemoTelling(models.Model):
    """The one history of a demo company: its terms, and the first step that is still to come.

    Terms and step fix everything that follows; a history that was interrupted goes on there. Steps
    that the company refused, because visitors had changed it meanwhile, count as done.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.CharField(_("size"), max_length=20)
    seed = models.PositiveIntegerField(_("seed"))
    told_on = models.DateTimeField(_("day of the load"))
    steps_done = models.PositiveIntegerField(_("steps done"), default=0)
    steps_refused = models.PositiveIntegerField(_("steps refused"), default=0)
    steps_total = models.PositiveIntegerField(_("steps"))
    told_until = models.DateTimeField(_("told until"))
    spent_ms = models.PositiveBigIntegerField(_("time spent (ms)"), default=0)
    moved_at = models.DateTimeField(_("last step"))
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("history of the demo")
        verbose_name_plural = _("history of the demo")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_demo_telling"),
            models.CheckConstraint(
                condition=Q(steps_done__lte=F("steps_total")), name="no_demo_step_beyond_the_last"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.steps_done}/{self.steps_total}"


class DemoThing(models.Model):
    """What something of the history is called, and the number the company gave it."""

    name = models.CharField(_("name"), max_length=80, primary_key=True)
    number = models.BigIntegerField(_("number"))

    class Meta:
        verbose_name = _("thing of the demo")
        verbose_name_plural = _("things of the demo")

    def __str__(self) -> str:
        return self.name
