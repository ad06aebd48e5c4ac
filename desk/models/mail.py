"""Mails: written once, sealed, and sent until they arrive."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import encryption
from desk.models.mail_job import MailJob

# From this many failures on, a person should look.
ALARM_AFTER = 5


def recipient_digest(address: str) -> str:
    """Return what finds mails to an address without keeping it."""
    return encryption.blind_index(address.strip().lower())


class MailState(models.TextChoices):
    """Where a mail stands."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")


class Mail(models.Model):
    """One mail. Recipient and words are sealed; a trigger lets only its sending change.

    There is one per kind and subject ("order:17"), besides those that staff sent again.
    """

    kind = models.CharField(_("kind"), max_length=40)
    subject_ref = models.CharField(_("subject"), max_length=100)
    repeats = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="repetitions"
    )
    job = models.ForeignKey(
        MailJob, null=True, on_delete=models.PROTECT, related_name="mails", db_index=False
    )
    person_id = models.UUIDField()
    recipient_digest = models.CharField(max_length=64)
    content_sealed = models.BinaryField()
    language = models.CharField(_("language"), max_length=5)
    attachments = models.JSONField(default=list)
    message_id = models.UUIDField(unique=True)
    queued_at = models.DateTimeField(_("queued at"))
    state = models.CharField(
        _("state"), max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    due_at = models.DateTimeField(_("due at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="mail_due"),
            models.Index(fields=["state", "-id"], name="mail_by_state"),
            models.Index(fields=["subject_ref"], name="mail_of_subject"),
            models.Index(
                fields=["job", "state"], condition=Q(job__isnull=False), name="mail_of_job"
            ),
            models.Index(fields=["recipient_digest", "-id"], name="mail_of_recipient"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_ref"],
                condition=Q(repeats__isnull=True),
                name="one_mail_per_kind_and_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, due_at__isnull=True)
                | Q(state="waiting", sent_at__isnull=True, due_at__isnull=False)
                | Q(state="given_up", sent_at__isnull=True, due_at__isnull=True),
                name="mail_dates_fit_its_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_ref}"
