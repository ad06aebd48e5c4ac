"""Mails about payouts to partners."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

import finance.public as finance
import network.public as network
from core.company import Company
from core.links import link
from core.money import format_money
from desk.mails.message import Button, Facts, Message, Words
from desk.mails.writing import Occasion, Written, reader_of, write


def mail_transfer_returned(*, line_id: int, payee: str, at: datetime) -> int | None:
    """Tell a partner that a payout came back, and that other bank data are needed; once."""
    member_id = finance.member_id_of(payee)
    card = network.member_card(member_id) if member_id is not None else None
    if card is None or card.account_id is None:
        return None
    reader = reader_of(network.addressee_of(card.account_id))
    came_back = finance.returned_transfer(line_id)

    def written(_sender: Company) -> Written:
        said = _(
            "The bank has sent a payout to you back. Nothing is lost: the amount is kept for you."
            " Please check your bank account, so that the next payout arrives."
        )
        amount = format_money(came_back.amount_minor, came_back.currency, get_language() or "de")
        facts = Facts(((_("Amount"), amount), (_("Bank account"), came_back.bank_account_hint)))
        button = Button(_("Check the bank account"), link("bank_account"))
        title = _("A payout came back")
        blocks = (Words(said), facts, button)
        return Written(Message(subject=title, name=reader.name, blocks=blocks))

    return write(Occasion("transfer_returned", f"payout_line:{line_id}", at), reader, written)
