"""The customer of a prepared cart is told who suggests what, at which price, and where it lies."""

from __future__ import annotations

import pytest

from core import outbox as events
from desk.models import Mail
from desk.selectors.mails import mail_view
from network.public import actor_for, register_root
from shop.public import NewPreparedCart, prepare_cart
from tests import scenes
from tests.db.shop.market import AT, SYSTEM, found_market


@pytest.mark.django_db
def test_the_link_is_sent_with_goods_total_and_the_partners_name() -> None:
    found_market()
    person = scenes.person("pia@example.org", "Pia Partnerin")
    pia = register_root(actor=SYSTEM, person=person, code="pia", at=AT)
    lines = (("CREAM", 2), ("TEA", 1))
    wish = NewPreparedCart("de", "de", lines, name="Bea Kundin", email="bea@example.org")
    token = prepare_cart(actor=actor_for(pia.account_id), wish=wish, at=AT)
    events.drain()
    mail = Mail.objects.get(kind="cart_prepared")
    found = mail_view(actor=SYSTEM, mail_id=mail.pk)
    assert found.row.to == "bea@example.org"
    for part in ("Pia Partnerin", "Rosencreme", "68,30", f"/c/{token}/", "16. März 2026"):
        assert part in found.text.replace("\n", " "), part
    assert str(token) not in mail.subject_ref
