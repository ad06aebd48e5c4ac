"""Questions about earning lines: sealed words, a day by which they are answered, every answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commissions.models.run import Run


class Inquiry(models.Model):
    """A conversation about one line. Open from a question until its answer.

    `order_ref` is kept for lists. Silence never counts as agreement (§ 87c (5) HGB): an inquiry
    can be opened about any line at any time, and again.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="inquiries")
    line_no = models.IntegerField()
    member = models.ForeignKey("network.Member", on_delete=models.PROTECT, related_name="+")
    order_ref = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=Q(is_open=True), name="inquiry_open_by_day"
            ),
            models.Index(fields=["member", "-id"], name="inquiry_of_member"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "line_no"], name="one_inquiry_per_line"),
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(answered_at__isnull=False),
                name="inquiry_closed_by_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.line_no}"


class InquiryMessage(models.Model):
    """One question or answer, sealed with the member's key. Append-only."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="messages")
    is_answer = models.BooleanField()
    person_id = models.UUIDField()
    text_sealed = models.BinaryField()
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.inquiry_id}: {self.written_at:%Y-%m-%d}"
