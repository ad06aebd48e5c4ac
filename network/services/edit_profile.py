"""A person changes what is known about it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core import audit, encryption
from core.addresses import checked_phone
from core.outbox import publish
from core.policy import Actor
from network.account_facts import OwnProfile
from network.events import AccountClosingAsked
from network.services.index_names import index_names
from network.services.open_account import (
    checked_country,
    checked_language,
    checked_name,
    likeness_of,
)
from network.services.own_account import insist_on_password, own_account


@transaction.atomic
def edit_profile(*, account_id: int, profile: OwnProfile, actor: Actor, at: datetime) -> OwnProfile:
    """Keep name, phone, language and country; which of them changed is audited, not their words.

    Raises: NotAllowed; AccountNotFound; BadName; BadAddress (phone); UnknownLanguage; BadCountry.
    """
    new = OwnProfile(
        name=checked_name(profile.name),
        phone=checked_phone(profile.phone),
        language=checked_language(profile.language),
        country=checked_country(profile.country),
    )
    account = own_account(account_id, actor)
    before = OwnProfile(account.name, account.phone, account.language, account.country)
    changed = [name for name in OwnProfile.__slots__ if getattr(before, name) != getattr(new, name)]
    if not changed:
        return new
    account.name_sealed, phone = encryption.seal_many(
        [(account.person_id, new.name), (account.person_id, new.phone)]
    )
    account.phone_sealed = phone if new.phone else None
    account.language, account.country = new.language, new.country
    if account.born_on:
        account.likeness = likeness_of(new.name, account.born_on)
    account.save()
    if "name" in changed:
        index_names([(account.person_id, new.name)])
    _audit("network.edit_profile", account_id, actor, at, {"keys": changed})
    return new


@transaction.atomic
def ask_closing(*, account_id: int, password: str, actor: Actor, at: datetime) -> None:
    """Mark that the owner wants the account closed; staff settle what is open, then erase.

    Raises: NotAllowed; AccountNotFound; WrongPassword.
    """
    insist_on_password(account_id, password)
    account = own_account(account_id, actor)
    if account.closing_asked_at is None:
        account.closing_asked_at = at
        account.save(update_fields=["closing_asked_at"])
        _audit("network.ask_closing", account_id, actor, at, {})
        publish(AccountClosingAsked(account_id=account_id, at=at))


@transaction.atomic
def keep_account(*, account_id: int, actor: Actor, at: datetime) -> None:
    """Take the wish to close the account back.

    Raises: NotAllowed; AccountNotFound.
    """
    account = own_account(account_id, actor)
    if account.closing_asked_at is not None:
        account.closing_asked_at = None
        account.save(update_fields=["closing_asked_at"])
        _audit("network.keep_account", account_id, actor, at, {})


def _audit(
    action: str, account_id: int, actor: Actor, at: datetime, facts: dict[str, object]
) -> None:
    audit.record(actor=actor, action=action, subject=f"account:{account_id}", at=at, facts=facts)
