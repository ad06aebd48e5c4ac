"""A consultant plans a party, guests order by its link, the hostess pays with her credit."""

from __future__ import annotations

import re

from commissions.models import PartyHeld, VolumeEntry
from core import outbox
from desk.models import Mail
from desk.selectors.mails import mail_view
from network.public import register_customer
from shop.models import Order, Party
from tests import scenes
from tests.journeys.visitor import GEL, SERUM, Visitor

PLAN = {
    "customer": "", "name": "Gerda Gast", "email": "gerda@example.org",
    "held_at": "2026-03-07T19:00", "place": "Lindenhof 3, Freiburg", "booked_at": "",
}  # fmt: skip


def signed_in(who: scenes.Login) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(who)
    return visitor


def set_the_table() -> Visitor:
    owner = signed_in(scenes.staff("owner", scenes.FOUNDED))
    answer = owner.send(
        "/staff/hostess-credit/", valid_from="2026-03-05", from_1="20", rate_1="10 %",
        from_2="500", rate_2="15",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    page = owner.open("/staff/hostess-credit/")
    assert "20,00 €" in page and "15 %" in page
    return owner


def planned(anna: Visitor, **changes: str) -> str:
    """Plan a party; return the address of its page for guests."""
    page = anna.send("/office/parties/new/", **{**PLAN, **changes}).headers["Location"]
    shown = anna.client.get(page).content.decode()
    found = re.search(r"http://testserver(/party/[a-z0-9]+/)", shown)
    assert found is not None
    return found[1]


def guest_orders(link: str, product: tuple[str, str], quantity: int) -> Visitor:
    bea = Visitor()
    assert "Lindenhof 3, Freiburg" in bea.open(link)
    assert bea.send(link).headers["Location"] == "/products/"
    bea.add(product, quantity)
    assert "gehört zur Party bei Gerda Gast" in bea.open("/cart/")
    bea.pay(bea.order())
    outbox.drain()
    return bea


def test_guests_order_at_a_party_and_the_hostess_spends_her_credit(
    shop_is_open: scenes.Login,
) -> None:
    set_the_table()
    anna = signed_in(shop_is_open)
    link = planned(anna)
    guest_orders(link, SERUM, 2)
    number = Party.objects.get().number
    page = anna.open(f"/office/parties/{number}/")
    assert "Gerda Gast" in page and "ist das Guthaben" not in page
    assert "Bea Kundin" not in page
    answer = anna.send(f"/office/parties/{number}/close/")
    assert "ein Guthaben von" in anna.open(answer.headers["Location"])
    outbox.drain()
    order = Order.objects.get()
    goods = order.gross_minor - order.shipping_gross_minor
    entry = VolumeEntry.objects.get(order_id=order.pk)
    assert (entry.party, entry.member_id) == (number, shop_is_open.member_id)
    assert PartyHeld.objects.get().party == number

    code = Party.objects.get().credit_code
    mail = Mail.objects.get(kind="hostess_credit")
    told = mail_view(actor=scenes.SYSTEM, mail_id=mail.pk)
    assert (told.row.to, code in told.text) == ("gerda@example.org", True)
    gerda = Visitor()
    gerda.open(f"/p/{scenes.code_of(shop_is_open)}/")
    gerda.add(GEL, 1)
    assert "kein Guthaben" in _used(gerda, "abcdefgh")
    assert "Ihr Guthaben bezahlt" in _used(gerda, code.upper())
    gerda.pay(gerda.order())
    outbox.drain()
    bought = Order.objects.order_by("pk").last()
    assert bought is not None
    worth = bought.gross_minor - bought.shipping_gross_minor
    assert bought.credit_minor == min((goods + 5) // 10, worth)
    confirmed = Mail.objects.filter(kind="order_confirmation").order_by("-pk")[0]
    text = mail_view(actor=scenes.SYSTEM, mail_id=confirmed.pk).text
    assert "Gastgeberguthaben" in text and "Zu zahlen" in text
    spent = VolumeEntry.objects.get(order_id=bought.pk)
    assert 0 < spent.credit_minor <= spent.net_minor
    assert "Eingelöst" in anna.open(f"/office/parties/{number}/")
    assert "ist zu Ende" in Visitor().open(link)


def _used(visitor: Visitor, code: str) -> str:
    answer = visitor.send("/cart/credit/", code=code)
    return visitor.open(answer.headers["Location"])


def test_a_guest_may_leave_the_party_and_the_credit_out(shop_is_open: scenes.Login) -> None:
    link = planned(signed_in(shop_is_open))
    bea = Visitor()
    bea.send(link)
    bea.add(SERUM)
    bea.send("/cart/party/leave/")
    assert "gehört zur Party" not in bea.open("/cart/")
    bea.pay(bea.order())
    assert Order.objects.get().party is None


def test_partners_look_at_a_party_and_do_not_order_there(shop_is_open: scenes.Login) -> None:
    anna = signed_in(shop_is_open)
    link = planned(anna)
    assert "Sie sehen, was Ihre Gäste sehen" in anna.open(link)
    anna.send(link)
    anna.add(SERUM)
    assert "gehört zur Party" not in anna.open("/cart/")


def test_a_party_is_called_off_and_the_next_one_was_booked_at_an_earlier_one(
    shop_is_open: scenes.Login,
) -> None:
    anna = signed_in(shop_is_open)
    planned(anna)
    first = Party.objects.get().number
    planned(anna, booked_at=str(first))
    second = Party.objects.order_by("pk").last()
    assert second is not None
    assert second.booked_at is not None
    assert str(second.number) in anna.open(f"/office/parties/{first}/")
    answer = anna.send(f"/office/parties/{second.number}/cancel/")
    assert "abgesagt" in anna.open(answer.headers["Location"]).lower()


def test_a_hostess_who_is_a_customer_is_chosen_and_nonsense_is_told(
    shop_is_open: scenes.Login,
) -> None:
    code = scenes.code_of(shop_is_open)
    made = register_customer(
        person=scenes.person("carl@example.org", "Carl Kunde"), sponsor_code=code, at=scenes.MARCH
    )
    anna = signed_in(shop_is_open)
    planned(anna, customer=str(made.account_id), name="", email="")
    assert "Carl Kunde" in anna.open("/office/parties/")
    answer = anna.send("/office/parties/new/", **{**PLAN, "place": "", "held_at": "gestern"})
    assert answer.status_code == 422


def test_a_consultant_enters_what_a_guest_wants(shop_is_open: scenes.Login) -> None:
    anna = signed_in(shop_is_open)
    planned(anna)
    number = Party.objects.get().number
    assert f"{number} · Gerda Gast" in anna.open(f"/office/carts/new/?party={number}")
    answer = anna.send(
        "/office/carts/new/", customer="", name="Bea", email="bea@example.org", rows="4",
        sku_1=GEL[1], quantity_1="1", party=str(number),
    )  # fmt: skip
    assert answer.headers["Location"] == "/office/carts/"
