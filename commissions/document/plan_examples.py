"""The worked examples that a plan promises its partners; all must hold before it may start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from commissions.engine.corrections import Corrected, Paid
from commissions.engine.facts import Earning, Held, Picture
from commissions.engine.handed_on import Changes, begun_with
from commissions.engine.plan import Plan
from commissions.engine.ranks import NOTHING
from commissions.engine.settlement import Settlement, settle
from core.periods import Period, period_of

from . import readers
from .example_carries import carried_on, read_carries
from .example_differences import differences
from .example_facts import Example, ExamplePeriod, PeriodResult
from .example_places import places_fit
from .example_rates import at_example_rates, read_example_rates
from .example_returns import Coming, coming_back, drawn_picture
from .example_tree import ExampleTree, read_placement, read_tree
from .key import Key, Keys
from .plan_document import read_plan, read_table
from .plan_rejected import PlanRejected
from .readers import Unreadable, one_of
from .toml_text import parse_toml

Read = TypeVar("Read")

_PERIOD: Keys = {
    "tree": Key(
        readers.text,
        'tree = """\nanna 120 PV\n  bert 100 PV sells 200 CV 160 PV\n"""',
        _(
            "The members, one a line, two spaces for each level. Of a member itself can be said: "
            "a status, “joined 2026-01-05”, “at bert left” (its place in the "
            "placement tree), “moved 2026-01-15 from cara” (the tree is that of the last day; "
            "“from top” for nobody), “awarded team_lead”, “person kim” (which others are positions "
            "of kim, too); then the points it bought, and what it “buys” "
            "or “sells” in PV, CV, QV and money, with “retail 9.00 EUR” for what customers pay "
            "above the member's price, “on 2026-01-09”, “to AT”, “for kim” (a customer), and what "
            "of it “returns” in its period, “returns later” in the next one, “defective” at the "
            "company's fault."
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
    "placement": Key(
        readers.text,
        'placement = """\nanna\n  bert left\n  cara right\n"""',
        _(
            "The placement tree, where it is not said in the tree itself by “at bert left”: "
            "the names, each with its place or in the first one that is free. Who is not named "
            "waits for a place."
        ),
        required=False,
    ),
    "carries": Key(
        readers.table,
        'carries = { anna = { pairs = { left = "200 PV" } } }',
        _(
            "Numbers that the named members take along into the next period, by the rule that "
            "hands them on (“plan” for what the plan itself counts) and by their names."
        ),
        required=False,
    ),
    "reserves": Key(
        readers.table,
        'reserves = { anna = "2.00 EUR" }',
        _("What of their pay is kept as a reserve. Only in a plan with [reserve]."),
        required=False,
    ),
    "payouts": Key(
        readers.table,
        'payouts = { anna = "0.00 EUR" }',
        _(
            "What is paid out to the named members once everything has vested: their pay and what "
            "was carried forward, less the reserve, unless it is below the minimum."
        ),
        required=False,
    ),
}
EXAMPLE: Keys = {
    "name": Key(
        readers.text,
        'name = "an inactive upline is passed over"',
        _("The promise in one sentence."),
    ),
    "rates": Key(
        readers.text,
        'rates = """\n2026-01-15 1 EUR = 0.9345 CHF\n"""',
        _(
            "The exchange rates that are published, a line for each day and pair. Only in a plan "
            "that goes by them."
        ),
        required=False,
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
    results: list[PeriodResult] = []
    when, before = period_of(plan.valid_from, plan.period), None
    for period in example.periods:
        before = _settled(plan, example, period, when, before)
        results.append(before)
        when = when.next()
    different = [
        _of_period(place, text, len(results))
        for place, result in enumerate(results, start=1)
        for text in differences(plan, result)
    ]
    return ExampleResult(example, tuple(different), tuple(results))


def _settled(
    plan: Plan,
    example: Example,
    promise: ExamplePeriod,
    when: Period,
    before: PeriodResult | None,
) -> PeriodResult:
    """Settle a period with what the one before hands on: ranks, numbers, returns."""
    numbers = promise.tree.numbers
    coming = _coming(plan, before) if before else None
    corrected = coming.corrected(before.plan) if coming and before else Corrected(())
    picture = replace(
        drawn_picture(plan, promise.tree, coming, when),
        held=tuple(_held(before, name, corrected.changed) for name in numbers),
    )
    if before:
        carried = begun_with(Picture((), (), (), (), carried=before.carried), corrected.changed)
        picture = carried_on(carried.carried, before.period.tree.numbers, picture, numbers)
    rated = at_example_rates(plan, picture, example.rates, _rates_of(example))
    outcome = settle(rated, picture)
    corrections = coming.by_name(corrected) if coming else ()
    lines, carried_by = tuple(outcome.lines), tuple(outcome.carried)
    result = PeriodResult(rated, promise, lines, outcome.standings, corrections, carried_by)
    return replace(result, waiting=before.left_waiting(plan) if before else {})


def _rates_of(example: Example) -> str:
    return f"example[{example.name}].rates"


def _coming(plan: Plan, before: PeriodResult) -> Coming:
    paid = Paid.of(Settlement(before.standings, iter(before.lines), carried=before.carried))
    return coming_back(plan, before.period.tree, paid)


def _held(before: PeriodResult | None, name: str, changed: Changes) -> Held:
    number = before.period.tree.numbers.get(name) if before else None
    if before is None or number is None:
        return NOTHING
    if number in changed:
        return changed[number].held
    return before.standings.ranked[before.standings.tree.row_of[number]].carried


def _of_period(place: int, text: str, periods: int) -> str:
    if periods == 1:
        return text
    return _("Period %(place)s: %(text)s") % {"place": place, "text": text}


def _example(plan: Plan, table: Mapping[str, object], place: int) -> Example:
    where = f"example[{table.get('name', place)}]"
    values = read_table(table, EXAMPLE, f"{where}.")
    rates = read_example_rates(plan, values.get("rates"), f"{where}.rates")
    if "period" not in values:
        own = {name: value for name, value in table.items() if name not in ("name", "rates")}
        periods = _followed(plan, (_period(plan, own, where),), where)
        return Example(values["name"], periods, rates)
    beside = next((name for name in _PERIOD if name in values), None)
    if beside is not None:
        reason = _("An example has periods or is one period, not both.")
        raise PlanRejected(f"{where}.{beside}", reason, _("Write it into [[example.period]]."))
    tables = enumerate(values["period"], start=1)
    read = (_period(plan, period, f"{where}.period[{number}]") for number, period in tables)
    return Example(values["name"], _followed(plan, tuple(read), where), rates)


def _followed(
    plan: Plan, periods: tuple[ExamplePeriod, ...], where: str
) -> tuple[ExamplePeriod, ...]:
    """Insist that what comes back later has a period to come back in, and its people are there."""
    _days_fit(plan, periods, where)
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


def _days_fit(plan: Plan, periods: tuple[ExamplePeriod, ...], where: str) -> None:
    """Insist that orders are in their periods: the first one is the plan's first, and so on."""
    when = period_of(plan.valid_from, plan.period)
    for period in periods:
        drawn = period.tree.picture
        ordered = _("An order is of %(day)s, but its period is %(period)s.")
        moved = _("Somebody moved on %(day)s, but the period is %(period)s.")
        days = [(each.day, ordered) for each in drawn.volumes if each.day]
        days += [(each.day, moved) for each in drawn.moves]
        stray = next((each for each in days if not when.contains(each[0])), None)
        if stray is not None:
            remedy = _("The first period of an example is the plan's first.")
            reason = stray[1] % {"day": stray[0], "period": when}
            raise PlanRejected(where, reason, remedy)
        when = when.next()


