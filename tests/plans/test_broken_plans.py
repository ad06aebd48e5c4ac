"""Every broken plan of the library is refused by its key, in words that an author understands.

A file says in its first lines what is wrong with it and what it must be told, in both languages.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.toml"))
EXPECTED = re.compile(r"^# (?P<what>key|en|de): (?P<text>.+)$", re.M)
AT_LEAST = 40

MORE = "[...]"


def _begins(told: str, expected: str) -> bool:
    """Tell whether a list of what can be written begins as expected; it grows with the program."""
    return expected.endswith(MORE) and told.startswith(expected.removesuffix(MORE).rstrip(", "))


def test_the_library_is_large_and_its_numbers_are_in_order() -> None:
    numbers = [int(path.name.split("-")[0]) for path in BROKEN]
    assert numbers == list(range(1, len(BROKEN) + 1))
    assert len(BROKEN) >= AT_LEAST


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_plan_is_refused_in_words(path: Path, language: str) -> None:
    expected = dict(EXPECTED.findall(path.read_text("utf-8")))
    with translation.override(language):
        with pytest.raises(PlanRejected) as caught:
            read_plan(path.read_bytes(), "plan.toml")
        refusal = caught.value
        assert refusal.key == expected["key"]
        told = " ".join(f"{refusal.reason} {refusal.remedy}".split())
        assert told == expected[language] or _begins(told, expected[language])
        assert refusal.remedy
