"""Pages on which two people decide: plans handed in, ranks by hand, inactive partners."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import commissions.public as commissions
import network.public as network
from commissions.models import Run, StatusProposal
from commissions.shipped_plans import shipped_plan
from core.policy import Actor
from tests import scenes
from tests.browser.walk import told
from tests.browser.window import Window

LOOKS = told()
SIGNED = shipped_plan("quellmoos", "2026-01-01")
NEXT = SIGNED.document.replace(b"version         = 1", b"version         = 2").replace(
    b"2026-01-01", b"2026-06-01"
)


@pytest.mark.parametrize(("language", "size", "dark"), LOOKS)
def test_plans_are_checked_handed_in_and_signed(
    window: Window, time_machine: TimeMachineFixture, language: str, size: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    window.become(width=size, language=language, dark=dark)
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    tag = f"{language}-{size}"
    window.go("/staff/plan-proposals/")
    _look(window, f"proposals-empty-{tag}")
    window.go("/staff/plans/propose/")
    _look(window, f"propose-{tag}")
    _check(window, NEXT.replace(b"valid_from", b"valid_form").replace(b'"50 PV"', b"50"))
    _look(window, f"faults-{tag}")
    window.go("/staff/plans/propose/")
    _check(window, SIGNED.document)
    _look(window, f"obstacle-{tag}")
    window.go("/staff/plans/propose/")
    _check(window, NEXT)
    _look(window, f"checked-{tag}")
    window.page.click("button[name=sign]")
    window.page.wait_for_load_state("load")
    _look(window, f"handed-in-{tag}")
    address = window.page.url
    window.go("/staff/plans/")
    _look(window, f"list-{tag}")
    owner = scenes.staff("owner", scenes.FOUNDED)
    window.forget()
    window.speak(language)
    window.sign_in(owner.email, scenes.PASSWORD)
    window.page.goto(address)
    _look(window, f"to-sign-{tag}")
    assert not window.complaints


@pytest.mark.parametrize(("language", "size", "dark"), LOOKS)
def test_ranks_by_hand_and_inactive_partners(
    window: Window, time_machine: TimeMachineFixture, language: str, size: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    first = _asked(month.anna.member_id or 0)
    waiting = _asked(month.cara.member_id or 0)
    owner = scenes.staff("owner", scenes.FOUNDED)
    commissions.decide_award(
        award_id=first,
        approves=True,
        reason="Vertrag gesehen",
        actor=owner.actor,
        at=scenes.LATER,
    )
    _propose(month)
    window.become(width=size, language=language, dark=dark)
    window.sign_in(owner.email, scenes.PASSWORD)
    tag = f"{language}-{size}"
    for name, path in (
        ("awards", "/staff/awards/"),
        ("awards-decided", "/staff/awards/?state=decided"),
        ("award", f"/staff/awards/{waiting}/"),
        ("award-decided", f"/staff/awards/{first}/"),
        ("ask", f"/staff/members/{month.anna.member_id}/rank/"),
        ("member", f"/staff/members/{month.anna.member_id}/"),
        ("inactive", "/staff/inactive/"),
        ("inactive-decided", "/staff/inactive/?state=decided"),
        ("staff", "/staff/"),
    ):
        window.go(path)
        _look(window, f"{name}-{tag}")
    window.forget()
    window.speak(language)
    window.sign_in(month.anna.email, scenes.PASSWORD)
    window.go("/office/")
    _look(window, f"office-{tag}")
    assert not window.complaints


@pytest.mark.parametrize(("language", "size", "dark"), LOOKS)
def test_positions_of_a_person(
    window: Window, time_machine: TimeMachineFixture, language: str, size: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    owner = scenes.staff("owner", scenes.FOUNDED)
    anna, bert, cara = (each.member_id or 0 for each in (month.anna, month.bert, month.cara))
    first = _joined(bert, anna)
    network.decide_person(
        request_id=first,
        approves=True,
        reason="Ausweis gesehen",
        actor=owner.actor,
        at=scenes.LATER,
    )
    waiting = _joined(cara, bert)
    window.become(width=size, language=language, dark=dark)
    window.sign_in(owner.email, scenes.PASSWORD)
    for name, path in (
        ("persons", "/staff/persons/"),
        ("persons-decided", "/staff/persons/?state=decided"),
        ("person", f"/staff/persons/{waiting}/"),
        ("person-decided", f"/staff/persons/{first}/"),
        ("person-ask", f"/staff/members/{anna}/person/"),
        ("person-member", f"/staff/members/{bert}/"),
    ):
        window.go(path)
        _look(window, f"{name}-{language}-{size}")
    assert not window.complaints


def _joined(member_id: int, other_id: int) -> int:
    """Let somebody of support ask to put two positions together."""
    wish = network.NewPersonWish(member_id, other_id, scenes.LATER.date())
    asker = Actor(-1, frozenset({"support"}), None, "account:-1")
    return network.request_person(wish=wish, reason="eine Firma", actor=asker, at=scenes.LATER)


@pytest.mark.parametrize(("language", "size", "dark"), LOOKS)
def test_the_rank_of_a_settled_period_beside_the_one_that_runs(
    window: Window, time_machine: TimeMachineFixture, language: str, size: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    scenes.company(scenes.FOUNDED)
    _sign_rich_ranks()
    anna = scenes.anna(scenes.FOUNDED)
    bert = scenes.partner("bert@example.org", "Bert Vogt", "anna", scenes.FOUNDED)
    for buyer, day in ((anna, scenes.MARCH), (bert, scenes.MARCH), (anna, scenes.LATER)):
        scenes.paid_order(buyer, {"QM-1006": 3}, day)
    run_id = scenes.publish("2026-03", scenes.SETTLED)
    owner = scenes.staff("owner", scenes.FOUNDED)
    window.become(width=size, language=language, dark=dark)
    tag = f"{language}-{size}"
    window.sign_in(anna.email, scenes.PASSWORD)
    window.go("/office/")
    _look(window, f"rank-running-{tag}")
    window.go(f"/office/statements/{run_id}/")
    assert window.page.locator("#rank").count() == 1
    _look(window, f"rank-settled-{tag}")
    window.forget()
    window.speak(language)
    window.sign_in(owner.email, scenes.PASSWORD)
    window.go(f"/staff/statements/{run_id}/{anna.member_id}/")
    _look(window, f"rank-settled-staff-{tag}")
    assert not window.complaints


def _sign_rich_ranks() -> None:
    """Let a team lead need customers and active partners besides."""
    text = SIGNED.document.decode()
    ranks = text[text.index('group_volume    = "1000 PV"') : text.index("[rank_rules]")]
    more = 'customers = { count = 1, from = "20 PV" }\nactive_directs = 2\n'
    document = text.replace(ranks, ranks.replace("personal_volume", f"{more}personal_volume"))
    first, *_rest = SIGNED.examples.decode().split("[[example]]")[1:]
    commissions.activate_plan(
        document=document.encode(),
        examples=f"[[example]]{first}".encode(),
        filename="",
        actor=scenes.SYSTEM,
        approver=Actor.system("second-person"),
        at=scenes.FOUNDED,
    )


def _asked(member_id: int) -> int:
    asker = scenes.staff("finance", scenes.FOUNDED, email=f"asks{member_id}@example.org")
    return commissions.request_award(
        member_id=member_id,
        award=commissions.NewAward("quellmoos", "teamleitung", scenes.LATER.date()),
        reason="Wechselt mit ihrem Team von einem anderen Haus; so im Vertrag vereinbart.",
        actor=asker.actor,
        at=scenes.LATER,
    )


def _propose(month: scenes.SettledMonth) -> None:
    """Let the settled run propose two partners."""
    for who, action, periods in ((month.cara, "terminate", 6), (month.bert, "suspend", 3)):
        StatusProposal.objects.create(
            run=Run.objects.get(pk=month.run_id),
            member_id=who.member_id,
            action=action,
            inactive_periods=periods,
            proposed_at=scenes.LATER,
        )


def _check(window: Window, document: bytes) -> None:
    for field, content in (("document_file", document), ("examples_file", SIGNED.examples)):
        upload = {"name": f"{field}.toml", "mimeType": "text/plain", "buffer": content}
        window.page.set_input_files(f"#id_{field}", upload)  # type: ignore[arg-type]
    window.page.click("#plan-form button.btn")
    window.page.wait_for_load_state("load")


def _look(window: Window, name: str) -> None:
    window.photograph(f"decisions/{name}")
    assert not window.scrolls_sideways(), name
    assert not window.barriers()
