"""Support asks for another sponsor, compliance decides; partners see where they stand."""

from __future__ import annotations

import network.public as network
from tests import scenes
from tests.journeys.visitor import Visitor

TOMORROW = "2026-03-06"


def _line() -> tuple[scenes.Login, scenes.Login, scenes.Login]:
    """Let Bert and Dora stand side by side, Cara below Bert."""
    bert = scenes.partner("bert@example.org", "Bert Vogt", "anna", scenes.FOUNDED)
    dora = scenes.partner("dora@example.org", "Dora Weiß", "anna", scenes.FOUNDED)
    cara = scenes.partner("cara@example.org", "Cara Lindner", scenes.code_of(bert), scenes.FOUNDED)
    return bert, dora, cara


def _staff(role: str, email: str) -> Visitor:
    visitor = Visitor("en")
    visitor.sign_in(scenes.staff(role, scenes.FOUNDED, email=email))
    return visitor


def test_a_move_is_checked_asked_for_approved_and_seen(shop_is_open: scenes.Login) -> None:
    bert, dora, cara = _line()
    sue = _staff("support", "sue@example.org")
    form = {"code": f"http://testserver/p/{scenes.code_of(dora)}/", "valid_from": TOMORROW,
            "reason": "both agreed in writing"}  # fmt: skip
    asks = f"/staff/members/{cara.member_id}/sponsor/"
    checked = sue.send(asks, **form)
    assert checked.status_code == 200
    assert "1 partner, nobody below" in " ".join(checked.content.decode().split())
    assert "Cara" not in sue.open("/staff/moves/")
    answer = sue.send(asks, **form, confirmed="yes")
    move = answer.headers["Location"]
    assert "You asked for this change" in sue.open(move)
    assert sue.send(move, decision="approve", reason="fine").status_code == 403

    tom = _staff("compliance", "tom@example.org")
    assert "Cara Lindner" in tom.open("/staff/moves/")
    assert tom.send(move, decision="approve", reason="papers seen").status_code == 302
    assert "papers seen" in tom.open(move)
    assert "Cara" not in tom.open("/staff/moves/")
    assert "Cara" in tom.open("/staff/moves/?state=decided")
    assert "both agreed in writing" in tom.open(f"/staff/members/{cara.member_id}/")
    assert network.member_card(cara.member_id or 0, scenes.MARCH.date()).sponsor_id == (
        bert.member_id
    )


def test_a_circle_is_told_beside_the_field(shop_is_open: scenes.Login) -> None:
    bert, _dora, cara = _line()
    sue = _staff("support", "sue@example.org")
    answer = sue.send(
        f"/staff/members/{bert.member_id}/sponsor/",
        code=scenes.code_of(cara),
        valid_from=TOMORROW,
        reason="mistake",
        confirmed="yes",
    )
    assert answer.status_code == 422
    assert "would lead in a circle" in " ".join(answer.content.decode().split())
    assert "circle" in str(answer.context["form"].errors["code"])


def test_a_rejected_move_changes_nothing(shop_is_open: scenes.Login) -> None:
    _bert, dora, cara = _line()
    sue, tom = _staff("support", "sue@example.org"), _staff("support", "tom@example.org")
    answer = sue.send(
        f"/staff/members/{cara.member_id}/sponsor/",
        code=scenes.code_of(dora),
        valid_from=TOMORROW,
        reason="wished",
        confirmed="yes",
    )
    move = answer.headers["Location"]
    assert tom.send(move, decision="reject", reason="").status_code == 422
    tom.send(move, decision="reject", reason="no signature")
    assert "no signature" in tom.open(f"/staff/members/{cara.member_id}/")


def test_a_customer_is_credited_to_another_partner_from_a_day_on(
    shop_is_open: scenes.Login,
) -> None:
    bert, dora, _cara = _line()
    carl = scenes.customer("carl@example.org", "Carl Kunde", scenes.code_of(bert), scenes.MARCH)
    sue = _staff("support", "sue@example.org")
    page = f"/staff/accounts/{carl.account_id}/"
    late = sue.send(page, code=scenes.code_of(dora), valid_from="2026-03-01", reason="x")
    assert late.status_code == 422
    sent = sue.send(page, code=scenes.code_of(dora), valid_from=TOMORROW, reason="moved house")
    assert sent.status_code == 302
    text = sue.open(page)
    assert "moved house" in text
    assert "Dora Weiß" in text
    assert carl.email in text
    found = sue.open("/staff/accounts/?q=kund")
    assert "Carl Kunde" in found
