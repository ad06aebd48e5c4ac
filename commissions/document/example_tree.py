"""Read the indented tree of a plan's example into the picture of a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import Award, Picture, Placement, Reversal, Volume
from commissions.engine.persons import persons_of

from .example_line import Deal, Line, LineRejected, Worth, read_line, read_slot
from .example_moves import with_moves
from .plan_rejected import PlanRejected

_INDENT = 2
_FORM = (
    "anna joined 2026-01-05 at bert left moved 2026-01-15 from cara 120 PV "
    "sells 200 CV 160 PV 185.00 EUR on 2026-01-09 to AT returns later 100 CV 80 PV "
    "sells 40 CV of care 60 CV of tea/green"
)
_PLACED = "anna\n  bert left\n  cara right"
# Whoever does not say when it joined has been there long enough for every rule.
LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class ExampleReturn:
    """Something that comes back: in the period of its order, or in the one that follows."""

    reversal: Reversal
    is_later: bool
    is_defective: bool


@dataclass(frozen=True, slots=True)
class ExampleTree:
    """The picture that a tree draws, the number that stands for each name, and what comes back."""

    picture: Picture
    numbers: Mapping[str, int]
    returns: tuple[ExampleReturn, ...] = ()


@dataclass(slots=True)
class _Drawn:
    """What was read so far: members in their order, and the volumes and returns of their lines."""

    lines: list[Line] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    sponsors: list[int | None] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    volumes: list[Volume] = field(default_factory=list)
    returns: list[ExampleReturn] = field(default_factory=list)

    def add(self, line: Line, place: int, sponsor: str | None) -> None:
        """Add the next member."""
        self.lines.append(line)
        self.places.append(place)
        self.sponsors.append(self.numbers[sponsor] if sponsor else None)
        self.numbers[line.name] = len(self.lines)
        for number, deal in enumerate(line.deals, start=1):
            entry = len(self.volumes) + 1
            sold = _volume(deal, f"{line.name}-{number}", len(self.lines), entry)
            self.volumes.append(sold)
            self.returns.extend(_returns(sold, deal))


def read_tree(text: str, currency: str, where: str, others: Sequence[str] = ()) -> ExampleTree:
    """Read a tree: two more spaces mean one level below, each line is one member.

    A line is a name, a status unless active, when it `joined`, whom it stands `at` in the
    placement tree, that it `moved` on a day from somebody or from the top (the tree is that of the
    last day), a rank it was `awarded`, the `person` who has it beside other positions, the points
    it bought, and its orders with money: what it `buys` for itself or `sells` to customers, in CV,
    PV, QV and the plan's currency or one of the `others`, with what customers pay above the
    member's price as `retail` and what a hostess' credit paid of the money as `credit`; amounts are
    `of` the category named behind them, those of none come last. Then `on` a day, `to` a country,
    `for` a customer, at a `party` that was perhaps `booked` at another one. What comes back of an
    order stands behind it as `returns`, `returns later` for the next period, with `defective` where
    the company is the reason.
    Raises: PlanRejected — with the number of the line that cannot be read.
    """
    drawn, above = _Drawn(), list[str]()
    for place, depth, words in _lines(text, where):
        try:
            line = read_line(words, (currency, *others))
        except LineRejected as rejected:
            raise _rejected(where, place, rejected.reason) from None
        _insert(line.name, depth, drawn.numbers, above, (where, place))
        drawn.add(line, place, above[-1] if above else None)
        above.append(line.name)
    picture = _picture(drawn, where)
    try:
        picture = with_moves(picture, drawn.lines, drawn.numbers)
    except LineRejected as rejected:
        raise PlanRejected(where, rejected.reason, _remedy(_FORM)) from None
    return ExampleTree(picture, drawn.numbers, tuple(drawn.returns))


def read_placement(text: str, tree: ExampleTree, where: str) -> ExampleTree:
    """Add a placement tree that is drawn by itself: names, with left, right or a number.

    Whoever says no place takes the first that is free; whoever is not named waits for a place.
    Raises: PlanRejected — with the number of the line that cannot be read.
    """
    parents: dict[str, tuple[str, int]] = {}
    taken, above, seen = set[tuple[str, int]](), list[str](), dict[str, int]()
    for place, depth, (name, *rest) in _lines(text, where):
        if name not in tree.numbers or len(rest) > 1:
            reason = _("“%(given)s” is not understood; a line is a member and its place.")
            raise _rejected(where, place, reason % {"given": " ".join((name, *rest))}, _PLACED)
        _insert(name, depth, seen, above, (where, place))
        seen[name] = place
        if above:
            slot = _slot(above[-1], rest, taken, (where, place))
            parents[name] = (above[-1], slot)
        above.append(name)
    return replace(tree, picture=replace(tree.picture, placement=_placement(parents, tree.numbers)))


def _slot(parent: str, rest: list[str], taken: set[tuple[str, int]], here: tuple[str, int]) -> int:
    try:
        slot = read_slot(rest[0]) if rest else _first_free(parent, taken)
    except LineRejected as rejected:
        raise _rejected(*here, rejected.reason, _PLACED) from None
    if (parent, slot) in taken:
        reason = _("This place below “%(name)s” is taken.") % {"name": parent}
        raise _rejected(*here, reason, _PLACED)
    taken.add((parent, slot))
    return slot


def _first_free(parent: str, taken: set[tuple[str, int]]) -> int:
    slot = 1
    while (parent, slot) in taken:
        slot += 1
    return slot


def _insert(
    name: str, depth: int, known: Mapping[str, int], above: list[str], here: tuple[str, int]
) -> None:
    """Shorten `above` to those a line stands below."""
    if name in known:
        raise _rejected(*here, _("“%(name)s” is there twice.") % {"name": name})
    if depth > len(above):
        raise _rejected(*here, _("It is indented more than one level below the last."))
    del above[depth:]


def _picture(drawn: _Drawn, where: str) -> Picture:
    return Picture(
        member_ids=tuple(range(1, len(drawn.lines) + 1)),
        sponsor_ids=tuple(drawn.sponsors),
        statuses=tuple(line.status for line in drawn.lines),
        volumes=tuple(drawn.volumes),
        placement=_placement_of_lines(drawn, where),
        joined_on=tuple(line.joined_on or LONG_AGO for line in drawn.lines),
        awards=tuple(
            Award(number, *line.award)
            for number, line in enumerate(drawn.lines, start=1)
            if line.award
        ),
        persons=_persons(drawn.lines),
    )


def _persons(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return which members are positions of one person, as their lines say."""
    names = {line.person: number for number, line in enumerate(lines, start=1) if line.person}
    belongs = [
        (number, names[line.person]) for number, line in enumerate(lines, start=1) if line.person
    ]
    return persons_of(range(1, len(lines) + 1), belongs)


