"""The address book of a person: kept sealed, changed by new rows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.addresses import Address, checked_address
from core.errors import NotFound, Refused
from core.policy import Actor
from core.sealed_addresses import seal_address
from network.models import Account, AccountAddress
from network.selectors.own_account import addresses_of
from network.services.own_account import own_account

MOST_ADDRESSES = 20


class AddressNotFound(NotFound):
    """The book has no such address (any more)."""

    code = "network.address_not_found"


class TooManyAddresses(Refused):
    """The book is full."""

    code = "network.too_many_addresses"


@transaction.atomic
def add_address(*, account_id: int, address: Address, actor: Actor, at: datetime) -> int:
    """Keep an address; the first one is taken for parcels and invoices. Return its id.

    An address that stands in the book already is not added twice.
    Raises: NotAllowed; AccountNotFound; BadAddress; TooManyAddresses.
    """
    checked = checked_address(address)
    account = own_account(account_id, actor)
    return keep_address(account, checked, actor, at)


@transaction.atomic
def change_address(
    *, account_id: int, address_id: int, address: Address, actor: Actor, at: datetime
) -> int:
    """Put an address in the place of another; return the id of the new row.

    Raises: NotAllowed; AccountNotFound; BadAddress; AddressNotFound.
    """
    checked = checked_address(address)
    account = own_account(account_id, actor)
    old = _ended(account, address_id, actor, at)
    return _stored(account, checked, (old.is_for_delivery, old.is_for_billing), actor, at)


@transaction.atomic
def remove_address(*, account_id: int, address_id: int, actor: Actor, at: datetime) -> None:
    """Take an address out of the book; orders that were sent there keep their own copy.

    Raises: NotAllowed; AccountNotFound; AddressNotFound.
    """
    account = own_account(account_id, actor)
    old = _ended(account, address_id, actor, at)
    if (
        left := AccountAddress.objects.filter(account=account, ended_at=None)
        .order_by("-pk")
        .first()
    ):
        left.is_for_delivery = left.is_for_delivery or old.is_for_delivery
        left.is_for_billing = left.is_for_billing or old.is_for_billing
        left.save(update_fields=["is_for_delivery", "is_for_billing"])


@transaction.atomic
def prefer_address(
    *, account_id: int, address_id: int, for_what: str, actor: Actor, at: datetime
) -> None:
    """Take this address for "delivery" or "billing" without asking from now on.

    Raises: NotAllowed; AccountNotFound; AddressNotFound.
    """
    account = own_account(account_id, actor)
    rows = AccountAddress.objects.filter(account=account, ended_at=None)
    column = "is_for_billing" if for_what == "billing" else "is_for_delivery"
    if not rows.filter(pk=address_id).exists():
        raise _not_found(address_id)
    rows.filter(**{column: True}).update(**{column: False})
    rows.filter(pk=address_id).update(**{column: True})
    _audit("network.prefer_address", account.pk, address_id, actor, at)


def keep_address(account: Account, address: Address, actor: Actor, at: datetime) -> int:
    """Keep a checked address once; the caller holds the account."""
    known = addresses_of(account.pk)
    same = next((row.address_id for row in known if row.address == address), None)
    if same is not None:
        return same
    if len(known) >= MOST_ADDRESSES:
        raise TooManyAddresses(
            _("The address book holds %(most)d addresses. Remove one you do not need.")
            % {"most": MOST_ADDRESSES}
        )
    return _stored(account, address, (not known, not known), actor, at)


def _stored(
    account: Account, address: Address, for_what: tuple[bool, bool], actor: Actor, at: datetime
) -> int:
    row = AccountAddress.objects.create(
        account=account,
        sealed=seal_address(account.person_id, address),
        is_for_delivery=for_what[0],
        is_for_billing=for_what[1],
        recorded_at=at,
    )
    _audit("network.add_address", account.pk, row.pk, actor, at)
    return row.pk


def _ended(account: Account, address_id: int, actor: Actor, at: datetime) -> AccountAddress:
    row = AccountAddress.objects.filter(account=account, ended_at=None, pk=address_id).first()
    if row is None:
        raise _not_found(address_id)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    _audit("network.end_address", account.pk, row.pk, actor, at)
    return row


def _not_found(address_id: int) -> AddressNotFound:
    return AddressNotFound(_("This address is not in your book any more."), address_id=address_id)


def _audit(action: str, account_id: int, address_id: int, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"account:{account_id}",
        at=at,
        facts={"address": address_id},
    )
