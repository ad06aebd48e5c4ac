"""One login for customers, partners and staff, without a personal word in the clear."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import encryption
from network.models.audience import Audience

OWNER = "owner"


class AccountManager(BaseUserManager["Account"]):
    """Accounts are opened by the use cases in `network.services`, nowhere else."""


class Account(AbstractBaseUser):
    """A person's login. E-mail, name and birthday are sealed with the person's own key.

    The e-mail is found by a keyed digest of its normalised form. An account without one belongs
    to an imported person who cannot sign in. `likeness` is a digest of name and birthday, by which
    staff see that two accounts may be one person's.
    """

    email_digest = models.CharField(_("e-mail"), max_length=64, unique=True, null=True)
    email_sealed = models.BinaryField(null=True)
    name_sealed = models.BinaryField()
    born_on_sealed = models.BinaryField(null=True)
    person_id = models.UUIDField(unique=True)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, default="customer")
    language = models.CharField(max_length=5, default="de")
    country = models.CharField(max_length=2)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    email_confirmed_at = models.DateTimeField(null=True)
    phone_sealed = models.BinaryField(null=True)
    likeness = models.CharField(max_length=64, blank=True)
    closing_asked_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email_digest"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        indexes = [
            models.Index(fields=["likeness"], condition=~Q(likeness=""), name="account_likeness"),
            models.Index(
                fields=["closing_asked_at"],
                condition=Q(closing_asked_at__isnull=False),
                name="account_wants_to_close",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(email_digest__isnull=True, email_sealed__isnull=True)
                | Q(email_digest__regex=r"^[0-9a-f]{64}$", email_sealed__isnull=False),
                name="account_email_digest_with_seal",
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"), name="account_country_code"
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"

    @cached_property
    def email(self) -> str:
        """Return the e-mail, or nothing where there is none or the person was forgotten."""
        return self._unsealed(self.email_sealed)

    @cached_property
    def name(self) -> str:
        """Return the name, or nothing where the person was forgotten."""
        return self._unsealed(self.name_sealed)

    @cached_property
    def phone(self) -> str:
        """Return the phone number, or nothing where there is none."""
        return self._unsealed(self.phone_sealed)

    @cached_property
    def born_on(self) -> date | None:
        """Return the birthday, where it is known."""
        written = self._unsealed(self.born_on_sealed)
        return date.fromisoformat(written) if written else None

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the e-mail address is known to be the person's own."""
        return self.email_confirmed_at is not None

    @cached_property
    def roles(self) -> frozenset[str]:
        """Return the staff roles; empty for customers and partners, and once inactive."""
        if not self.is_active:
            return frozenset()
        return frozenset(self.granted_roles.values_list("role", flat=True))

    @property
    def is_staff(self) -> bool:
        """Tell whether any role is held: the door to the admin."""
        return bool(self.roles)

    @property
    def is_superuser(self) -> bool:
        """Tell whether this is an owner of the company."""
        return OWNER in self.roles

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Let the owner through: the admin only shows, use cases ask the policy table."""
        return self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        """Let the owner see a room in the admin."""
        return self.is_superuser

    def _unsealed(self, blob: bytes | memoryview | None) -> str:
        return "" if blob is None else encryption.unseal_or(self.person_id, bytes(blob), "")


class AccountRole(models.Model):
    """A role that a member of staff holds; the policy table says what it may do."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="granted_roles")
    role = models.SlugField(max_length=32)
    granted_at = models.DateTimeField()
    granted_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role"], name="account_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of account {self.account_id}"