def _placement_of_lines(drawn: _Drawn, where: str) -> Placement | None:
    """Place whoever says where; the others wait. None where nobody says."""
    parents: dict[str, tuple[str, int]] = {}
    for line, place in zip(drawn.lines, drawn.places, strict=True):
        if line.place is None:
            continue
        parent, _slot = line.place
        if parent not in drawn.numbers or parent == line.name:
            reason = _("“%(name)s” is nobody to stand below.") % {"name": parent}
            raise _rejected(where, place, reason)
        if line.place in parents.values():
            reason = _("This place below “%(name)s” is taken.") % {"name": parent}
            raise _rejected(where, place, reason)
        parents[line.name] = line.place
    _leads_to_a_top(parents, where, drawn)
    return _placement(parents, drawn.numbers) if parents else None


def _leads_to_a_top(parents: Mapping[str, tuple[str, int]], where: str, drawn: _Drawn) -> None:
    for name in parents:
        above, steps = name, 0
        while above in parents and steps <= len(parents):
            above, steps = parents[above][0], steps + 1
        if steps > len(parents):
            place = drawn.places[drawn.numbers[name] - 1]
            reason = _("“%(name)s” stands below itself.") % {"name": name}
            raise _rejected(where, place, reason)


def _placement(parents: Mapping[str, tuple[str, int]], numbers: Mapping[str, int]) -> Placement:
    places = [parents.get(name) for name in numbers]
    return Placement(
        parent_ids=tuple(numbers[place[0]] if place else None for place in places),
        slots=tuple(place[1] if place else 0 for place in places),
    )


def _volume(deal: Deal, order_ref: str, member: int, entry: int) -> Volume:
    worth = deal.worth
    return Volume(
        entry, order_ref, member, deal.kind, worth.pv_minor, worth.cv_minor, worth.net_minor,
        worth.qv_minor, worth.retail_minor, deal.country, deal.day, deal.buyer, worth.currency,
        worth.credit_minor, deal.party, deal.booked_at, worth.portions,
    )  # fmt: skip


def _returns(sold: Volume, deal: Deal) -> Iterator[ExampleReturn]:
    for number, back in enumerate(deal.returns, start=1):
        ref = f"{sold.order_ref}/{number}"
        yield ExampleReturn(
            _reversal(sold, back.worth, number, ref), back.is_later, back.is_defective
        )


def _reversal(sold: Volume, worth: Worth, number: int, ref: str) -> Reversal:
    return Reversal(
        reversal_id=number,
        entry_id=sold.entry_id,
        ref=ref,
        member_id=sold.member_id,
        kind=sold.kind,
        settled_in="",
        lowers_points=False,
        pv_minor=-worth.pv_minor,
        cv_minor=-worth.cv_minor,
        net_minor=-worth.net_minor,
        qv_minor=-worth.qv_minor,
        retail_minor=-worth.retail_minor,
        portions=worth.taken,
    )


def _lines(text: str, where: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield each line's number, depth and words."""
    for place, written in enumerate(text.splitlines(), start=1):
        if not written.strip():
            continue
        indent = len(written) - len(written.lstrip(" "))
        if indent % _INDENT or "\t" in written:
            raise _rejected(where, place, _("Indent with two spaces for each level."))
        yield place, indent // _INDENT, written.split()


def _rejected(where: str, place: int, reason: object, form: str = _FORM) -> PlanRejected:
    key = _("%(where)s, line %(line)s") % {"where": where, "line": place}
    return PlanRejected(key, reason, _remedy(form))


def _remedy(form: str) -> object:
    return _("Write lines like: %(form)s") % {"form": form}
