"""Tell a hostess what she got for her party."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

import network.public as network
import shop.public as shop
from core.company import Company
from core.links import link
from core.money import format_money
from desk.mails.message import Button, Message, Small, Words
from desk.mails.writing import Occasion, Reader, Written, language_of, write


def mail_hostess_credit(*, party_id: int, at: datetime) -> int | None:
    """Tell a hostess how much credit her party brought, and the code; nothing where it is none."""
    mail = shop.party_mail(party_id)
    if mail.balance_minor <= 0:
        return None
    reader = Reader(mail.person_id, mail.email, mail.name, mail.language)
    partner = network.member_card(mail.member_id).name

    def written(_sender: Company) -> Written:
        amount = format_money(mail.balance_minor, mail.currency, language_of(mail.language))
        said = _(
            "Thank you for your party with %(partner)s. Your guests' orders brought you a credit of"
            " %(amount)s for goods in our shop."
        )
        how = _("Enter the code %(code)s in the cart. What is left stays for the next time.")
        later = _("If guests pay later or send something back, the credit changes with it.")
        message = Message(
            subject=_("Your credit for the party"),
            name=mail.name,
            blocks=(
                Words(said % {"partner": partner, "amount": amount}),
                Words(how % {"code": mail.credit_code}),
                Button(_("Go to the shop"), link("products")),
                Small(later),
            ),
        )
        return Written(message)

    return write(Occasion("hostess_credit", f"party:{party_id}", at), reader, written)
