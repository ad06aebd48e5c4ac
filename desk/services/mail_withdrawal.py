"""Acknowledge a withdrawal: what was declared, and when it came in, on a durable medium."""

from __future__ import annotations

from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _

import finance.public as finance
import shop.public as shop
from core.company import Company
from desk.mails.message import Block, Facts, Message, Words, greeting
from desk.mails.writing import Occasion, Reader, Written, instant, language_of, write


def mail_withdrawal(*, withdrawal_id: int, at: datetime) -> int | None:
    """Send the statement back to its sender, with the time it came in, as mail and as PDF.

    Nothing is judged here: also what comes late or names an unknown order is acknowledged.

    Source: Art. 11a (4) of directive 2011/83/EU, § 356a BGB.
    """
    statement = shop.withdrawal_statement(withdrawal_id)
    reader = Reader(statement.person_id, statement.email, statement.name, statement.language)
    occasion = Occasion("withdrawal", f"withdrawal:{withdrawal_id}", at)
    return write(occasion, reader, lambda sender: _written(statement, sender))


def _written(statement: shop.WithdrawalView, sender: Company) -> Written:
    title = _("We have received your withdrawal")
    facts = _facts(statement, sender)
    opening = _("We acknowledge that your declaration of withdrawal reached us. You declared:")
    quoted = _("“%(words)s”") % {"words": statement.declaration}
    declared = quoted if statement.declaration else ""
    after = _after(statement)
    blocks: tuple[Block, ...] = (
        Words(opening),
        *_declared(declared),
        Facts(facts),
        Words(after),
    )
    letter = finance.Letter(
        title=title,
        language=language_of(statement.language),
        recipient=(statement.name,),
        info=((_("Received"), _day(statement, sender)),),
        paragraphs=tuple(part for part in (greeting(statement.name), opening, declared) if part),
        facts=facts,
        body=after,
    )
    message = Message(subject=title, name=statement.name, blocks=blocks)
    return Written(message, letters=((_("Withdrawal.pdf"), letter),))


def _facts(statement: shop.WithdrawalView, sender: Company) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("Received"), instant(statement.received_at, sender)),
        (_("Name"), statement.name),
        (_("Order"), statement.order_number),
        (_("E-mail"), statement.email),
        (_("Withdrawn from"), "\n".join(statement.items) or _("the whole order")),
        (_("Return number"), statement.return_number),
        (_("Fingerprint of the statement"), statement.sha256),
    )
    return tuple(row for row in rows if row[1])


def _declared(words: str) -> tuple[Words, ...]:
    return (Words(words, is_strong=True),) if words else ()


def _after(statement: shop.WithdrawalView) -> str:
    if statement.return_number:
        return _(
            "Please send the goods back within 14 days. We refund what you paid within 14 days, as"
            " soon as the goods are back or you have proven that you sent them."
        )
    return _(
        "Somebody looks at it and writes to you. You need not do anything for your withdrawal to"
        " be in time: what counts is when you sent it."
    )


def _day(statement: shop.WithdrawalView, sender: Company) -> str:
    return formats.date_format(sender.day_of(statement.received_at), "j. F Y")
