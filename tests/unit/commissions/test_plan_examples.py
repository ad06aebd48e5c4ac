"""Examples of a plan: what they promise, and what differs."""

from __future__ import annotations

import pytest
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import check_plan_text, read_examples
from commissions.document.plan_rejected import PlanRejected
from commissions.shipped_plans import shipped_plan

SHIPPED = shipped_plan("quellmoos", "2026-01-01")
PLAN = read_plan(SHIPPED.document, SHIPPED.filename)
GOOD = '''
[[example]]
name = "one level"
tree = """
anna 60 PV
  bert buys 100 CV 80 PV
"""
pays = { anna = "12.00 EUR" }
ranks = { anna = "partner" }
volumes = { anna = "140 PV" }
'''


IN_TWO = '''
[[example]]
name = "two months"
[[example.period]]
tree = """
anna 60 PV
  bert buys 100 CV 80 PV returns later 50 CV 40 PV
"""
pays = { anna = "12.00 EUR" }
[[example.period]]
tree = """
anna 60 PV
  bert 60 PV
"""
pays = { anna = "-6.00 EUR" }
volumes = { bert = "20 PV" }
'''


def differences(examples: str, *, document: bytes = SHIPPED.document) -> list[str]:
    with translation.override("en"):
        report = check_plan_text(document, examples.encode(), "")
    return [text for result in report.results for text in result.differences]


def test_a_kept_promise_has_no_differences() -> None:
    assert differences(GOOD) == []


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        ("12.00 EUR", "12.01 EUR", "anna earns €12.00, promised is €12.01."),
        ('{ anna = "12.00 EUR" }', "{}", "anna earns €12.00, promised is €0.00."),
        (
            '"12.00 EUR" }',
            '"12.00 EUR", bert = "1.00 EUR" }',
            "bert earns €0.00, promised is €1.00.",
        ),
        (
            'anna = "partner"',
            'anna = "direktion"',
            "anna is paid by the rank partner, promised is direktion.",
        ),
        ('"140 PV"', '"139.99 PV"', "anna has a group volume of 140 PV, promised are 139.99 PV."),
    ],
)
def test_what_differs_is_said_by_name(find: str, put: str, says: str) -> None:
    assert differences(GOOD.replace(find, put)) == [says]


def test_differences_are_written_as_the_language_writes_numbers() -> None:
    with translation.override("de"):
        report = check_plan_text(SHIPPED.document, GOOD.replace("12.00", "12.01").encode(), "")
    assert report.results[0].differences == (
        "anna verdient 12,00\N{NO-BREAK SPACE}€, zugesagt sind 12,01\N{NO-BREAK SPACE}€.",
    )


def test_another_rate_breaks_the_shipped_promises() -> None:
    other = SHIPPED.document.replace(b'"12%"', b'"11%"')
    assert len(differences(SHIPPED.examples.decode(), document=other)) >= 10


def test_a_rule_that_no_example_vouches_for_is_named() -> None:
    silent = GOOD.replace("100 CV 80 PV", "80 PV").replace('{ anna = "12.00 EUR" }', "{}")
    report = check_plan_text(SHIPPED.document, silent.encode(), "")
    assert report.unproven == ("team",)
    assert not report.is_kept


@pytest.mark.parametrize(
    ("examples", "key", "reason"),
    [
        ("", "example", "missing"),
        ("example = []", "example", "list of tables"),
        (GOOD.replace("pays", "pay", 1), "example[one level].pay", "no such key"),
        (GOOD.replace('"12.00 EUR"', "12"), "example[one level].pays.anna", "bare number"),
        (GOOD.replace('"12.00 EUR"', '"12.00 USD"'), "example[one level].pays.anna", "in EUR"),
        (
            GOOD.replace("80 PV", "80 PV returns later 1 CV"),
            "example[one level]",
            "no period follows",
        ),
        (
            GOOD.replace("80 PV", "80 PV returns 101 CV"),
            "example[one level].tree, line 2",
            "More comes back",
        ),
        (
            IN_TWO.replace("  bert", "  carl", 2)
            .replace("  carl", "  bert", 1)
            .replace("{ bert", "{ carl"),
            "example[two months]",
            "“bert” is missing",
        ),
        (GOOD.replace("anna =", "otto ="), "example[one level].pays.otto", "Nobody"),
        (GOOD.replace('"partner"', '"king"'), "example[one level].ranks.anna", "'king'"),
        (GOOD.replace('"140 PV"', "140"), "example[one level].volumes.anna", "bare number"),
    ],
)
def test_a_broken_example_is_refused(examples: str, key: str, reason: str) -> None:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_examples(PLAN, examples.encode())
    assert caught.value.key == key
    assert reason in caught.value.reason


def test_what_comes_back_later_is_taken_back_in_the_next_period() -> None:
    assert differences(IN_TWO) == []
    assert differences(IN_TWO.replace("-6.00", "-6.01")) == [
        "Period 2: anna earns \N{MINUS SIGN}€6.00, promised is \N{MINUS SIGN}€6.01."
    ]
    assert differences(IN_TWO.replace('"20 PV"', '"60 PV"')) == [
        "Period 2: bert has a group volume of 20 PV, promised are 60 PV."
    ]


def test_at_the_companys_fault_nothing_is_taken_back() -> None:
    faulty = IN_TWO.replace("later", "later defective")
    assert differences(faulty) == [
        "Period 2: anna earns €0.00, promised is \N{MINUS SIGN}€6.00.",
        "Period 2: bert has a group volume of 60 PV, promised are 20 PV.",
    ]
    strict = SHIPPED.document.replace(b'= "keep"', b'= "take_back"')
    assert differences(faulty, document=strict) == []


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        (("", ""), "The rule “paar” goes by the placement tree, and nobody has a place."),
        (("at anna left", "at anna 3"), "The rule “paar” knows 2 places below each member."),
    ],
)
def test_places_a_plan_cannot_go_by_are_refused(places: tuple[str, str], reason: str) -> None:
    pairs = shipped_plan("ebbe", "2026-01-01")
    left, right = places
    drawn = f"anna 50 PV\n  bert {left} buys 540 CV\n  cara {right} buys 310 CV"
    example = f'[[example]]\nname = "pairs"\ntree = """\n{drawn}\n"""\npays = {{}}\n'
    with translation.override("en"), pytest.raises(PlanRejected) as caught:
        check_plan_text(pairs.document, example.encode(), pairs.filename)
    assert caught.value.key == "example[pairs].tree"
    assert reason in str(caught.value)
