"""What a partner shows of itself, and to whom."""

from __future__ import annotations

from django.db import models

from network.models.member import Member


class MemberProfile(models.Model):
    """A partner's public words and its own choices; no row means nothing was chosen.

    Words and contact are sealed with the person's key. Staff may hide the public words, with a
    reason; the partner still sees them.
    """

    member = models.OneToOneField(
        Member, primary_key=True, on_delete=models.PROTECT, related_name="profile"
    )
    public_name_sealed = models.BinaryField(null=True)
    greeting_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    business_email_sealed = models.BinaryField(null=True)
    shares_contact = models.BooleanField(default=False)
    hides_name = models.BooleanField(default=False)
    hidden_reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"profile of {self.pk}"

    @property
    def is_hidden(self) -> bool:
        """Tell whether staff have taken the public words down."""
        return bool(self.hidden_reason)
