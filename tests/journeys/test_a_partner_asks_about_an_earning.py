"""A partner reads a statement, asks about a line, is answered; staff mail statements to all."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import desk.public as desk
import network.public as network
from core import outbox
from core.clock import now
from core.paging import PageRequest
from desk.services.mail_statements import write_statement_mails
from tests import scenes
from tests.journeys.visitor import Visitor


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Let March 2026 be over and published."""
    time_machine.move_to(scenes.LATER)
    return scenes.settled_month()


def signed_in(who: scenes.Login, language: str = "en") -> Visitor:
    """Let somebody in."""
    visitor = Visitor(language)
    visitor.sign_in(who)
    return visitor


def kinds_of_mails() -> list[str]:
    """Return what was mailed about inquiries, oldest first."""
    outbox.drain()
    page = desk.mails_page(actor=scenes.SYSTEM, page=PageRequest(size=200))
    kinds = [row.kind for row in page.items if row.kind.startswith("inquiry")]
    return kinds[::-1]


def test_a_question_and_its_answer_go_both_ways(month: scenes.SettledMonth) -> None:
    anna, clerk = signed_in(month.anna), signed_in(month.clerk)
    assert "Ask about this line" in anna.open(f"/office/earnings/{month.run_id}/1/")
    empty = anna.send(f"/office/earnings/{month.run_id}/1/ask/", text=" ")
    assert empty.status_code == 422
    asked = anna.send(f"/office/earnings/{month.run_id}/1/ask/", text="Why not 15 %?")
    page = asked.headers["Location"]
    assert "We answer by 9 May 2026 at the latest" in anna.open(page)
    assert kinds_of_mails() == ["inquiry_asked"]
    assert "Inquiries to answer" in clerk.open("/staff/")
    assert str(month.anna.member_id) in clerk.open("/staff/inquiries/")
    number = page.rstrip("/").rpartition("/")[2]
    said = clerk.open(f"/staff/inquiries/{number}/")
    assert "Why not 15 %?" in said and "on level" in said
    answered = clerk.send(f"/staff/inquiries/{number}/", text="Level 1 pays 12 %.")
    assert answered.status_code == 302
    assert "Level 1 pays 12 %." in anna.open(page)
    assert kinds_of_mails() == ["inquiry_asked", "inquiry_answered"]
    assert "Nothing waits for you" in clerk.open("/staff/inquiries/")
    assert "Open your inquiry" in anna.open(f"/office/earnings/{month.run_id}/1/")


def test_a_statement_is_a_page_a_paper_and_a_table(month: scenes.SettledMonth) -> None:
    anna = signed_in(month.anna, "de")
    said = anna.open(f"/office/statements/{month.run_id}/")
    assert "Was wann gezahlt wird" in said and "Ihr Konto" in said
    paper = anna.client.get(f"/office/statements/{month.run_id}/pdf/")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    table = anna.client.get(f"/office/statements/{month.run_id}/lines/").content.decode()
    assert len(table.strip().splitlines()) > 1


def test_a_month_is_narrowed_by_rule_origin_and_order(month: scenes.SettledMonth) -> None:
    anna = signed_in(month.anna)
    path = f"/office/earnings/{month.run_id}/"
    shown = anna.client.get(path).context["lines"].items
    for query, kept in (
        ("?rule=team:1", [line for line in shown if line.level == 1]),
        ("?origin=customers", [line for line in shown if line.from_member_id == month.anna.member_id
                               and line.kind == "customer"]),
        ("?state=vested", []),
        (f"?order={shown[0].order_ref}", [x for x in shown if x.order_ref == shown[0].order_ref]),
        ("?rule=team:no&state=odd", list(shown)),
    ):  # fmt: skip
        assert list(anna.client.get(path + query).context["lines"].items) == kept, query


def test_whoever_left_still_reads_the_statements(month: scenes.SettledMonth) -> None:
    network.change_status(
        member_id=month.anna.member_id or 0,
        status="terminated",
        reason="left",
        actor=scenes.SYSTEM,
        at=scenes.LATER,
    )
    anna = signed_in(month.anna)
    assert "Commission statement March 2026" in anna.open(f"/office/statements/{month.run_id}/")
    assert anna.client.get(f"/office/statements/{month.run_id}/pdf/").status_code == 200
    assert "March 2026" in anna.open("/office/earnings/")


def test_one_click_mails_every_statement_and_shows_how_far_it_is(
    month: scenes.SettledMonth,
) -> None:
    clerk = signed_in(month.clerk)
    path = f"/staff/statements/{month.run_id}/"
    assert "March 2026" in clerk.open("/staff/statements/")
    assert "Mail 3 statements" in clerk.open(path)
    clerk.send(f"{path}mail/")
    assert "0 of 3" in clerk.open(path)
    write_statement_mails(at=scenes.LATER, step=2)
    assert clerk.client.get(path).context["job"].queued == 2
    write_statement_mails(at=scenes.LATER)
    desk.send_due_mails(at=now())
    assert "3 of 3" in clerk.open(path)
    assert "3 sent" in clerk.open("/staff/statements/")
    assert clerk.client.get(f"{path}{month.anna.member_id}/pdf/").content.startswith(b"%PDF")
