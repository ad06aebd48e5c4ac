"""A person's own account: what its owner sees, and what mails and links need."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from core import encryption, policy
from core.policy import Actor
from core.sealed_addresses import read_addresses
from network.account_facts import (
    AccountDetails,
    Addressee,
    Advisor,
    BookAddress,
    ConsentEntry,
    OwnProfile,
)
from network.models import (
    Account,
    AccountAddress,
    Consent,
    EmailChange,
    MemberStatus,
)
from network.selectors.accounts import account_not_found
from network.selectors.customers import credits_on
from network.selectors.members import member_card
from network.selectors.profiles import business_contact
from network.selectors.today import day_or_today
from network.tokens import CONFIRM, LIFE, RESET, make_token


def account_details(actor: Actor, account_id: int, at: datetime) -> AccountDetails:
    """Return what the owner (or staff who may) sees of an account.

    Raises: NotAllowed; AccountNotFound.
    """
    policy.require(actor, "network.see_account", account_id=account_id)
    account = _account(account_id)
    change = waiting_change(account_id, at)
    return AccountDetails(
        account_id=account_id,
        email=account.email,
        new_email=_opened(account, change.new_sealed) if change else "",
        profile=OwnProfile(account.name, account.phone, account.language, account.country),
        born_on=account.born_on,
        opened_at=account.opened_at,
        email_confirmed_at=account.email_confirmed_at,
        closing_asked_at=account.closing_asked_at,
    )


def addresses_of(account_id: int) -> tuple[BookAddress, ...]:
    """Return the addresses a person keeps, those taken without asking first.

    The caller has asked the policy: a checkout shows them to their owner only.
    """
    rows = AccountAddress.objects.filter(account_id=account_id, ended_at=None)
    order = ("-is_for_delivery", "-is_for_billing", "-id")
    found = list(rows.annotate(person_id=F("account__person_id")).order_by(*order))
    opened = read_addresses([(row.person_id, bytes(row.sealed)) for row in found])
    return tuple(
        BookAddress(row.pk, address, row.is_for_delivery, row.is_for_billing)
        for row, address in zip(found, opened, strict=True)
        if address is not None
    )


def own_consents(account_id: int) -> tuple[ConsentEntry, ...]:
    """Return everything a person agreed to, the newest first, withdrawn ones included."""
    rows = Consent.objects.filter(account_id=account_id).order_by("-accepted_at", "-id")
    columns = ("kind", "text_version", "accepted_at", "withdrawn_at")
    return tuple(ConsentEntry(*row) for row in rows.values_list(*columns))


def who_consented(account_ids: Collection[int], kind: str) -> frozenset[int]:
    """Return which of these accounts agree to something today."""
    rows = Consent.objects.filter(account_id__in=account_ids, kind=kind, withdrawn_at=None)
    return frozenset(rows.values_list("account_id", flat=True))


def advisor_of(account_id: int) -> Advisor | None:
    """Return the partner a customer is credited to today, as the dated fact it is."""
    today = day_or_today(None)
    credit = credits_on(today).filter(account_id=account_id).first()
    if credit is None:
        return None
    card = member_card(credit.member_id, today)
    email, phone = business_contact(card.member_id)
    return Advisor(
        member_id=card.member_id,
        code=card.code,
        name=card.name or card.code,
        since=credit.valid_from,
        is_active=card.status == MemberStatus.ACTIVE,
        email=email,
        phone=phone,
    )


def confirmation_token(account_id: int, at: datetime) -> str:
    """Return the secret of the link that confirms the waiting address.

    Raises: AccountNotFound.
    """
    account, change = _account(account_id), waiting_change(account_id, at)
    about = change.new_digest if change else account.email_digest or ""
    return make_token(CONFIRM, account_id, about, at)


def confirmation_addressee(account_id: int, at: datetime) -> Addressee:
    """Return where that link has to go: to the waiting address, which is not the account's yet.

    Raises: AccountNotFound.
    """
    account, change = _account(account_id), waiting_change(account_id, at)
    email = _opened(account, change.new_sealed) if change else account.email
    return _addressee(account, email)


def addressee_of(account_id: int) -> Addressee:
    """Return where mails to an account go; without an address they go nowhere.

    Raises: AccountNotFound.
    """
    account = _account(account_id)
    return _addressee(account, account.email)


def reset_token(account_id: int, at: datetime) -> str:
    """Return the secret of the link that lets somebody set a new password.

    Raises: AccountNotFound.
    """
    return make_token(RESET, account_id, reset_subject(_account(account_id)), at)


def reset_subject(account: Account) -> str:
    """Return what a reset link is about: it dies with this password and with this address."""
    return f"{account.password}|{account.email_digest}"


def waiting_change(account_id: int, at: datetime) -> EmailChange | None:
    """Return the e-mail change whose link can still be followed."""
    waiting = EmailChange.objects.filter(account_id=account_id, done_at=None, dropped_at=None)
    return waiting.filter(asked_at__gt=at - LIFE[CONFIRM]).first()


def _addressee(account: Account, email: str) -> Addressee:
    return Addressee(account.pk, account.person_id, email, account.name, account.language)


def _account(account_id: int) -> Account:
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise account_not_found(account_id)
    return account


def _opened(account: Account, blob: bytes | memoryview) -> str:
    return encryption.unseal_or(account.person_id, bytes(blob), "")
