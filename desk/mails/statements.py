"""What goes with a partner's statement: what was earned, what is held, the paper itself."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext as _

import finance.public as finance
import network.public as network
from core.links import link
from core.money import format_money
from desk.mail_facts import STATEMENT, Attachment
from desk.mails.message import Button, Facts, Message, Words
from desk.mails.writing import Occasion, Reader, Written, language_of, reader_of, write

KIND = "statement"


def mail_statement(
    statement: finance.StatementRow, *, job_id: int | None, at: datetime
) -> int | None:
    """Send a member its statement; None without an address, or where it was sent before."""
    member_id = finance.member_id_of(statement.payee)
    if member_id is None:
        return None
    card = network.member_card(member_id)
    reader = reader_of(network.addressee_of(card.account_id))
    occasion = Occasion(KIND, f"{statement.run_ref}:{statement.payee}", at, job_id)
    return write(occasion, reader, lambda _sender: _written(statement, member_id, reader))


def _written(statement: finance.StatementRow, member_id: int, reader: Reader) -> Written:
    language = language_of(reader.language)
    run_id = statement.run_ref.rpartition(":")[2]
    period = month_in_words(statement.period_key)
    title = _("Your commission statement %(period)s") % {"period": period}
    blocks = (
        Words(_sentence(statement, period, language), is_strong=True),
        Facts(_facts(statement, language)),
        Words(
            _(
                "The statement with every line is attached. In your office you also see why each"
                " line was paid, and you can ask about it."
            )
        ),
        Button(_("Open the statement"), link("statement", run_id=int(run_id))),
    )
    name = _("Commission statement %(period)s") % {"period": statement.period_key}
    paper = Attachment(f"{name} {member_id}.pdf", STATEMENT, f"{run_id}:{member_id}:{language}")
    return Written(Message(subject=title, name=reader.name, blocks=blocks), (paper,))


def _sentence(statement: finance.StatementRow, period: str, language: str) -> str:
    said = _("You earned %(amount)s in %(period)s.")
    amount = format_money(statement.earned_minor, statement.currency, language)
    return said % {"amount": amount, "period": period}


def _facts(statement: finance.StatementRow, language: str) -> tuple[tuple[str, str], ...]:
    """Return how the account stood when the statement was issued; empty states are left out."""
    span = finance.account_span(statement.payee, statement.currency, until=statement.issued_at)
    labels = {
        "pending": _("Held until withdrawal periods end"),
        "reserve": _("Kept as cancellation reserve"),
        "vested": _("Vested, credited and paid next"),
        "payable": _("Ready to be paid out"),
        "receivable": _("To be balanced with future earnings"),
    }
    closing = span.closing
    return tuple(
        (label, format_money(closing[state], statement.currency, language))
        for state, label in labels.items()
        if closing[state]
    )


def month_in_words(period_key: str) -> str:
    """Write "2026-03" as a month with its name, a week as it is."""
    year, _dash, month = period_key.partition("-")
    if not month.isdigit():
        return period_key
    return formats.date_format(date(int(year), int(month), 1), "F Y")
