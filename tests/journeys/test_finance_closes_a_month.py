"""Finance closes a month: one drafts, another approves and publishes, and nothing else goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

import finance.public as finance
from core import outbox
from tests import scenes
from tests.journeys.visitor import Visitor

APRIL = "/staff/closing/quellmoos/2026-04/"
IN_MAY = scenes.LATER + timedelta(days=7)


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Stand late in April, with March settled."""
    time_machine.move_to(scenes.LATER)
    return scenes.settled_month()


def signed_in(login: scenes.Login) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(login)
    return visitor


def look(visitor: Visitor, path: str = APRIL) -> Any:
    answer = visitor.client.get(path)
    assert answer.status_code == 200
    return answer


def states(visitor: Visitor) -> dict[str, str]:
    return {step.name: step.state for step in look(visitor).context["steps"]}


def run_id(visitor: Visitor) -> int:
    return int(look(visitor).context["run"].run_id)


def test_two_people_close_a_month_step_by_step(
    month: scenes.SettledMonth, time_machine: TimeMachineFixture
) -> None:
    scenes.paid_order(month.bert, {"QM-1006": 5}, scenes.LATER)
    clerk = signed_in(month.clerk)
    found = states(clerk)
    assert (found["collect"], found["draft"], found["publish"]) == ("now", "now", "later")
    clerk.send(f"{APRIL}draft/")
    time_machine.move_to(IN_MAY)
    clerk, second = signed_in(month.clerk), signed_in(month.second)
    assert states(clerk)["draft"] == "now"  # made before the month was over

    clerk.send(f"{APRIL}draft/")
    drafted = run_id(clerk)
    found = states(clerk)
    assert (found["collect"], found["draft"], found["approve"]) == ("done", "done", "blocked")
    assert clerk.send(f"/staff/runs/{drafted}/approve/").status_code == 403

    scenes.paid_order(month.anna, {"QM-1006": 4}, scenes.LATER)
    assert states(second)["draft"] == "now"  # an order came in after the draft
    clerk.send(f"{APRIL}draft/")
    renewed = run_id(clerk)
    page = look(second, f"{APRIL}?against=draft")
    assert page.context["comparison"].other.run_id == drafted
    changed = {row.member_id: row.amount for row in page.context["comparison"].members.items}
    assert list(changed) == [month.anna.member_id]  # active by now, so bert's order pays her
    assert changed[month.anna.member_id].before_minor == 0
    page = look(second)
    assert page.context["comparison"].other.period_key == "2026-03"

    assert states(second)["approve"] == "now"
    second.send(f"/staff/runs/{renewed}/approve/")
    assert states(second)["publish"] == "now"
    second.send(f"/staff/runs/{renewed}/publish/")
    outbox.drain()
    assert set(states(second).values()) <= {"done"}
    history = [step.step for step in look(second).context["closing"].history]
    assert history == [
        "published", "approved", "drafted", "discarded", "drafted", "discarded", "drafted",
    ]  # fmt: skip
    payee = finance.payee_of_member(month.anna.member_id or 0)
    newest = finance.statements_of(month.anna.actor, payee).items[0]
    assert newest.run_ref == f"run:{renewed}"


def test_what_is_open_stands_with_a_count_and_leads_there(month: scenes.SettledMonth) -> None:
    clerk = signed_in(month.clerk)
    page = look(clerk, "/staff/closing/quellmoos/2026-03/")
    matters = {str(matter.label): matter.count for matter in page.context["matters"]}
    assert matters == {
        "Verdienende ohne Steuerstatus": 2,
        "Verdienende ohne Vereinbarung zur Gutschrift": 2,
    }
    for matter in page.context["matters"]:
        clerk.open(matter.url)


def test_a_settled_month_calculated_again_is_the_same(month: scenes.SettledMonth) -> None:
    clerk = signed_in(month.clerk)
    answer = clerk.send(f"/staff/runs/{month.run_id}/verify/")
    assert answer.url == "/staff/closing/quellmoos/2026-03/#proof"
    assert "jede Zeile sind gleich" in clerk.open(answer.url)


def test_a_run_leads_to_the_closing_of_its_period(month: scenes.SettledMonth) -> None:
    clerk = signed_in(month.clerk)
    answer = clerk.client.get(f"/staff/runs/{month.run_id}/")
    assert answer.url == "/staff/closing/quellmoos/2026-03/"


def test_a_period_of_no_plan_has_no_closing(month: scenes.SettledMonth) -> None:
    clerk = signed_in(month.clerk)
    for path, status in (("nothing/2026-03", 422), ("quellmoos/2026-13", 422)):
        assert clerk.client.get(f"/staff/closing/{path}/").status_code == status
