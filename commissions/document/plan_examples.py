"""The worked examples that a plan promises its partners; all must hold before it may start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commissions.engine.corrections import Paid
from commissions.engine.facts import Correction, Earning, Held, Ranked
from commissions.engine.plan import Plan
from commissions.engine.ranks import NOTHING
from commissions.engine.settlement import Settlement, settle
from commissions.engine.standings import Standings
from core.money import format_money
from core.points import format_points

from . import readers
from .example_returns import Coming, coming_back, drawn_picture
from .example_tree import ExampleTree, read_tree
from .key import Key, Keys
from .plan_document import parse_toml, read_plan, read_table
from .plan_rejected import PlanRejected
from .readers import Unreadable, one_of

Read = TypeVar("Read")

_PERIOD: Keys = {
    "tree": Key(
        readers.text,
        'tree = """\nanna 120 PV\n  bert 100 PV sells 200 CV 160 PV\n"""',
        _(
            "The members, one a line, two spaces for each level, with what they bought and sold, "
            "and what of it “returns” in its period, “returns later” in the next one, "
            "“defective” at the company's fault."
        ),
    ),
    "pays": Key(
        readers.table,
        'pays = { anna = "20.00 EUR" }',
        _(
            "What each member earns in all, less what is taken back of the period before; whoever "
            "is not named earns nothing."
        ),
    ),
    "ranks": Key(
        readers.table,
        'ranks = { anna = "team_lead" }',
        _("The ranks by which the named members are paid."),
        required=False,
    ),
    "earned_ranks": Key(
        readers.table,
        'earned_ranks = { anna = "partner" }',
        _("The ranks that the named members reach by their volumes alone."),
        required=False,
    ),
    "titles": Key(
        readers.table,
        'titles = { anna = "team_lead" }',
        _("The titles of the named members."),
        required=False,
    ),
    "volumes": Key(
        readers.table,
        'volumes = { anna = "380 PV" }',
        _("The group volumes of the named members."),
        required=False,
    ),
    "reserves": Key(
        readers.table,
        'reserves = { anna = "2.00 EUR" }',
        _("What of their pay is kept as a reserve. Only in a plan with [reserve]."),
        required=False,
    ),
}
EXAMPLE: Keys = {
    "name": Key(
        readers.text,
        'name = "an inactive upline is passed over"',
        _("The promise in one sentence."),
    ),
    **{name: replace(key, required=False) for name, key in _PERIOD.items()},
    "period": Key(
        readers.tables,
        '[[example.period]]\ntree = """\n…',
        _(
            "Several periods in a row, each with its own tree and what it comes to, instead of "
            "one; the same name is the same member."
        ),
        required=False,
    ),
}
EXAMPLES: Keys = {
    "example": Key(readers.tables, '[[example]]\nname = "…"', _("One table for each promise.")),
}


@dataclass(frozen=True, slots=True)
class ExamplePeriod:
    """A drawn period and what it must come to, by the members' names."""

    tree: ExampleTree
    pays_minor: Mapping[str, int]
    ranks: Mapping[str, str]
    earned_ranks: Mapping[str, str]
    titles: Mapping[str, str]
    volumes_minor: Mapping[str, int]
    reserves_minor: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One promise: a period, or several in a row in which members keep what they reached."""

    name: str
    periods: tuple[ExamplePeriod, ...]


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """How one period of a promise came out."""

    period: ExamplePeriod
    lines: tuple[Earning, ...]
    standings: Standings
    corrections: tuple[tuple[str, Correction], ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one promise came out: no differences, or what differs, one text each."""

    example: Example
    differences: tuple[str, ...]
    periods: tuple[PeriodResult, ...]

    @property
    def lines(self) -> Iterator[Earning]:
        """Yield the lines of all its periods."""
        for result in self.periods:
            yield from result.lines


