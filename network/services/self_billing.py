"""Agree that the company writes the member's invoices (Gutschriften), and revoke it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy, texts
from core.company import local_date
from core.errors import Invalid
from core.policy import Actor
from network.models import Account, Consent
from network.rules.tax_kinds import SELF_BILLING
from network.selectors.members import MemberNotFound

TEXT = "self_billing"


class SelfBillingWordingMissing(Invalid):
    """The agreement was not accepted, or in a wording that is no longer the current one."""

    code = "network.self_billing_wording_missing"


@transaction.atomic
def agree_to_self_billing(*, member_id: int, version: str, actor: Actor, at: datetime) -> None:
    """Keep that a member agrees to Gutschriften in a wording; the same again changes nothing.

    Raises: NotAllowed; MemberNotFound; SelfBillingWordingMissing.
    """
    policy.require(actor, "network.agree_to_self_billing", member_id=member_id)
    account = _account_of(member_id)
    if version not in self_billing_in_force(local_date(at)):
        raise SelfBillingWordingMissing(
            _("Please read and accept the agreement on Gutschriften in its current version.")
        )
    _row, is_new = Consent.objects.get_or_create(
        account=account,
        kind=SELF_BILLING,
        text_version=version,
        withdrawn_at=None,
        defaults={"accepted_at": at},
    )
    if is_new:
        _record("network.agree_to_self_billing", member_id, version, actor, at)


@transaction.atomic
def revoke_self_billing(*, member_id: int, actor: Actor, at: datetime) -> None:
    """End the agreement from now on; what was issued before stays. Without one, nothing happens.

    Raises: NotAllowed; MemberNotFound.
    """
    policy.require(actor, "network.agree_to_self_billing", member_id=member_id)
    rows = Consent.objects.filter(
        account=_account_of(member_id), kind=SELF_BILLING, withdrawn_at=None
    )
    versions = sorted(rows.values_list("text_version", flat=True))
    if versions:
        rows.update(withdrawn_at=at)
        _record("network.revoke_self_billing", member_id, versions[-1], actor, at)


def self_billing_in_force(day: date) -> frozenset[str]:
    """Return the versions that may be accepted: of each language the current one."""
    found = (
        texts.current_or_none(TEXT, language=code, on=day) for code, _name in settings.LANGUAGES
    )
    return frozenset(text.version for text in found if text is not None)


def _account_of(member_id: int) -> Account:
    account = Account.objects.select_for_update().filter(member__id=member_id).first()
    if account is None:
        raise MemberNotFound(_("There is no such member."))
    return account


def _record(action: str, member_id: int, version: str, actor: Actor, at: datetime) -> None:
    facts = {"version": version}
    audit.record(actor=actor, action=action, subject=f"member:{member_id}", at=at, facts=facts)
