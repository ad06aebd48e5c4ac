"""Apply to become a partner, step by step; every answer is kept until it is handed in."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import encryption
from core.addresses import Address, checked_address
from core.errors import Refused
from core.policy import Actor
from network.account_facts import ApplicationAnswers, HandedIn
from network.models import Account, ApplicationDraft, Member
from network.selectors.applications import application_answers
from network.services.address_book import keep_address
from network.services.become_member import become_member
from network.services.open_position import check_age, check_agreement
from network.services.own_account import own_account


class ApplicationIncomplete(Refused):
    """A step is still to come; facts name it."""

    code = "network.application_incomplete"


@transaction.atomic
def keep_details(
    *, account_id: int, address: Address, born_on: date, actor: Actor, at: datetime
) -> ApplicationAnswers:
    """Keep address and birthday of an applicant.

    Raises: NotAllowed; AccountNotFound; BadAddress; BadBirthday; TooYoung.
    """
    checked = checked_address(address)
    check_age(born_on, at)
    account = own_account(account_id, actor)
    known = application_answers(account_id)
    return _kept(account, replace(known, address=checked, born_on=born_on), at)


@transaction.atomic
def keep_agreement(
    *, account_id: int, version: str, actor: Actor, at: datetime
) -> ApplicationAnswers:
    """Keep which wording of the partner agreement the applicant has accepted.

    Raises: NotAllowed; AccountNotFound; AgreementMissing.
    """
    check_agreement(version, at)
    account = own_account(account_id, actor)
    known = application_answers(account_id)
    return _kept(account, replace(known, agreement_version=version), at)


@transaction.atomic
def hand_in_application(
    *, account_id: int, sponsor_code: str | None, actor: Actor, at: datetime
) -> HandedIn:
    """Apply with the kept answers; the address goes into the address book.

    Raises: NotAllowed; ApplicationIncomplete; and what `become_member` raises.
    """
    answers = application_answers(account_id)
    if answers.address is None or answers.born_on is None:
        raise ApplicationIncomplete(_("Enter your address and birthday first."), step="details")
    if not answers.agreement_version:
        raise ApplicationIncomplete(_("Read and accept the agreement first."), step="agreement")
    become_member(
        account_id=account_id,
        country=answers.address.country,
        sponsor_code=sponsor_code,
        born_on=answers.born_on,
        agreement_version=answers.agreement_version,
        actor=actor,
        at=at,
    )
    account = own_account(account_id, actor)
    keep_address(account, answers.address, actor, at)
    ApplicationDraft.objects.filter(account=account).delete()
    member = Member.objects.get(account=account)
    return HandedIn(member.pk, member.status)


def _kept(account: Account, answers: ApplicationAnswers, at: datetime) -> ApplicationAnswers:
    said = {
        "address": asdict(answers.address) if answers.address else None,
        "born_on": answers.born_on.isoformat() if answers.born_on else None,
        "agreement_version": answers.agreement_version,
    }
    sealed = encryption.seal(account.person_id, json.dumps(said))
    ApplicationDraft.objects.update_or_create(
        account=account, defaults={"sealed": sealed, "changed_at": at}
    )
    return answers
