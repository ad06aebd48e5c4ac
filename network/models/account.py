"""One login for customers, partners and staff, without a personal word in the clear."""

from __future__ import annotations

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
    to an imported person who cannot sign in.
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

    USERNAME_FIELD = "email_digest"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
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
