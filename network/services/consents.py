"""Agree to something that may be withdrawn, and withdraw it as easily."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Invalid
from core.policy import Actor
from network.models import Consent
from network.rules.consents import ADVISOR_SEES_CONTACT, ADVISOR_SEES_ORDERS
from network.services.own_account import own_account

CHOICES = frozenset({ADVISOR_SEES_ORDERS, ADVISOR_SEES_CONTACT})
WORDING = "2026-01"


class UnknownConsent(Invalid):
    """Nobody can be asked for this."""

    code = "network.unknown_consent"


@transaction.atomic
def choose_consents(*, account_id: int, given: Collection[str], actor: Actor, at: datetime) -> None:
    """Let exactly these consents hold from now on; the history keeps what held before.

    Raises: NotAllowed; AccountNotFound; UnknownConsent.
    """
    if not CHOICES.issuperset(given):
        raise UnknownConsent(_("There is no such consent. Open the page again."))
    account = own_account(account_id, actor)
    in_force = Consent.objects.filter(account=account, kind__in=CHOICES, withdrawn_at=None)
    held = set(in_force.values_list("kind", flat=True))
    wanted = set(given)
    in_force.filter(kind__in=held - wanted).update(withdrawn_at=at)
    Consent.objects.bulk_create(
        Consent(account=account, kind=kind, text_version=WORDING, accepted_at=at)
        for kind in sorted(wanted - held)
    )
    if held != wanted:
        audit.record(
            actor=actor,
            action="network.choose_consents",
            subject=f"account:{account_id}",
            at=at,
            facts={"given": sorted(wanted - held), "withdrawn": sorted(held - wanted)},
        )
