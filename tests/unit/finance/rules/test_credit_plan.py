"""What stands on which Gutschrift, what lowers which."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from finance.rules.credit_plan import Match, OpenClaim, Papered, plan_credits

TENTH, TWENTIETH = date(2026, 1, 10), date(2026, 1, 20)


def claim(
    number: int, minor: int, *, run: int = 1, day: date = TENTH, may_go: bool = True
) -> OpenClaim:
    """Return an open claim; one below zero names the run that it corrects."""
    return OpenClaim(number, f"run:{run}", day, minor, may_go)


def paper(number: int, minor: int, *, run: int = 1, day: date = TENTH) -> Papered:
    """Return an amount that stands on a Gutschrift."""
    return Papered(number, f"run:{run}", day, minor)


def test_what_may_go_is_noted_and_what_is_held_waits() -> None:
    plan = plan_credits([claim(1, 100), claim(2, 50, may_go=False)], [])
    assert plan.noted == (claim(1, 100),)
    assert plan.noted_minor == 100


def test_what_was_taken_back_before_its_paper_nets_it() -> None:
    plan = plan_credits([claim(1, 100), claim(2, 70, run=2), claim(3, -100)], [paper(9, 100)])
    assert plan.netted == (Match(3, 1, 100),)
    assert plan.corrected == ()
    assert plan.noted_minor == 70


def test_what_stands_on_paper_is_corrected_there() -> None:
    plan = plan_credits([claim(2, 70, run=2), claim(3, -30)], [paper(9, 100)])
    assert plan.corrected == (Match(3, 9, 30),)
    assert (plan.noted_minor, plan.corrected_minor) == (70, 30)


def test_without_its_own_paper_the_same_day_then_the_latest_paper_is_lowered() -> None:
    papers = [paper(7, 10, run=3), paper(8, 10, day=TWENTIETH), paper(9, 10, day=TWENTIETH, run=2)]
    plan = plan_credits([claim(3, -25)], papers)
    assert plan.corrected == (Match(3, 7, 10), Match(3, 9, 10), Match(3, 8, 5))


def test_what_lowers_a_held_claim_waits_with_it() -> None:
    plan = plan_credits([claim(1, 100, may_go=False), claim(2, -40)], [paper(9, 500, run=4)])
    assert (plan.noted, plan.netted, plan.corrected) == ((), (), ())


def test_where_nothing_is_left_it_is_carried() -> None:
    plan = plan_credits([claim(1, 30), claim(2, -40)], [])
    assert plan.netted == (Match(2, 1, 30),)
    assert plan.noted_minor == 0


DAYS = st.sampled_from([TENTH, TWENTIETH])
AMOUNTS = st.integers(-300, 300).filter(bool)
CLAIMS = st.lists(st.tuples(AMOUNTS, st.integers(1, 3), DAYS, st.booleans()), max_size=8)
PAPERS = st.lists(st.tuples(st.integers(1, 300), st.integers(1, 3), DAYS), max_size=5)


@given(CLAIMS, PAPERS)
def test_nothing_is_lowered_below_zero_and_no_claim_used_twice(
    drawn: list[tuple[int, int, date, bool]], papered: list[tuple[int, int, date]]
) -> None:
    claims = [
        claim(number, minor, run=run, day=day, may_go=may_go)
        for number, (minor, run, day, may_go) in enumerate(drawn, 1)
    ]
    papers = [
        paper(100 + n, minor, run=run, day=day) for n, (minor, run, day) in enumerate(papered)
    ]
    plan = plan_credits(claims, papers)
    matches = [*plan.netted, *plan.corrected]
    assert all(match.amount_minor > 0 for match in matches)
    for one in claims:
        lowered = sum(m.amount_minor for m in plan.netted if m.against_id == one.id)
        used = sum(m.amount_minor for m in matches if m.negative_id == one.id)
        assert lowered <= max(one.left_minor, 0)
        assert used <= max(-one.left_minor, 0)
        assert one.may_go or (not lowered and not used and one not in plan.noted)
    for page in papers:
        taken = sum(m.amount_minor for m in plan.corrected if m.against_id == page.id)
        assert taken <= page.left_minor
