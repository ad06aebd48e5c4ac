"""Bank statements as the finance desk sees them: files, entries, what waits for a decision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.encryption import unseal_many_or
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.bank_facts import BankCredit, BankEntryRow, BankFileRow
from finance.models import BankAccount, BankEntry, BankFile
from finance.models.bank_entry import AsideReason, EntryState, WaitReason
from finance.rules.bank_statement import Movement

FIRST_PAGE = PageRequest()
SEE = "finance.see_bank_entries"
ASIDE_REASONS = tuple(AsideReason.choices)
_BECAUSE = {**dict(WaitReason.choices), **dict(AsideReason.choices)}


class BankFileNotFound(NotFound):
    """There is no such statement."""

    code = "finance.bank_file_not_found"


class BankEntryNotFound(NotFound):
    """There is no such entry."""

    code = "finance.bank_entry_not_found"


def bank_files(actor: Actor, page: PageRequest = FIRST_PAGE) -> Page[BankFileRow]:
    """Return the imported files, newest first."""
    require(actor, SEE)
    rows = _counted().order_by("-id")[slice(*page.bounds)]
    return page.page(map(_file, rows))


def bank_file(actor: Actor, file_id: int) -> BankFileRow:
    """Return one imported file.

    Raises: BankFileNotFound.
    """
    require(actor, SEE)
    row = _counted().filter(pk=file_id).first()
    if row is None:
        raise BankFileNotFound(_("There is no such bank statement."))
    return _file(row)


def bank_entries(
    actor: Actor, *, state: str = "", file_id: int | None = None, page: PageRequest = FIRST_PAGE
) -> Page[BankEntryRow]:
    """Return entries by state and file, those of the latest day first.

    What waits is shown with its other end, so that a person can decide.
    """
    require(actor, SEE)
    rows = BankEntry.objects.order_by("-booked_on", "-id")
    if state:
        rows = rows.filter(state=state)
    if file_id is not None:
        rows = rows.filter(file_id=file_id)
    return page.page(_opened(list(rows[slice(*page.bounds)])))


def bank_entry(actor: Actor, entry_id: int) -> BankEntryRow:
    """Return one entry with its other end.

    Raises: BankEntryNotFound.
    """
    require(actor, SEE)
    [row] = _opened([stored_entry(entry_id)])
    return row


def bank_credit(entry_id: int) -> BankCredit | None:
    """Return money that came in and still waits, for the room that may know what it pays.

    The caller has asked the policy. None: it was decided on, or went out.
    """
    row = stored_entry(entry_id)
    if row.state != EntryState.WAITING or not row.is_credit:
        return None
    [shown] = _opened([row])
    return BankCredit(
        entry_id=row.pk,
        reference=row.bank_reference or f"camt:{row.key[:32]}",
        booked_on=row.booked_on,
        amount_minor=row.amount_minor,
        currency=row.currency,
        payer=shown.name,
        text=shown.text,
    )


def stored_entry(entry_id: int) -> BankEntry:
    """Return the stored entry, for use cases that decide on it.

    Raises: BankEntryNotFound.
    """
    row = BankEntry.objects.filter(pk=entry_id).first()
    if row is None:
        raise BankEntryNotFound(_("There is no such entry of a bank statement."))
    return row


def known_keys(keys: Iterable[str]) -> set[str]:
    """Return which movements are known already."""
    return set(BankEntry.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def waiting_movements(reason: str) -> list[tuple[Movement, BankEntry]]:
    """Return the entries that wait for a reason, as the movements that they were."""
    rows = BankEntry.objects.filter(state=EntryState.WAITING, reason=reason)
    return [(_movement(row), row) for row in rows]


def _counted() -> QuerySet[BankFile]:
    waits = Count("entries", filter=Q(entries__state=EntryState.WAITING))
    return BankFile.objects.annotate(waiting_count=waits)


def _file(row: BankFile) -> BankFileRow:
    return BankFileRow(
        id=row.pk,
        sha256=row.sha256,
        imported_by=row.imported_by,
        imported_at=row.imported_at,
        first_day=row.first_day,
        last_day=row.last_day,
        entry_count=row.entry_count,
        new_count=row.new_count,
        pending_count=row.pending_count,
        waiting_count=row.waiting_count,  # type: ignore[attr-defined]
    )


def _movement(row: BankEntry) -> Movement:
    return Movement(
        key=row.key,
        booked_on=row.booked_on,
        amount_minor=row.amount_minor,
        currency=row.currency,
        is_credit=row.is_credit,
        end_to_end_id=row.end_to_end_id,
        message_id=row.message_id,
        return_code=row.return_code,
        is_return=row.is_credit,
        charges_minor=row.charges_minor,
        bank_reference=row.bank_reference,
    )


def _opened(rows: Sequence[BankEntry]) -> list[BankEntryRow]:
    sealed = [row for row in rows if row.person_id and row.details_sealed]
    texts = unseal_many_or([(row.person_id, bytes(row.details_sealed)) for row in sealed], "{}")  # type: ignore[misc,arg-type]
    details = {row.pk: json.loads(text) for row, text in zip(sealed, texts, strict=True)}
    payees = _payees(rows)
    return [_shown(row, details.get(row.pk, {}), payees) for row in rows]


def _shown(row: BankEntry, details: dict[str, str], payees: dict[str, str]) -> BankEntryRow:
    return BankEntryRow(
        id=row.pk,
        booked_on=row.booked_on,
        amount_minor=row.amount_minor,
        currency=row.currency,
        is_credit=row.is_credit,
        charges_minor=row.charges_minor,
        end_to_end_id=row.end_to_end_id,
        return_code=row.return_code,
        bank_reference=row.bank_reference,
        state=row.state,
        reason=row.reason,
        because=str(_BECAUSE.get(row.reason, row.reason)),
        subject=row.subject,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        name=details.get("name", ""),
        text=details.get("text", ""),
        suggested_payee=payees.get(row.iban_digest, ""),
    )


def _payees(rows: Iterable[BankEntry]) -> dict[str, str]:
    """Find whose account money came from; an account of two payees suggests nobody."""
    digests = {row.iban_digest for row in rows if row.is_credit and row.iban_digest}
    if not digests:
        return {}
    found = BankAccount.objects.filter(iban_digest__in=digests, valid_until__isnull=True)
    owners: dict[str, set[str]] = {}
    for digest, payee in found.values_list("iban_digest", "payee"):
        owners.setdefault(digest, set()).add(payee)
    return {digest: min(payees) for digest, payees in owners.items() if len(payees) == 1}
