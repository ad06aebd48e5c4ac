"""Print a plan with the meaning of each key, and what its examples pay and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.document.example_facts import PeriodResult
from commissions.document.grammar import HEAD, NESTED, heading
from commissions.document.key import Keys
from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import PlanReport
from commissions.document.toml_text import parse_toml
from commissions.engine.day_standings import on_day_of
from commissions.engine.facts import Earning
from commissions.engine.plan import Plan
from commissions.engine.rule import way_to
from commissions.engine.worst_case import worst_case
from commissions.kinds.registry import kind_of, words_of
from commissions.wording.sentence import why_sentence
from commissions.wording.story import Story, ranked_on_day
from core.rates import format_rate


@dataclass(frozen=True, slots=True)
class Term:
    """One key of a document, its value in the active language, and what the key means."""

    key: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a plan: its head, one of its tables, or a rule, with what its kind does.

    `sayings` are the sentences of a rule about its own terms, such as its formulas.
    """

    title: str
    meaning: str
    terms: tuple[Term, ...]
    is_rule: bool = False
    sayings: tuple[str, ...] = ()


def plan_in_words(document: bytes) -> Iterator[str]:
    """Yield what a plan means, in the active language: the head, its tables, rule by rule.

    Raises: PlanRejected — it cannot be read.
    """
    plan = read_plan(document, "")
    for passage in plan_passages(plan, document):
        if passage.title:
            yield ""
            yield passage.title
        if passage.meaning:
            yield f"    {passage.meaning}"
        yield from (f"{term.key} = {term.value}\n    {term.meaning}" for term in passage.terms)
        yield from (f"    → {saying}" for saying in passage.sayings)
    yield ""
    yield most_words(plan)


def plan_passages(plan: Plan, document: bytes) -> Iterator[Passage]:
    """Yield the parts of a plan that can be read, the head first, without a title."""
    values = parse_toml(document)
    head = {name: value for name, value in values.items() if name not in (*NESTED, "rule")}
    yield Passage("", "", _terms(head, HEAD))
    for name, keys in NESTED.items():
        for table in _as_list(values.get(name, [])):
            title = f"{heading(name)} {_shown(table['name'])}" if "name" in table else heading(name)
            yield Passage(title, str(HEAD[name].meaning), _terms(table, keys))
    for place, (rule, table) in enumerate(zip(plan.rules, values["rule"], strict=True), start=1):
        yield replace(_rule(place, table), sayings=tuple(words_of(rule).terms(rule)))


def most_words(plan: Plan) -> str:
    """Say what all rules of a plan together can pay at most."""
    total_bp = worst_case(plan.rules).total_bp
    if total_bp is None:
        return _("Nothing bounds what all rules together can pay on a volume.")
    rate = format_rate(total_bp, get_language() or "en")
    return _("All rules together pay at most %(rate)s of the volume.") % {"rate": rate}


def examples_in_words(report: PlanReport, language: str) -> Iterator[str]:
    """Yield for each example what it pays, one sentence for each line."""
    for result in report.results:
        yield ""
        yield result.example.name
        for period in result.periods:
            yield from (f"  {text}" for text in period_in_words(period, language))


def period_in_words(result: PeriodResult, language: str) -> Iterator[str]:
    """Yield what an example's period pays, one sentence for each line."""
    for line in result.lines:
        yield why_sentence(_story(result, line), language)


def _rule(place: int, table: Mapping[str, Any]) -> Passage:
    """Say one rule: its name on papers, what its kind does, then its own terms."""
    keys = kind_of(table["kind"]).keys
    facts = {"place": place, "name": _shown(table["name"]), "id": table["id"]}
    own = {name: value for name, value in table.items() if name not in ("id", "kind", "name")}
    title = _("Rule %(place)s: %(name)s (%(id)s)") % facts
    return Passage(title, f"{table['kind']}: {keys['kind'].meaning}", _terms(own, keys), True)


def _story(result: PeriodResult, line: Earning) -> Story:
    plan, standings = result.plan, result.standings
    names = {number: name for name, number in result.period.tree.numbers.items()}
    if line.volume is None:
        return Story(plan, line, [], None, names.__getitem__)
    rule, taken = plan.order_rule(line.rule_id), (line.member_id, line.level)
    of_day = on_day_of(plan, standings, line.volume)
    steps = way_to(rule, line.volume, of_day.uplines_of(rule, line.volume.member_id), taken)
    rank = of_day.ranks[of_day.tree.row_of[line.member_id]]
    ranked = ranked_on_day(plan, line, rank)
    return Story(plan, line, steps, None, names.__getitem__, ranked=ranked)


def _as_list(value: Any) -> list[Mapping[str, object]]:
    return value if isinstance(value, list) else [value]


def _terms(table: Mapping[str, object], keys: Keys) -> tuple[Term, ...]:
    items = table.items()
    return tuple(Term(name, _shown(value), str(keys[name].meaning)) for name, value in items)


def _shown(value: object) -> str:
    """Show a value of the document, a name in the active language."""
    if isinstance(value, dict):
        if value.keys() == {"de", "en"}:
            return str(value[(get_language() or "en")[:2]])
        return ", ".join(f"{name}: {_shown(item)}" for name, item in value.items())
    if isinstance(value, list):
        return "; ".join(map(_shown, value)) if _is_deep(value) else ", ".join(map(_shown, value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _is_deep(items: list[object]) -> bool:
    return any(isinstance(item, dict | list) for item in items)
