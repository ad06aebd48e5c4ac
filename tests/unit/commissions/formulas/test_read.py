"""A formula is read: what it comes to, and what is refused, where and how to write it."""

from __future__ import annotations

import numpy as np
import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissions.formulas.formula import Defined, Formula
from commissions.formulas.formula_rejected import FormulaRejected
from commissions.formulas.read import read_formula
from commissions.formulas.units import Unit
from commissions.formulas.words import explain
from core.errors import InvariantBroken
from tests.unit.commissions.formulas.written import FACTS, fact_values, formulas, python_says

ANNA = {
    "pv": 12_000, "gv": 250_000, "cv": 9_999, "earned": -250, "quota": 1_250, "directs": 3,
    "rank": 2, "is_new": 1,
}  # fmt: skip

COMES_TO = {
    "pv >= PV(120) and directs >= 3": 1,
    "pv > PV(120) or directs > 3": 0,
    "not is_new": 0,
    "rank >= gold": 1,
    "PV(100) <= pv < PV(120)": 0,
    "pv + cv - PV(0.01)": 21_998,
    "directs * EUR(5)": 1_500,
    "-pv": -12_000,
    "min(pv, gv, PV(50))": 5_000,
    "max(pv, PV(500))": 50_000,
    "share(cv, percent(12.5), half_up)": 1_250,
    "share(cv, percent(12.5), down)": 1_249,
    "share(earned, percent(50.01), half_up)": -125,
    "share(earned, percent(50), down)": -125,
    "share(earned - EUR(0.01), percent(50), half_up)": -126,
    "share(earned - EUR(0.01), percent(50), down)": -125,
    "share(earned - EUR(0.01), percent(50), up)": -126,
    "ratio(gv, PV(600), down)": 4,
    "ratio(gv, PV(600), up)": 5,
    "ratio(gv, 3, half_up)": 83_333,
    "percent_of(pv, max(gv, PV(1)), half_up)": 480,
    "worth(cv, EUR(0.50), half_up)": 5_000,
    "EUR(50) if rank >= silver and not directs < 3 else EUR(0)": 5_000,
    "percent(2) * directs": 600,
}

# What is written, the character that is named, a piece of the reason and one of the remedy.
REFUSED = {
    "": (1, "empty", "pv >= PV(100)"),
    "pv >= 100": (1, "“pv” (points) and “100” (count) do not go together", "PV(100)"),
    "share(cv, 10, down)": (11, "“10” (count)", ""),
    "pv >= 100 PV": (7, "“100 PV” is not understood", "PV(100)"),
    "pv >= 100PV": (7, "“100PV” is not understood", "PV(100)"),
    "share(cv, 10%, down)": (11, "“10%” is not understood", "percent(10)"),
    'pv >= "100 PV"': (7, "cannot stand here", "PV(100)"),
    "pv / 2": (4, "cannot stand here", "ratio(a, b, down)"),
    "pv // 2": (4, "cannot stand here", "ratio(a, b, down)"),
    "pv ** 2": (1, "cannot stand here", ""),
    "pv = PV(100)": (4, "cannot stand here", "=="),
    "pv + directs": (1, "do not go together", "Points go with points"),
    "pv + earned": (1, "“pv” (points) and “earned” (money) do not go together", "money with money"),
    "pv * cv": (1, "do not go together", "Only a count multiplies"),
    "pv * percent(10)": (1, "do not go together", "share(cv, percent(10), half_up)"),
    "pv * EUR(1)": (1, "do not go together", "worth(cv, EUR(1), half_up)"),
    "rank + 1": (1, "do not go together", ""),
    "rank + gold": (1, "“rank” (rank) is not what is needed", ""),
    "gvv >= pv": (1, "no “gvv”", "Did you mean “gv”?"),
    "zebra >= pv": (1, "no “zebra”", "Here can be: pv, gv"),
    "sqrt(pv)": (1, "no “sqrt(…)”", "Here can be: min, max, share"),
    "pv.real": (3, "cannot stand here", ""),
    "pv[0]": (3, "cannot stand here", ""),
    "lambda pv: pv": (10, "cannot stand here", ""),
    "pv is gv": (4, "“is” cannot stand here", "no loops"),
    "(pv for pv in gv)": (5, "“for” cannot stand here", "no loops"),
    "True": (1, "“True” cannot stand here", ""),
    "__import__(pv)": (1, "no “__import__(…)”", ""),
    "min(*pv)": (5, "“*pv” cannot stand here", ""),
    "pv(*gv)": (1, "no “pv(…)”", ""),
    "min(pv)": (1, "two or more", "min(a, b)"),
    "ratio(gv, PV(500))": (1, "how it is rounded", "ratio(gv, PV(500), down)"),
    "ratio(gv, PV(500), even)": (1, "half_up, down or up", ""),
    "ratio(gv, pv, down)": (11, "could be zero or less", "max(gv, PV(1))"),
    "ratio(gv, quota, down)": (1, "do not go together", ""),
    "pv >= PV(1.234)": (7, "too many digits", "PV(100)"),
    "pv >= PV(-1)": (7, "One plain number", "PV(100)"),
    "pv >= PV(gv)": (7, "One plain number", "PV(100)"),
    "earned > CHF(1)": (10, "The plan is in EUR", "EUR(100)"),
    "1.5 * pv": (1, "whole count", "percent(10)"),
    "12345678901 * directs": (1, "whole count", ""),
    "007 * directs": (1, "not understood", ""),
    "is_new == 1": (1, "yes or no already", "not"),
    "is_new and pv": (12, "“pv” (points)", ""),
    "not pv": (5, "“pv” (points)", ""),
    "pv if gv else cv": (7, "“gv” (points)", ""),
    "pv if is_new": (1, "not understood", "a if b else c"),
    "pv if is_new else directs": (1, "do not go together", ""),
    "+pv": (1, "no effect", "Leave it out"),
    "--pv": (1, "twice", ""),
    "not not is_new": (1, "twice", ""),
    "is_new or is_new": (1, "twice", ""),
    "min(pv, cv, pv)": (1, "twice", ""),
    "pv if is_new else pv": (1, "twice", ""),
    "directs >= 0": (1, "always so", "another limit"),
    "directs > 1000": (1, "never so", "another limit"),
    "cv < PV(0)": (1, "never so", ""),
    "PV(100)": (1, "names nothing", "pv, gv"),
    "gold": (1, "names nothing", ""),
    "(pv": (2, "not closed", "“)”"),
    "pv) + (gv": (3, "never opened", ""),
    "()": (1, "cannot stand here", ""),
    "pv gv": (4, "not understood", ""),
    "pv >=": (1, "not understood", ""),
    "füllung": (2, "cannot stand here", ""),
    "pv\n+ gv": (3, "cannot stand here", ""),
    "directs * directs * directs * directs * directs * directs * pv": (
        1,
        "larger than any",
        "min(",
    ),
    "(" * 21 + "pv" + ")" * 21: (21, "too many brackets", ""),
    "+".join(["pv"] * 150): (1, "too long", "200 words"),
    "pv + " * 150: (1, "too long", "600 characters"),
}


