"""Many mails asked for with one click, written step by step."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MailJob(models.Model):
    """How far the writing of a run's mails has come; how far the sending, its mails say.

    Each step commits its mails together with `last_ref`, so a killed job goes on where it was.
    """

    kind = models.CharField(_("kind"), max_length=40)
    subject_ref = models.CharField(_("subject"), max_length=100)
    total = models.PositiveIntegerField(_("total"))
    seen = models.PositiveIntegerField(_("seen"), default=0)
    skipped = models.PositiveIntegerField(_("without an address"), default=0)
    last_ref = models.BigIntegerField(default=0)
    started_by = models.CharField(_("started by"), max_length=80)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("all written at"), null=True)

    class Meta:
        verbose_name = _("mail job")
        verbose_name_plural = _("mail jobs")
        indexes = [
            models.Index(
                fields=["id"], condition=Q(finished_at__isnull=True), name="mail_job_unfinished"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_ref"], name="one_mail_job_per_kind_and_subject"
            ),
            models.CheckConstraint(
                condition=Q(seen__lte=F("total"), skipped__lte=F("seen")),
                name="mail_job_counts_fit",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(seen=F("total")),
                name="mail_job_finished_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_ref}"
