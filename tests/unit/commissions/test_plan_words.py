"""A plan, its grammar and its examples in words."""

from __future__ import annotations

import pytest
from django.utils import translation

from commissions.document.key_units import unit_of
from commissions.document.plan_examples import check_plan_text
from commissions.shipped_plans import shipped_plan
from commissions.wording.plan_schema import all_tables, schema_in_words
from commissions.wording.plan_words import examples_in_words, plan_in_words

SHIPPED = shipped_plan("quellmoos", "2026-01-01")


def test_every_key_of_a_plan_is_printed_with_its_meaning() -> None:
    with translation.override("en"):
        text = "\n".join(plan_in_words(SHIPPED.document))
    assert "personal_volume = 50 PV\n    The personal volume from which a member is active" in text
    assert "Rule 1: Team commission (team)\n    unilevel: How the rule pays" in text
    assert "depth_by_rank = partner: 2, teamleitung: 3, bereichsleitung: 4, direktion: 5" in text
    assert text.endswith("All rules together pay at most 27% of the volume.")


def test_a_plan_is_told_in_german() -> None:
    with translation.override("de"):
        text = "\n".join(plan_in_words(SHIPPED.document))
    assert "Regel 1: Teamprovision (team)" in text
    assert "name = Bereichsleitung" in text


def test_the_schema_names_every_key() -> None:
    with translation.override("en"):
        text = "\n".join(schema_in_words())
    for keys in all_tables().values():
        for key in keys.values():
            assert key.write.splitlines()[0] in text
            assert str(key.meaning) in text


@pytest.mark.parametrize("title", all_tables())
def test_every_key_says_what_it_takes(title: str) -> None:
    assert [name for name, key in all_tables()[title].items() if not unit_of(key)] == []


def test_each_line_of_an_example_says_why_by_name() -> None:
    report = check_plan_text(SHIPPED.document, SHIPPED.examples, SHIPPED.filename)
    text = "\n".join(examples_in_words(report, "en"))
    assert "Member anna earns €12.00, that is 12% of €100.00" in text
    assert "passed over: bert (not active in this period) → anna takes level 1." in text
