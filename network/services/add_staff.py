"""Somebody starts working for the company."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid
from core.policy import Actor
from core.policy_table import TABLE
from network.facts import NewPerson, Registration
from network.models import AccountRole
from network.services.open_account import open_account, ready_person

STAFF_ROLES = frozenset(name for who in TABLE.values() for name in who if name.isalpha())


class UnknownRole(Invalid):
    """The policy table knows no such role, or none was given."""

    code = "network.unknown_role"


@transaction.atomic
def add_staff(
    *, actor: Actor, person: NewPerson, roles: Collection[str], at: datetime
) -> Registration:
    """Open an account that holds roles.

    Raises: NotAllowed; UnknownRole; BadEmail and its like; CannotOpenAccount.
    """
    policy.require(actor, "network.add_staff")
    wanted = sorted(set(roles))
    if not wanted or not STAFF_ROLES.issuperset(wanted):
        raise UnknownRole(
            _("Choose at least one of these roles: %(roles)s.")
            % {"roles": ", ".join(sorted(STAFF_ROLES))}
        )
    ready = ready_person(replace(person, email_is_confirmed=True))
    account = open_account(person=ready, audience="customer", at=at)
    AccountRole.objects.bulk_create(
        AccountRole(account=account, role=role, granted_at=at, granted_by=actor.label)
        for role in wanted
    )
    audit.record(
        actor=actor,
        action="network.add_staff",
        subject=f"account:{account.pk}",
        at=at,
        facts={"roles": wanted},
    )
    return Registration(account_id=account.pk, member_id=None)
