"""A thing that a member should do."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskKind(models.TextChoices):
    """What is to be done."""

    WELCOME = "welcome", _("Welcome a new partner")


class Task(models.Model):
    """One thing to do about one subject, like "member:1042"; there is one per kind and subject."""

    member = models.ForeignKey("network.Member", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32, choices=TaskKind.choices)
    subject_ref = models.CharField(max_length=64)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "due_on", "id"], name="tasks_of_member")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_ref"], name="one_task_per_subject"),
            models.CheckConstraint(
                condition=models.Q(kind__in=TaskKind.values), name="task_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_ref}"