@pytest.mark.parametrize("text", COMES_TO)
def test_it_comes_to(text: str) -> None:
    assert _any_unit(text).value(ANNA) == COMES_TO[text]


@pytest.mark.parametrize("text", COMES_TO)
def test_it_comes_to_the_same_for_all_at_once(text: str) -> None:
    columns = {name: np.array([number, number]) for name, number in ANNA.items()}
    assert _any_unit(text).values(columns).tolist() == [COMES_TO[text]] * 2


@pytest.mark.parametrize("text", REFUSED)
def test_it_is_refused_with_place_reason_and_remedy(text: str) -> None:
    column, reason, remedy = REFUSED[text]
    refusal = _refusal(text)
    assert reason in refusal.reason
    assert remedy in refusal.remedy
    assert refusal.place.column == column


def test_another_unit_than_the_wanted_one_is_refused() -> None:
    with pytest.raises(FormulaRejected, match="comes to: points"):
        read_formula("share(pv, percent(10), down)", FACTS, Unit.MONEY)


def test_a_refusal_speaks_german() -> None:
    with override("de"), pytest.raises(FormulaRejected) as caught:
        read_formula("pv >= 100", FACTS, Unit.YES_NO)
    with override("de"):
        assert caught.value.message == (
            "Bei Zeichen 1: „pv“ (Punkte) und „100“ (Anzahl) passen nicht zusammen. "
            "Schreiben Sie: PV(100)"
        )


def test_money_is_written_in_the_plans_own_currency() -> None:
    formula = read_formula("earned >= CHF(2)", FACTS, Unit.YES_NO, currency="CHF")
    assert formula.value({"earned": 200}) == 1


def test_its_names_are_the_facts_that_differ_from_member_to_member() -> None:
    formula = read_formula("rank >= gold and (pv > cv or is_new)", FACTS, Unit.YES_NO)
    assert formula.names == {"rank", "pv", "cv", "is_new"}


MAY_FALL = {
    "pv >= PV(100) and (gv > cv or directs >= 3)": {"cv"},
    "pv - share(gv, percent(10), down) > PV(0)": {"gv"},
    "not (is_new or rank < gold)": {"is_new"},
    "directs == 3": {"directs"},
    "percent_of(pv, max(gv, PV(1)), down) >= percent(50)": {"gv"},
    "earned * directs": {"directs"},
    "cv * min(directs, 5)": set(),
    "-(cv * min(directs, 5))": {"cv", "directs"},
    "PV(0) if is_new else cv": {"is_new"},
    "ratio(cv, max(directs, 1), down)": {"directs"},
}


