"""What may be known of bank accounts without opening them, and the one place that opens them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from core.encryption import unseal_many_or
from finance.models import BankAccount, BankAccountFlag, PayoutLine
from finance.models.payout import LineState
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
    """Unseal the accounts that were in use at an instant, by payee, with what is known of them."""
    valid = Q(valid_from__lte=at) & (Q(valid_until__isnull=True) | Q(valid_until__gt=at))
    rows = list(BankAccount.objects.filter(valid, payee__in=payees))
    ibans = unseal_many_or([(row.person_id, bytes(row.iban_sealed)) for row in rows], "")
    holders = unseal_many_or([(row.person_id, bytes(row.holder_sealed)) for row in rows], "")
    replaced = _had_others(payees, at)
    numbers = [row.pk for row in rows]
    returned, used = _returned(numbers), _used(numbers)
    return {
        row.payee: BankData(
            row.pk,
            iban,
            holder,
            changed_at=row.valid_from if row.payee in replaced else None,
            is_returned=row.pk in returned,
            is_new=row.pk not in used,
        )
        for row, iban, holder in zip(rows, ibans, holders, strict=True)
    }


def _had_others(payees: Sequence[str], at: datetime) -> set[str]:
    """Return the payees whose account replaced another one."""
    ended = BankAccount.objects.filter(payee__in=payees, valid_until__lte=at)
    return set(ended.values_list("payee", flat=True))


def _returned(numbers: Sequence[int]) -> set[int]:
    """Return the accounts from which a transfer came back and that nobody has released since."""
    flags = BankAccountFlag.objects.filter(bank_account__in=numbers, lifted_at__isnull=True)
    return set(flags.values_list("bank_account_id", flat=True))


def _used(numbers: Sequence[int]) -> set[int]:
    """Return the accounts that were paid to before."""
    lines = PayoutLine.objects.filter(bank_account__in=numbers, state=LineState.PAID)
    return set(lines.values_list("bank_account_id", flat=True))