@dataclass(frozen=True, slots=True)
class PlanReport:
    """The licence to start a plan, or why it has none.

    `unproven` lists rules that pay nobody in any example, so that nothing vouches for them.
    """

    plan: Plan
    results: tuple[ExampleResult, ...]
    unproven: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """Tell whether every promise holds and every rule is vouched for."""
        return not self.unproven and not any(result.differences for result in self.results)


def check_plan_text(document: bytes, examples: bytes, filename: str) -> PlanReport:
    """Read a plan with its examples and try them all.

    Raises: PlanRejected — one of the two texts cannot be used.
    """
    plan = read_plan(document, filename)
    results = tuple(try_example(plan, example) for example in read_examples(plan, examples))
    vouched = {line.rule_id for result in results for line in result.lines}
    unproven = tuple(rule.id for rule in plan.rules if rule.id not in vouched)
    return PlanReport(plan, results, unproven)


def read_examples(plan: Plan, document: bytes) -> Sequence[Example]:
    """Read the examples of a plan.

    Raises: PlanRejected — there is none, or one cannot be read.
    """
    tables = read_table(parse_toml(document), EXAMPLES, "")["example"]
    return [_example(plan, table, place) for place, table in enumerate(tables, start=1)]


def try_example(plan: Plan, example: Example) -> ExampleResult:
    """Settle the drawn periods one after the other and compare them with the promise."""
    held: Mapping[str, Held] = {}
    results, coming = [], None
    for period in example.periods:
        result = _settled(plan, period, held, coming)
        results.append(result)
        standings = result.standings
        paid = Paid.of(Settlement(standings, iter(result.lines)))
        coming = coming_back(plan, period.tree, paid)
        held = {
            name: standings.ranked[standings.tree.row_of[number]].carried
            for name, number in period.tree.numbers.items()
        }
    differences = [
        _of_period(place, text, len(results))
        for place, result in enumerate(results, start=1)
        for text in _differences(plan, result)
    ]
    return ExampleResult(example, tuple(differences), tuple(results))


def _settled(
    plan: Plan, period: ExamplePeriod, held: Mapping[str, Held], before: Coming | None
) -> PeriodResult:
    brought = tuple(held.get(name, NOTHING) for name in period.tree.numbers)
    outcome = settle(plan, replace(drawn_picture(plan, period.tree, before), held=brought))
    corrections = before.corrections(plan) if before else ()
    return PeriodResult(period, tuple(outcome.lines), outcome.standings, corrections)


def _of_period(place: int, text: str, periods: int) -> str:
    if periods == 1:
        return text
    return _("Period %(place)s: %(text)s") % {"place": place, "text": text}


def _differences(plan: Plan, result: PeriodResult) -> Iterator[str]:
    standings, promise = result.standings, result.period
    paid: Counter[int] = Counter()
    for line in result.lines:
        paid[line.member_id] += line.amount_minor
    for name, correction in result.corrections:
        paid[promise.tree.numbers[name]] += correction.amount_minor
    for name, number in promise.tree.numbers.items():
        row = standings.tree.row_of[number]
        earned, promised = paid[number], promise.pays_minor.get(name, 0)
        if earned != promised:
            text = _("%(name)s earns %(found)s, promised is %(promised)s.")
            yield _told(text, name, *(_money(minor, plan) for minor in (earned, promised)))
        yield from _other_ranks(promise, name, standings.ranked[row])
        volume = standings.gv_minor[row]
        if promise.volumes_minor.get(name, volume) != volume:
            text = _("%(name)s has a group volume of %(found)s PV, promised are %(promised)s PV.")
            yield _told(text, name, _points(volume), _points(promise.volumes_minor[name]))
        kept = plan.reserve.kept_minor(max(earned, 0)) if plan.reserve else 0
        if promise.reserves_minor.get(name, kept) != kept:
            text = _("Of the pay of %(name)s %(found)s are kept, promised are %(promised)s.")
            yield _told(text, name, _money(kept, plan), _money(promise.reserves_minor[name], plan))


