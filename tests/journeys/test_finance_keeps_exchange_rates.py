"""Finance takes the central bank's rates in, enters one by hand, and corrects what was wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from time_machine import TimeMachineFixture

from tests import scenes
from tests.journeys.visitor import Visitor, words

FILE = b"Date,USD,CHF,TRY,\n2026-04-02,1.0823,0.9345,38.1,\n2026-04-01,1.08,0.93,38.0,\n"
ECB = "EZB-Referenzkurs"


@pytest.fixture
def clerk(time_machine: TimeMachineFixture) -> Visitor:
    """Sign the finance clerk in, in English, in April."""
    time_machine.move_to(scenes.FOUNDED)
    month = scenes.settled_month()
    time_machine.move_to(scenes.LATER)
    visitor = Visitor("en")
    visitor.sign_in(month.clerk)
    return visitor


def uploaded(content: bytes = FILE) -> SimpleUploadedFile:
    return SimpleUploadedFile("eurofxref.csv", content)


def test_a_file_is_looked_at_and_taken_in(clerk: Visitor) -> None:
    checked: Any = clerk.send("/staff/rates/file/", source=ECB, file=uploaded())
    said = words(checked)
    assert "New rates 4" in said
    assert "Left out: nobody pays in them here TRY" in said
    assert "1 EUR = 0.9345 CHF" in said
    assert "No rate in this month" in clerk.open("/staff/rates/?month=2026-04")
    lines = checked.context["form"].initial["lines"]
    answer = clerk.send("/staff/rates/file/", source=ECB, lines=lines, take_in="1")
    assert answer.status_code == 302
    said = clerk.open(answer.headers["Location"])
    assert "4 rates taken in." in said
    assert "1 EUR = 1.0823 USD" in said
    again = clerk.send("/staff/rates/file/", source=ECB, file=uploaded(), take_in="1")
    assert "Nothing changed" in clerk.open(again.headers["Location"])


def test_a_bad_line_is_named_and_nothing_is_taken_in(clerk: Visitor) -> None:
    bad = b"Date,USD,\n2026-04-01,1.08,\n2026-04-02,one,\n"
    answer = clerk.send("/staff/rates/file/", source=ECB, file=uploaded(bad), take_in="1")
    assert answer.status_code == 422
    assert "Line 3: “one” is no rate" in words(answer)
    assert "No rate in this month" in clerk.open("/staff/rates/?month=2026-04")
    assert "Choose a file or paste lines." in words(clerk.send("/staff/rates/file/", source=ECB))


def test_a_rate_is_entered_and_corrected(clerk: Visitor) -> None:
    entered = {"source": ECB, "day": "2026-04-03", "base": "EUR", "currency": "CHF"}
    answer = clerk.send("/staff/rates/", rate="0,9435", **entered)
    assert answer.status_code == 302, words(answer)
    assert "1 EUR = 0.9435 CHF" in clerk.open(answer.headers["Location"])
    again = clerk.send("/staff/rates/", rate="0.9345", **entered)
    assert "CHF has another rate on April 3, 2026 already" in words(again)
    rate_id = clerk.client.get("/staff/rates/?month=2026-04").context["rates"].items[0].id
    assert "0.9435" in clerk.open(f"/staff/rates/{rate_id}/correct/")
    answer = clerk.send(f"/staff/rates/{rate_id}/correct/", rate="0.9345")
    said = clerk.open(answer.headers["Location"])
    assert "1 EUR = 0.9345 CHF EZB-Referenzkurs instead of 0.9435" in said
    assert "corrected since" in said
    assert clerk.client.get(f"/staff/rates/{rate_id}/correct/").status_code == 404


@pytest.mark.parametrize("month", ["", "2026-W07", "nonsense", "2026-13"])
def test_nonsense_shows_this_month(clerk: Visitor, month: str) -> None:
    answer = clerk.client.get(f"/staff/rates/?month={month}")
    assert answer.context["month"].key == "2026-04"
