"""Finance reads the signed plan and tries another: what it means, changes, would have paid."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from time_machine import TimeMachineFixture

from commissions.models import EarningLine, PlanVersion, Run
from commissions.shipped_plans import plan_files, shipped_paths, shipped_plan
from tests import scenes
from tests.journeys.visitor import Visitor

SIGNED = shipped_plan("quellmoos", "2026-01-01")
TRY = "/staff/plans/try/"


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Stand late in April, with March settled."""
    time_machine.move_to(scenes.LATER)
    return scenes.settled_month()


@pytest.fixture
def clerk(month: scenes.SettledMonth) -> Visitor:
    """Let somebody of finance in."""
    visitor = Visitor()
    visitor.sign_in(month.clerk)
    return visitor


def tried(visitor: Visitor, document: bytes, examples: bytes = b"") -> Any:
    sent: dict[str, Any] = {"of_plan": "quellmoos", "periods": "12"}
    sent["document"] = SimpleUploadedFile("plan.toml", document)
    if examples:
        sent["examples"] = SimpleUploadedFile("plan.examples.toml", examples)
    answer = visitor.client.post(TRY, sent)
    return visitor.client.get(answer.url) if answer.status_code == 302 else answer


def changed(find: str, put: str) -> bytes:
    text = SIGNED.document.decode()
    assert find in text
    return text.replace(find, put).encode()


def test_the_signed_version_is_read_word_for_word(clerk: Visitor) -> None:
    listed = clerk.client.get("/staff/plans/").content.decode()
    signed = PlanVersion.objects.get()
    assert "/staff/plans/quellmoos/1/" in listed and signed.sha256[:12] in listed
    page = clerk.client.get("/staff/plans/quellmoos/1/")
    text = page.content.decode()
    assert page.context["plan"].in_force and page.context["words"].is_kept
    assert signed.sha256 in text
    for example in page.context["words"].examples:
        assert all(bool(part.reasons) == bool(part.pays) for part in example.parts)
    for part, content in (("document", SIGNED.document), ("examples", SIGNED.examples)):
        answer = clerk.client.get(f"/staff/plans/quellmoos/1/{part}/")
        assert answer.content == content
        assert "attachment" in answer["Content-Disposition"]
    assert clerk.client.get("/staff/plans/quellmoos/2/").status_code == 404


def test_a_higher_rate_shows_what_changes_and_who_wins_and_stores_nothing(
    clerk: Visitor, month: scenes.SettledMonth
) -> None:
    before = (PlanVersion.objects.count(), Run.objects.count(), EarningLine.objects.count())
    page = tried(clerk, changed('"12%", "6%"', '"24%", "6%"'), SIGNED.examples)
    assert page.status_code == 200
    trial = page.context["trial"]
    assert trial.against.label == "quellmoos v1"
    assert any("12%" in change and "24%" in change for change in trial.changes)
    assert not trial.words.is_kept  # the examples promise the old rates
    found = page.context["tried"].simulation
    assert [period.period_key for period in found.periods] == ["2026-03"]
    assert found.winner_count and not found.loser_count
    assert found.winners[0].member_id in page.context["people"]
    assert before == (PlanVersion.objects.count(), Run.objects.count(), EarningLine.objects.count())


def test_the_same_plan_changes_nothing(clerk: Visitor) -> None:
    page = tried(clerk, SIGNED.document, SIGNED.examples)
    trial, found = page.context["trial"], page.context["tried"].simulation
    assert trial.changes == () and trial.words.is_kept
    assert found.winner_count == found.loser_count == 0


def test_what_was_tried_is_listed_and_can_be_tried_again(clerk: Visitor) -> None:
    tried(clerk, SIGNED.document, SIGNED.examples)
    (listed,) = clerk.client.get(TRY).context["trials"].items
    path = f"/staff/plans/trials/{listed.calculation.calculation_id}/"
    assert path in clerk.client.get(TRY).content.decode()
    again = clerk.client.post(f"{path}again/").url
    assert again != path
    page = clerk.client.get(again)
    assert page.context["tried"].simulation and page.context["words"].is_kept
    assert len(clerk.client.get(TRY).context["trials"].items) == 2


def test_a_mistake_is_told_with_key_reason_and_remedy(clerk: Visitor) -> None:
    page = tried(clerk, changed("valid_from", "valid_form"))
    assert page.status_code == 422
    refusal = page.context["rejected"]
    assert refusal.key == "valid_form"
    text = page.content.decode()
    assert refusal.key in text and refusal.reason in text and refusal.remedy


@pytest.mark.parametrize(
    "document", [b"\xff\xfe", b"", b"plan = [", b"[" * 3000, b"x" * 200_001, b"\x00"]
)
def test_nonsense_is_refused_and_not_read_beyond_the_limit(clerk: Visitor, document: bytes) -> None:
    assert tried(clerk, document).status_code == 422
    assert tried(clerk, SIGNED.document, document or b"?").status_code == 422


def test_every_shipped_plan_can_be_tried(clerk: Visitor) -> None:
    for path in shipped_paths():
        files = plan_files(path)
        page = tried(clerk, files.document, files.examples)
        found = page.context["tried"]
        assert page.context["words"].is_kept, path
        assert found.simulation or found.not_replayed, path


def test_support_may_not_try_plans(month: scenes.SettledMonth) -> None:
    visitor = Visitor()
    visitor.sign_in(scenes.staff("support", scenes.FOUNDED))
    assert tried(visitor, SIGNED.document).status_code == 403