def _other_ranks(promise: ExamplePeriod, name: str, found: Ranked) -> Iterator[str]:
    paid = _("%(name)s is paid by the rank %(found)s, promised is %(promised)s.")
    earned = _("%(name)s reaches the rank %(found)s, promised is %(promised)s.")
    title = _("%(name)s has the title %(found)s, promised is %(promised)s.")
    for text, promised, rank in (
        (paid, promise.ranks, found.paid),
        (earned, promise.earned_ranks, found.earned),
        (title, promise.titles, found.title),
    ):
        if promised.get(name, rank) != rank:
            yield _told(text, name, rank or "–", promised[name])


def _told(text: object, name: str, found: object, promised: object) -> str:
    return str(text) % {"name": name, "found": found, "promised": promised}


def _points(minor: int) -> str:
    return format_points(minor, get_language() or "en")


def _money(minor: int, plan: Plan) -> str:
    return format_money(minor, plan.currency, get_language() or "en")


def _example(plan: Plan, table: Mapping[str, object], place: int) -> Example:
    where = f"example[{table.get('name', place)}]"
    values = read_table(table, EXAMPLE, f"{where}.")
    if "period" not in values:
        own = {name: value for name, value in table.items() if name != "name"}
        return Example(values["name"], _followed((_period(plan, own, where),), where))
    beside = next((name for name in _PERIOD if name in values), None)
    if beside is not None:
        reason = _("An example has periods or is one period, not both.")
        raise PlanRejected(f"{where}.{beside}", reason, _("Write it into [[example.period]]."))
    tables = enumerate(values["period"], start=1)
    periods = (_period(plan, period, f"{where}.period[{number}]") for number, period in tables)
    return Example(values["name"], _followed(tuple(periods), where))


def _followed(periods: tuple[ExamplePeriod, ...], where: str) -> tuple[ExamplePeriod, ...]:
    """Insist that what comes back later has a period to come back in, and its people are there."""
    last = periods[-1].tree
    if any(each.is_later for each in last.returns):
        reason = _("Something comes back later, but no period follows.")
        raise PlanRejected(where, reason, _("Add another [[example.period]]."))
    for earlier, later in pairwise(period.tree for period in periods):
        has_returns = any(each.is_later for each in earlier.returns)
        missing = sorted(set(earlier.numbers) - set(later.numbers)) if has_returns else []
        if missing:
            reason = _("“%(name)s” is missing in the period after something came back.")
            raise PlanRejected(where, reason % {"name": missing[0]}, _("Write the whole tree."))
    return periods


def _period(plan: Plan, table: Mapping[str, object], where: str) -> ExamplePeriod:
    values = read_table(table, _PERIOD, f"{where}.")
    tree = read_tree(values["tree"], plan.currency, f"{where}.tree")
    pay, rank = partial(_pay, plan.currency), one_of(*(rank.id for rank in plan.ranks))

    def named(key: str, read: Callable[[object], Read]) -> Mapping[str, Read]:
        return _by_name(values.get(key, {}), tree, f"{where}.{key}", read)

    return ExamplePeriod(
        tree=tree,
        pays_minor=named("pays", pay),
        ranks=named("ranks", rank),
        earned_ranks=named("earned_ranks", rank),
        titles=named("titles", rank),
        volumes_minor=named("volumes", readers.any_points),
        reserves_minor=named("reserves", pay),
    )


def _pay(currency: str, value: object) -> int:
    found = readers.any_money(value)
    if found.currency != currency:
        raise Unreadable(_("It must be in %(currency)s.") % {"currency": currency})
    return found.minor


def _by_name(
    table: Mapping[str, object], tree: ExampleTree, where: str, read: Callable[[object], Read]
) -> Mapping[str, Read]:
    found = {}
    for name, value in table.items():
        if name not in tree.numbers:
            remedy = _("Name members of the tree: %(names)s.")
            names = {"names": ", ".join(tree.numbers)}
            raise PlanRejected(f"{where}.{name}", _("Nobody has this name."), remedy % names)
        try:
            found[name] = read(value)
        except Unreadable as unreadable:
            raise PlanRejected(f"{where}.{name}", unreadable.reason) from None
    return found
