"""A partner's position and the states it goes through."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Refused
from network.models.account import Account

CODE_PATTERN = r"^[a-z0-9][a-z0-9-]{2,31}$"


class MemberCannotMove(Refused):
    """The transition table has no such step."""

    code = "network.member_cannot_move"


class StatusChangedMeanwhile(Conflict):
    """Another status was stored between reading and writing."""

    code = "network.status_changed_meanwhile"


class MemberStatus(models.TextChoices):
    """What a position may do: only an active one sponsors, buys as a partner and earns."""

    APPLIED = "applied", _("applied")
    REJECTED = "rejected", _("rejected")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    TERMINATED = "terminated", _("terminated")


TRANSITIONS: dict[MemberStatus, frozenset[MemberStatus]] = {
    MemberStatus.APPLIED: frozenset({MemberStatus.ACTIVE, MemberStatus.REJECTED}),
    MemberStatus.REJECTED: frozenset({MemberStatus.APPLIED}),
    MemberStatus.ACTIVE: frozenset({MemberStatus.SUSPENDED, MemberStatus.TERMINATED}),
    MemberStatus.SUSPENDED: frozenset({MemberStatus.ACTIVE, MemberStatus.TERMINATED}),
    MemberStatus.TERMINATED: frozenset(),
}

# Who has only asked to join, or was told no, is no partner to anybody.
NEVER_JOINED = frozenset({MemberStatus.APPLIED, MemberStatus.REJECTED})


class Member(models.Model):
    """A position in the network. Its id is the number that people see, from 1001."""

    id = models.BigAutoField(primary_key=True, verbose_name=_("number"))
    # One position per login for now; several business centres need a choice at sign-in first.
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="member")
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(
        max_length=16, choices=MemberStatus.choices, default=MemberStatus.ACTIVE
    )
    country = models.CharField(max_length=2)
    joined_on = models.DateField()
    source = models.CharField(max_length=64, null=True)
    external_reference = models.CharField(max_length=200, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "-id"], name="member_by_status"),
            models.Index(fields=["country", "-id"], name="member_by_country"),
            models.Index(fields=["joined_on", "id"], name="member_by_joining"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="member_code_shape"),
            models.CheckConstraint(
                condition=Q(status__in=MemberStatus.values), name="member_status_known"
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"), name="member_country_code"
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True, external_reference__isnull=True)
                | Q(source__isnull=False, external_reference__isnull=False),
                name="member_reference_has_source",
            ),
            models.UniqueConstraint(
                fields=["source", "external_reference"], name="member_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def move_to(self, status: MemberStatus) -> None:
        """Change the status, if nobody did so meanwhile. The caller adds the history row.

        Raises: MemberCannotMove — the table knows no such step. StatusChangedMeanwhile.
        """
        old = MemberStatus(self.status)
        if status not in TRANSITIONS[old]:
            raise MemberCannotMove(
                _("A partner who is %(old)s cannot become %(new)s.")
                % {"old": old.label, "new": status.label},
                member_id=self.pk,
            )
        if not Member.objects.filter(pk=self.pk, status=old).update(status=status):
            raise StatusChangedMeanwhile(
                _("Somebody else changed this partner's status. Look again."), member_id=self.pk
            )
        self.status = status


class MemberStatusChange(models.Model):
    """One move of a position: when it holds, when it was recorded, who did it and why.

    Append-only. `from_status` is empty for the first one.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="status_changes")
    from_status = models.CharField(max_length=16, blank=True)
    to_status = models.CharField(max_length=16, choices=MemberStatus.choices)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    actor = models.TextField()
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-id"], name="status_change_of_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_status__in=MemberStatus.values), name="status_change_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.to_status} from {self.effective_on}"
