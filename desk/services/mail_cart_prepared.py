"""Send a customer the link to the cart that a partner filled."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

import network.public as network
import shop.public as shop
from core.company import Company
from core.links import link
from core.money import format_money
from desk.mails.message import Button, Goods, Message, Small, Sum, Words
from desk.mails.writing import Occasion, Reader, Written, day, language_of, write


def mail_cart_prepared(*, prepared_id: int, at: datetime) -> int | None:
    """Tell a customer who suggests what, at which price, and until when the link works.

    Nothing is ordered by it: the customer looks, changes, enters the address and pays.
    """
    mail = shop.prepared_mail(prepared_id)
    reader = Reader(mail.person_id, mail.email, mail.name, mail.language)
    partner = network.member_card(mail.member_id).name

    def written(sender: Company) -> Written:
        said = _(
            "%(partner)s has filled a cart for you. Look at it, change what you like, and order"
            " if you want to: nothing is bought until you confirm it yourself."
        )
        until = _("The link works until %(day)s. If you do not expect this mail, ignore it.")
        message = Message(
            subject=_("%(partner)s has filled a cart for you") % {"partner": partner},
            name=mail.name,
            blocks=(
                Words(said % {"partner": partner}),
                _goods(mail, at),
                Button(_("Look at the cart"), link("prepared_cart", token=mail.token)),
                Small(until % {"day": day(mail.expires_at, sender)}),
            ),
        )
        return Written(message)

    return write(Occasion("cart_prepared", f"prepared_cart:{prepared_id}", at), reader, written)


def _goods(mail: shop.PreparedMail, at: datetime) -> Goods:
    cart = shop.prepared_cart(token=mail.token, at=at)
    language = language_of(mail.language)
    total = format_money(cart.gross_minor, cart.currency, language)
    lines = tuple(
        (str(line.quantity), _name(line), format_money(line.gross_minor, cart.currency, language))
        for line in cart.lines
    )
    return Goods(lines, (Sum(_("Total without shipping"), total, is_total=True),))


def _name(line: shop.CartLine) -> str:
    variant = line.variant_name
    return f"{line.product_name}, {variant}" if variant else line.product_name
