"""Keep where a payee's money goes: dated, sealed with the person's key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.company import company
from core.encryption import blind_index, new_people, seal_many, unseal_many_or
from core.errors import Conflict, InvariantBroken
from core.locks import Lock, take
from core.policy import Actor, require
from finance.facts import NewBankAccount
from finance.models import BankAccount
from finance.rules.account_paths import is_payee, member_id_of
from finance.rules.ibans import Iban
from finance.services.authors import author
from finance.services.bank_data import checked_holder, checked_iban

CHUNK = 5_000


class BankAccountOutdated(Conflict):
    """A later change of the bank account is already recorded."""

    code = "finance.bank_account_outdated"


@dataclass(frozen=True, slots=True)
class _Wanted:
    payee: str
    iban: Iban
    digest: str
    holder: str
    person_id: UUID | None


def set_bank_account(*, payee: str, iban: str, holder: str, actor: Actor, at: datetime) -> str:
    """Set where a payee's money goes from now on; return the hint that may be shown.

    The same data again change nothing.
    Raises: InvalidIban; InvalidHolder; BankAccountOutdated.
    """
    set_bank_accounts_bulk([NewBankAccount(payee, iban, holder)], actor=actor, at=at)
    return BankAccount.objects.get(payee=payee, valid_until__isnull=True).hint


@transaction.atomic
def set_bank_accounts_bulk(
    accounts: Sequence[NewBankAccount], *, actor: Actor, at: datetime
) -> int:
    """Set many bank accounts in a few statements, all or none; return how many changed."""
    for account in accounts:
        require(actor, "finance.set_bank_account", member_id=member_id_of(account.payee))
    if len({account.payee for account in accounts}) < len(accounts):
        raise InvariantBroken("one bank account for each payee")
    take(Lock.ACCOUNTS, "bank_accounts")
    currency = company().currency
    wanted = [_checked(account, currency) for account in accounts]
    return sum(
        _set_some(wanted[start : start + CHUNK], actor, at)
        for start in range(0, len(wanted), CHUNK)
    )


def _checked(account: NewBankAccount, currency: str) -> _Wanted:
    if not is_payee(account.payee):
        raise InvariantBroken('a payee is a path like "member:1042"')
    iban = checked_iban(account.iban, currency=currency)
    holder = checked_holder(account.holder)
    return _Wanted(account.payee, iban, blind_index(iban.compact), holder, account.person_id)


def _set_some(wanted: Sequence[_Wanted], actor: Actor, at: datetime) -> int:
    rows = BankAccount.objects.filter(
        payee__in=[each.payee for each in wanted], valid_until__isnull=True
    )
    current = {row.payee: row for row in rows}
    changed = _changed(wanted, current)
    replaced = [current[each.payee] for each in changed if each.payee in current]
    if any(row.valid_from >= at for row in replaced):
        raise BankAccountOutdated(
            _("A later change of these bank data is already recorded. Load the page again.")
        )
    BankAccount.objects.filter(pk__in=[row.pk for row in replaced]).update(valid_until=at)
    BankAccount.objects.bulk_create(_rows(changed, current, actor, at))
    if changed:
        audit.record(
            actor=actor,
            action="finance.set_bank_account",
            subject=changed[0].payee if len(changed) == 1 else "payees",
            at=at,
            facts={"set": len(changed), "replaced": len(replaced)},
        )
    return len(changed)


def _changed(wanted: Sequence[_Wanted], current: Mapping[str, BankAccount]) -> list[_Wanted]:
    """Leave out what is already so."""
    same_iban = [
        each
        for each in wanted
        if each.payee in current and current[each.payee].iban_digest == each.digest
    ]
    sealed = [current[each.payee] for each in same_iban]
    holders = unseal_many_or([(row.person_id, bytes(row.holder_sealed)) for row in sealed], "")
    unchanged = {
        each.payee for each, holder in zip(same_iban, holders, strict=True) if each.holder == holder
    }
    return [each for each in wanted if each.payee not in unchanged]


def _rows(
    changed: Sequence[_Wanted], current: Mapping[str, BankAccount], actor: Actor, at: datetime
) -> list[BankAccount]:
    people = _people(changed, current)
    ibans = seal_many([(people[each.payee], each.iban.compact) for each in changed])
    holders = seal_many([(people[each.payee], each.holder) for each in changed])
    return [
        BankAccount(
            payee=each.payee,
            person_id=people[each.payee],
            iban_sealed=iban,
            holder_sealed=holder,
            iban_digest=each.digest,
            iban_country=each.iban.country,
            iban_last4=each.iban.last4,
            valid_from=at,
            set_by=author(actor),
        )
        for each, iban, holder in zip(changed, ibans, holders, strict=True)
    ]


def _people(changed: Sequence[_Wanted], current: Mapping[str, BankAccount]) -> dict[str, UUID]:
    """Return whose key seals the data: the one given, the one used so far, or a new one."""
    people = {
        each.payee: each.person_id or current[each.payee].person_id
        for each in changed
        if each.person_id or each.payee in current
    }
    without = [each.payee for each in changed if each.payee not in people]
    return {**people, **dict(zip(without, new_people(len(without)), strict=True))}
