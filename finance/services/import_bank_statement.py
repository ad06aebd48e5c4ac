"""Import a bank statement: settle what left, reopen what came back, list the rest for a person."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.company import company
from core.errors import Invalid
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor, require
from finance.bank_facts import StatementImported
from finance.events import BankCreditSeen
from finance.models import BankEntry, BankFile
from finance.models.bank_entry import EntryState
from finance.rules.bank_matching import NOT_YET_SETTLED
from finance.rules.bank_statement import (
    BankStatement,
    Movement,
    StatementRefused,
    read_statements,
)
from finance.rules.hardened_xml import MAX_BYTES
from finance.selectors.bank_entries import known_keys, waiting_movements
from finance.selectors.ordered_transfers import ordered_files, ordered_transfers
from finance.services.authors import author
from finance.services.bank_entry_rows import store_entries
from finance.services.settle_transfers import Applied, apply_movements

ACTION = "finance.import_bank_statement"


class BadBankStatement(Invalid):
    """The file is no bank statement that can be read; facts name what is wrong and where."""

    code = "finance.bad_bank_statement"


class StatementOfAnotherAccount(Invalid):
    """The statement is about another account than the one payouts are made from."""

    code = "finance.statement_of_another_account"


@transaction.atomic
def import_bank_statement(*, content: bytes, actor: Actor, at: datetime) -> StatementImported:
    """Take from a camt.053 file what is not known yet.

    Keeps:  an entry counts once, whatever files tell of it; nothing is booked that the amounts
            do not explain to the cent. The same file again changes nothing.
    Raises: BadBankStatement; StatementOfAnotherAccount.
    """
    require(actor, ACTION)
    statements = _read(content)
    # Imports and decisions about entries wait for each other: each sees what the last one did.
    take(Lock.ACCOUNTS, "bank_entries")
    digest = hashlib.sha256(content).hexdigest()
    movements = [movement for statement in statements for movement in statement.movements]
    pending = sum(statement.pending for statement in statements)
    before = BankFile.objects.filter(sha256=digest).first()
    if before is not None:
        return _repeated(before)
    known = known_keys([movement.key for movement in movements])
    new = list({each.key: each for each in movements if each.key not in known}.values())
    file = _store_file(digest, movements, len(new), pending, actor, at)
    applied = _apply(file, new, actor, at)
    _record(file, applied, actor, at)
    return _told(file, applied)


def _read(content: bytes) -> tuple[BankStatement, ...]:
    try:
        statements = read_statements(content)
    except StatementRefused as refused:
        raise _bad(refused) from None
    ours = "".join(company().iban.split())
    for statement in statements:
        if statement.iban != ours:
            text = _(
                "This statement is about the account that ends in %(last4)s, payouts leave from"
                " the one that ends in %(ours)s. Nothing was taken from the file."
            )
            facts = {"last4": statement.iban[-4:], "ours": ours[-4:] or "–"}
            raise StatementOfAnotherAccount(text % facts, **facts)
    return statements


def _apply(file: BankFile, new: Sequence[Movement], actor: Actor, at: datetime) -> Applied:
    """Book what the new movements explain, and what they explain of older ones."""
    waiting = waiting_movements(NOT_YET_SETTLED)
    everything = [*new, *(movement for movement, _row in waiting)]
    transfers = ordered_transfers([each.end_to_end_id for each in everything])
    files = ordered_files([each.message_id for each in everything if not each.end_to_end_id])
    applied = apply_movements(everything, transfers, files)
    rows = store_entries(file, new, applied, by=author(actor), at=at)
    rows |= _moved(waiting, applied, author(actor), at)
    applied.book(rows, at=at)
    publish(*_seen(rows, new, at))
    return applied


def _moved(
    waiting: Iterable[tuple[Movement, BankEntry]], applied: Applied, by: str, at: datetime
) -> dict[str, BankEntry]:
    """Move the older entries on that waited for this statement."""
    moved = {}
    for movement, row in waiting:
        state = applied.state_of(movement.key)
        if state != EntryState.WAITING:
            row.decide(state, subject=applied.subject_of(movement.key), by=by, at=at)
            moved[movement.key] = row
    return moved


def _seen(
    rows: dict[str, BankEntry], new: Iterable[Movement], at: datetime
) -> Iterable[BankCreditSeen]:
    for movement in new:
        row = rows[movement.key]
        if movement.is_credit and row.state == EntryState.WAITING and not movement.is_return:
            yield BankCreditSeen(entry_id=row.pk, at=at)


def _store_file(
    digest: str, movements: Sequence[Movement], new: int, pending: int, actor: Actor, at: datetime
) -> BankFile:
    days = [movement.booked_on for movement in movements]
    return BankFile.objects.create(
        sha256=digest,
        imported_by=author(actor),
        imported_at=at,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        entry_count=len(movements),
        new_count=new,
        pending_count=pending,
    )


def _repeated(file: BankFile) -> StatementImported:
    return StatementImported(
        file.pk, True, file.entry_count, 0, file.pending_count, company().currency
    )


def _told(file: BankFile, applied: Applied) -> StatementImported:
    return StatementImported(
        file_id=file.pk,
        is_repeat=False,
        entries=file.entry_count,
        new=file.new_count,
        pending=file.pending_count,
        currency=company().currency,
        settled=len(applied.settled),
        settled_minor=sum(line.amount_minor for line, _movement in applied.settled),
        returned=len(applied.returned),
        returned_minor=sum(line.amount_minor for line, _movement in applied.returned),
        waiting=file.entries.filter(state=EntryState.WAITING).count(),
    )


def _record(file: BankFile, applied: Applied, actor: Actor, at: datetime) -> None:
    facts = {
        "file_sha256": file.sha256,
        "entries": file.entry_count,
        "new": file.new_count,
        "settled": len(applied.settled),
        "returned": len(applied.returned),
    }
    audit.record(actor=actor, action=ACTION, subject=f"bank_file:{file.pk}", at=at, facts=facts)


def _bad(refused: StatementRefused) -> BadBankStatement:
    text = _EXPLAIN[refused.fault]() if refused.fault in _EXPLAIN else _entry(refused)
    return BadBankStatement(text, fault=refused.fault, entry=refused.entry, line=refused.line)


def _entry(refused: StatementRefused) -> str:
    text = _(
        "Entry %(number)d of the statement has no amount, day or direction that can be read."
        " Nothing was taken from the file. Get it from the bank again."
    )
    return str(text % {"number": refused.entry})


def _too_large() -> str:
    text = _("The file is larger than %(limit)d MB or nested too deep. Export fewer days at once.")
    return str(text % {"limit": MAX_BYTES // 1_000_000})


_EXPLAIN: dict[str, Callable[[], str]] = {
    "too_large": _too_large,
    "not_xml": lambda: str(
        _("This is no XML file, or it is incomplete. Export the statement as camt.053.")
    ),
    "has_doctype": lambda: str(
        _("The file declares a document type, which no bank's statement does. It was not read.")
    ),
    "not_camt053": lambda: str(
        _("This is no bank statement of the kind camt.053. Export the statement as camt.053.")
    ),
    "version": lambda: str(
        _("Only the versions camt.053.001.02 and camt.053.001.08 are read. Export one of them.")
    ),
    "no_statement": lambda: str(_("The file holds no statement.")),
    "no_account": lambda: str(
        _("The statement does not tell its number or the IBAN of its account.")
    ),
}
