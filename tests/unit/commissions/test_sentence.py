"""The sentence that says why."""

from __future__ import annotations

from datetime import date

from commissions.engine.facts import CUSTOMER, PASSED_OVER, TOOK, USED_UP, Earning, Step
from commissions.engine.plan import BARRED, INACTIVE, RANK_TOO_LOW, Plan
from commissions.engine.rule import ORDER_NET
from commissions.wording.sentence import NAMED, why_sentence
from commissions.wording.story import Story
from tests.unit.commissions.pictures import plan, rule, volume

STEPS = (
    Step(1050, 1, TOOK, ""),
    Step(1049, 2, PASSED_OVER, INACTIVE),
    Step(1048, 2, PASSED_OVER, RANK_TOO_LOW),
    Step(1047, 2, USED_UP, BARRED),
    Step(1042, 3, TOOK, ""),
)
SOLD = volume(1050, cv=200_00, kind=CUSTOMER)._replace(order_ref="B-17")
LINE = Earning("team", 1042, SOLD, 3, 250, 200_00, 5_00)


def story(steps: tuple[Step, ...] = STEPS, terms: Plan | None = None) -> Story:
    return Story(terms or plan(), LINE, steps, date(2026, 3, 14), str)


def test_english_names_everything_that_decided() -> None:
    assert why_sentence(story(), "en") == (
        "Member 1042 earns €5.00, that is 2.5% of €200.00 (commission value of order B-17, "
        "bought by a customer of member 1050, paid on March 14, 2026), on level 3 by the rule "
        "“name” (team) of plan test, version 1 [00000000], agreed in: a contract, § 1; the way up: "
        "1050 takes level 1 → passed over: 1049 (not active in this period), 1048 (rank too low "
        "for this level) → 1047 uses up level 2 (suspended or no longer a member) → 1042 takes "
        "level 3."
    )


def test_german_says_the_same() -> None:
    text = why_sentence(story(), "de")
    for part in (
        "1042", "5,00\N{NO-BREAK SPACE}€", "2,5\N{NO-BREAK SPACE}%", "200,00", "B-17",
        "14. März 2026", "Ebene 3", "„Name“", "Fassung 1", "a contract, § 1",
        "übergangen: 1049 (in diesem Zeitraum nicht aktiv)", "Rang zu niedrig",
    ):  # fmt: skip
        assert part in text
    assert text.endswith(".")
    assert ". " not in text.replace("14. März", "")


def test_an_own_order_and_the_net_value_are_called_so() -> None:
    own = LINE._replace(volume=SOLD._replace(kind="own"))
    told = Story(plan(rule(base=ORDER_NET)), own, STEPS, None, str)
    text = why_sentence(told, "en")
    assert "net value of order B-17, bought by member 1050)" in text


def test_a_long_way_names_the_nearest_and_counts_the_rest() -> None:
    sleepers = tuple(Step(number, 1, PASSED_OVER, INACTIVE) for number in range(2000, 2100))
    text = why_sentence(story((*sleepers, Step(1042, 1, TOOK, ""))), "en")
    assert "2000 (not active in this period)" in text
    assert f"and {100 - NAMED} more" in text
    assert str(2000 + NAMED) not in text


def test_people_are_shown_as_the_caller_wants() -> None:
    told = Story(plan(), LINE, STEPS, None, lambda number: f"No. {number}")
    assert "No. 1042 takes level 3" in why_sentence(told, "en")
