"""Where members live, as far as a bank needs it: town and country, of many at once."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from core.sealed_addresses import read_addresses
from network.models import AccountAddress, Member


def home_towns(member_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return town and country of members who keep an address, that for invoices before others.

    The caller has asked the policy: a bank file names whom it pays.
    """
    owners = Member.objects.filter(pk__in=member_ids, account__isnull=False)
    members = dict(owners.values_list("account_id", "pk"))
    rows = AccountAddress.objects.filter(account_id__in=members, ended_at=None)
    rows = rows.annotate(person_id=F("account__person_id"))
    found = list(rows.order_by("-is_for_billing", "-is_for_delivery", "-id"))
    opened = read_addresses([(row.person_id, bytes(row.sealed)) for row in found])
    towns: dict[int, tuple[str, str]] = {}
    for row, address in zip(found, opened, strict=True):
        if address is not None and address.town and address.country:
            towns.setdefault(members[row.account_id], (address.town, address.country))
    return towns
