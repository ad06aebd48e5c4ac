"""What may be known of bank accounts without opening them, and the one place that opens them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from core.encryption import unseal_many_or
from finance.models import BankAccount
from finance.rules.payout_lines import BankData


def bank_account_hint(payee: str) -> str:
    """Return "DE** **** 1234" of the account in use, or an empty text."""
    current = BankAccount.objects.filter(payee=payee, valid_until__isnull=True).first()
    return current.hint if current else ""


def person_keys_of(payee: str) -> tuple[UUID, ...]:
    """Return the keys that seal the payee's bank data, for whoever forgets the person."""
    keys = BankAccount.objects.filter(payee=payee).values_list("person_id", flat=True)
    return tuple(sorted(set(keys)))


def open_bank_accounts(payees: Sequence[str], at: datetime) -> dict[str, BankData]:
    """Unseal the accounts that were in use at an instant, by payee."""
    valid = Q(valid_from__lte=at) & (Q(valid_until__isnull=True) | Q(valid_until__gt=at))
    rows = list(BankAccount.objects.filter(valid, payee__in=payees))
    ibans = unseal_many_or([(row.person_id, bytes(row.iban_sealed)) for row in rows], "")
    holders = unseal_many_or([(row.person_id, bytes(row.holder_sealed)) for row in rows], "")
    return {
        row.payee: BankData(row.pk, iban, holder)
        for row, iban, holder in zip(rows, ibans, holders, strict=True)
    }