def _period(plan: Plan, table: Mapping[str, object], where: str) -> ExamplePeriod:
    values = read_table(table, _PERIOD, f"{where}.")
    tree = places_fit(plan, _tree(plan, values, where), where)
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
        carries=named("carries", partial(read_carries, plan)),
        reserves_minor=named("reserves", pay),
        payouts_minor=named("payouts", pay),
    )


def _tree(plan: Plan, values: Mapping[str, str], where: str) -> ExampleTree:
    """Read the tree with its placement.

    Raises: PlanRejected — also for places that are said twice, and ranks there are not.
    """
    tree = read_tree(values["tree"], plan.currency, f"{where}.tree", plan.currencies[1:])
    ranks = [rank.id for rank in plan.ranks]
    unknown = next((award.rank for award in tree.picture.awards if award.rank not in ranks), None)
    if unknown is not None:
        no_rank = _("There is no such rank: “%(rank)s”.") % {"rank": unknown}
        raise PlanRejected(f"{where}.tree", no_rank, _known_ranks(ranks))
    if "placement" not in values:
        return tree
    if tree.picture.placement is not None:
        reason = _("The tree says places already.")
        raise PlanRejected(f"{where}.placement", reason, _("Write them in one of the two."))
    return read_placement(values["placement"], tree, f"{where}.placement")


def _known_ranks(ranks: Sequence[str]) -> object:
    if not ranks:
        return _("The plan has no ranks.")
    return _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks)}


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
