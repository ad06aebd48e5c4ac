"""The demo company's texts: in both languages, lawful in what they must say, loaded once."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from config.demo.enrol import FOUNDER
from config.demo.founding import COMPANY
from config.demo.load_texts import load_texts, shipped_texts
from core import texts
from core.company import save_company
from core.texts import KINDS, NewText

DAY = date(2026, 1, 2)
AT = datetime(2026, 1, 2, 9, tzinfo=UTC)
ONLINE = {"de": "auch online unter", "en": "online at"}


def shipped(language: str) -> dict[tuple[str, str], NewText]:
    return {
        (text.kind, text.version_or_day): text
        for text in shipped_texts(DAY)
        if text.language == language
    }


def test_every_kind_is_there_in_both_languages_and_in_the_same_versions() -> None:
    assert shipped("de").keys() == shipped("en").keys()
    assert {kind for kind, _version in shipped("de")} >= set(KINDS)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_instruction_names_the_online_function_from_the_day_the_law_asks_for_it(
    language: str,
) -> None:
    wordings = shipped(language)
    before, after = wordings["withdrawal", "2026-01"], wordings["withdrawal", "2026-06"]
    assert "/withdraw/" not in before.body
    assert after.valid_from == date(2026, 6, 19)
    assert "(/withdraw/)" in after.body
    assert ONLINE[language] in after.body


def test_no_text_names_what_the_law_took_away_or_calls_itself_a_sample() -> None:
    said = " ".join(text.title + text.body for text in shipped_texts(DAY))
    assert "ec.europa.eu" not in said
    assert "OS-Plattform" not in said
    assert not re.search(r"\b(Muster(?!-Wider)|sample|TODO|Lorem)", said)


@pytest.mark.django_db
def test_loading_twice_publishes_once() -> None:
    save_company(actor=FOUNDER, settings=COMPANY, at=AT)
    assert load_texts(actor=FOUNDER, from_day=DAY, at=AT) == len(list(shipped_texts(DAY)))
    assert load_texts(actor=FOUNDER, from_day=DAY, at=AT) == 0
    assert texts.current("terms", language="de", on=DAY).title.startswith("Allgemeine")
    assert texts.current("withdrawal", language="en", on=DAY).version == "2026-01"
    assert texts.current("withdrawal", language="en", on=date(2026, 6, 19)).version == "2026-06"