@pytest.mark.parametrize("text", MAY_FALL)
def test_it_may_fall_with(text: str) -> None:
    assert _any_unit(text).may_fall_with == MAY_FALL[text]


@given(st.sampled_from(Unit).flatmap(formulas), fact_values(), fact_values())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_what_cannot_fall_with_a_fact_never_does(
    text: str, one: dict[str, int], other: dict[str, int]
) -> None:
    try:
        formula = _any_unit(text)
    except FormulaRejected:
        return
    for name in formula.names - formula.may_fall_with:
        more = one | {name: max(one[name], other[name])}
        less = one | {name: min(one[name], other[name])}
        assert formula.value(less) <= formula.value(more)


def test_conditions_that_must_all_hold_come_one_by_one() -> None:
    formula = read_formula("pv >= PV(100) and (is_new or directs > 2)", FACTS, Unit.YES_NO)
    assert [part.text for part in formula.conditions] == ["pv >= PV(100)", "is_new or directs > 2"]
    assert [part.value(ANNA) for part in formula.conditions] == [1, 1]


def test_a_formula_may_stand_for_a_part_of_another() -> None:
    score = Defined(read_formula("pv + min(gv, PV(500))", FACTS, Unit.POINTS), "score")
    formula = read_formula(
        "score >= PV(620) and is_new", FACTS, Unit.YES_NO, defined={"score": score}
    )
    assert formula.names == {"pv", "gv", "is_new"}
    assert formula.value(ANNA) == 1
    assert formula.values({name: np.array([number]) for name, number in ANNA.items()})[0] == 1
    assert explain(formula) == "score is at least 620 PV and new"


def test_a_formula_that_rests_on_what_is_not_known_here_is_refused() -> None:
    score = Defined(read_formula("pv + gv", FACTS, Unit.POINTS), "score")
    with pytest.raises(FormulaRejected, match="“score” rests on “gv”"):
        read_formula("score > pv", {"pv": FACTS["pv"]}, Unit.YES_NO, defined={"score": score})


def test_a_fact_out_of_its_bounds_is_a_bug_of_ours() -> None:
    formula = read_formula("directs * EUR(5)", FACTS, Unit.MONEY)
    with pytest.raises(InvariantBroken):
        formula.value({"directs": 1001})


@given(st.sampled_from(Unit).flatmap(formulas), fact_values())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_python_itself_comes_to_the_same(text: str, facts: dict[str, int]) -> None:
    try:
        formula = _any_unit(text)
    except FormulaRejected:
        return
    value = formula.value(facts)
    assert value == python_says(text, facts)
    assert formula.bounds[0] <= value <= formula.bounds[1]


@given(st.sampled_from(Unit).flatmap(formulas), st.lists(fact_values(), min_size=1, max_size=8))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_all_at_once_is_the_same_as_one_by_one(text: str, members: list[dict[str, int]]) -> None:
    try:
        formula = _any_unit(text)
    except FormulaRejected:
        return
    columns = {name: np.array([each[name] for each in members]) for name in members[0]}
    assert formula.values(columns).tolist() == [formula.value(each) for each in members]


WORDS = [
    *FACTS, *"+-*/()<>=,.%!\"'[]{}:;@\\\n\t#~&|^", "and", "or", "not", "if", "else", "for", "in",
    "lambda", "yield", "await", "import", "PV(100)", "EUR(5)", "percent(10)", "percent(", "PV(",
    "min(", "share(", "ratio(", "half_up", "1", "0", "1.5", "1e999", "0x1", "1_0", "9" * 40, "==",
    ">=", ":=", "**", "//", "None", "__class__", "exec", "ß", "\x00", "\ud800", "  ",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=200))
@settings(max_examples=600)
def test_no_text_whatever_does_more_than_be_read_or_refused(text: str) -> None:
    try:
        formula = read_formula(text, FACTS, Unit.YES_NO)
    except FormulaRejected as refusal:
        assert refusal.message
        assert refusal.place.column >= 1
    else:
        assert formula.unit is Unit.YES_NO


def _any_unit(text: str) -> Formula:
    refusal: FormulaRejected | None = None
    for unit in Unit:
        try:
            return read_formula(text, FACTS, unit)
        except FormulaRejected as refused:
            if "Needed here" not in refused.reason:
                raise
            refusal = refused
    raise AssertionError(refusal)


def _refusal(text: str) -> FormulaRejected:
    with pytest.raises(FormulaRejected) as caught:
        _any_unit(text)
    return caught.value
