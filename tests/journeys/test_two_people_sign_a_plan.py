"""Finance checks a plan and signs it; the owner reads the same text and puts it in force."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from time_machine import TimeMachineFixture

from commissions.models import PlanProposal, PlanVersion
from commissions.shipped_plans import shipped_plan
from tests import scenes
from tests.journeys.visitor import Visitor

SIGNED = shipped_plan("quellmoos", "2026-01-01")
PROPOSE = "/staff/plans/propose/"
NEXT = SIGNED.document.replace(b"version         = 1", b"version         = 2").replace(
    b"2026-01-01", b"2026-06-01"
)


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Stand late in April, with March settled."""
    time_machine.move_to(scenes.LATER)
    return scenes.settled_month()


@pytest.fixture
def clerk(month: scenes.SettledMonth) -> Visitor:
    visitor = Visitor("en")
    visitor.sign_in(month.clerk)
    return visitor


def uploaded(visitor: Visitor, document: bytes) -> Any:
    files = {
        "document_file": SimpleUploadedFile("plan.toml", document),
        "examples_file": SimpleUploadedFile("plan.examples.toml", SIGNED.examples),
    }
    return visitor.client.post(PROPOSE, files)


def pasted(page: Any, **more: str) -> dict[str, str]:
    """Return what the page's form sends, with the ends of lines of a browser."""
    text = {name: page.context["form"].initial[name] for name in ("document", "examples")}
    return {name: value.replace("\n", "\r\n") for name, value in text.items()} | more


def test_mistakes_are_told_all_at_once_with_their_lines(clerk: Visitor) -> None:
    broken = NEXT.replace(b"valid_from", b"valid_form").replace(b'"50 PV"', b"50")
    page = uploaded(clerk, broken)
    assert page.status_code == 422
    assert {fault.key for fault in page.context["check"].faults} == {
        "valid_form", "valid_from", "active.personal_volume",
    }  # fmt: skip
    text = page.content.decode()
    assert (
        re.search(r"line \d+", text) and "Did you mean" in text and "Sign and hand in" not in text
    )
    mended = clerk.client.post(PROPOSE, pasted(page) | {"document": NEXT.decode()})
    assert mended.status_code == 200 and mended.context["check"].may_be_signed


def test_what_cannot_follow_is_told_before_anybody_signs(clerk: Visitor) -> None:
    page = uploaded(clerk, SIGNED.document)
    assert page.status_code == 200
    assert page.context["check"].obstacle and "Sign and hand in" not in page.content.decode()
    refused = clerk.client.post(PROPOSE, pasted(page, sign=page.context["sha256"]))
    assert refused.status_code == 422 and not PlanProposal.objects.exists()


def test_two_people_put_a_version_in_force(clerk: Visitor) -> None:
    page = uploaded(clerk, NEXT)
    sha256 = page.context["sha256"]
    assert page.context["check"].changes
    changed = pasted(page, sign=sha256)
    changed["document"] += "# one more line"
    assert clerk.client.post(PROPOSE, changed).status_code == 422
    signed = clerk.client.post(PROPOSE, pasted(page, sign=sha256, note="agreed in the board"))
    assert signed.status_code == 302
    address = signed.headers["Location"]
    assert bytes(PlanProposal.objects.get().document) == NEXT
    own = clerk.open(address)
    assert sha256 in own and "You signed this version" in own and "agreed in the board" in own
    assert "waits for its second signature" in clerk.open("/staff/plans/")
    decision = {"decision": "approve", "has_read": "on", "sha256": sha256}
    assert clerk.client.post(address, decision).status_code == 403

    owner = Visitor("en")
    owner.sign_in(scenes.staff("owner", scenes.FOUNDED))
    assert "Plans to sign" in owner.open("/staff/")
    assert sha256 in owner.open(address)
    tried = owner.client.post(f"{address}try/", follow=True)
    assert tried.status_code == 200 and tried.context["words"].sha256 == sha256
    unread = owner.client.post(address, decision | {"has_read": ""})
    assert unread.status_code == 422 and PlanVersion.objects.count() == 1
    assert owner.client.post(address, decision).status_code == 302
    assert PlanVersion.objects.get(version=2).sha256 == sha256
    assert "Signed by two" in owner.open("/staff/plan-proposals/?state=decided")
    assert owner.client.get(f"{address}document/").content == NEXT
    assert "quellmoos v2" in owner.open("/staff/plans/")


def test_an_owner_turns_a_version_down_with_a_reason(month: scenes.SettledMonth) -> None:
    number = scenes.plan_proposal()
    owner = Visitor("en")
    owner.sign_in(scenes.staff("owner", scenes.FOUNDED))
    address, sha256 = f"/staff/plan-proposals/{number}/", PlanProposal.objects.get().sha256
    refused = owner.client.post(address, {"decision": "reject", "sha256": sha256})
    assert refused.status_code == 422
    owner.client.post(address, {"decision": "reject", "sha256": sha256, "reason": "too dear"})
    assert "too dear" in owner.open(address)
    assert PlanVersion.objects.count() == 1
