"""Read the indented tree of a plan's example into the picture of a period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import CUSTOMER, MAY_EARN, OWN, Picture, Reversal, Volume
from core.errors import Invalid
from core.money import parse_money
from core.points import parse_points

from .plan_rejected import PlanRejected

STATUSES = ("applied", "suspended", "terminated")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_DEALS = {"buys": OWN, "sells": CUSTOMER}
_INDENT = 2
_BACK = "returns"
_FORM = "anna 120 PV sells 200 CV 160 PV 185.00 EUR returns later 100 CV 80 PV"


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
class _Back:
    is_later: bool
    is_defective: bool
    worth: dict[str, int]


@dataclass(slots=True)
class _Deal:
    kind: str
    worth: dict[str, int]
    returns: list[_Back] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    name: str
    depth: int
    status: str
    deals: list[_Deal]


def read_tree(text: str, currency: str, where: str) -> ExampleTree:
    """Read a tree: two more spaces mean one level below, each line is one member.

    A line is a name, a status unless active, the points it bought, and its orders with money:
    what it `buys` for itself or `sells` to customers, in CV, PV and the plan's currency. What
    comes back of an order stands behind it as `returns`, `returns later` for the next period,
    with `defective` where the company is the reason.
    Raises: PlanRejected — with the number of the line that cannot be read.
    """
    numbers: dict[str, int] = {}
    columns: list[tuple[int | None, str]] = []
    volumes: list[Volume] = []
    returns: list[ExampleReturn] = []
    above: list[str] = []
    for place, line in _lines(text, currency, where):
        if line.name in numbers:
            raise _rejected(where, place, _("“%(name)s” is there twice.") % {"name": line.name})
        if line.depth > len(above):
            raise _rejected(where, place, _("It is indented more than one level below the last."))
        del above[line.depth :]
        columns.append((numbers[above[-1]] if above else None, line.status))
        numbers[line.name] = len(columns)
        for number, deal in enumerate(line.deals, start=1):
            sold = _volume(line, deal, number, len(columns), len(volumes) + 1)
            volumes.append(sold)
            returns.extend(_returns(sold, deal))
        above.append(line.name)
    return ExampleTree(_picture(columns, volumes), numbers, tuple(returns))


def _picture(columns: list[tuple[int | None, str]], volumes: list[Volume]) -> Picture:
    return Picture(
        member_ids=tuple(range(1, len(columns) + 1)),
        sponsor_ids=tuple(sponsor for sponsor, _status in columns),
        statuses=tuple(status for _sponsor, status in columns),
        volumes=tuple(volumes),
    )


def _volume(line: _Line, deal: _Deal, number: int, member: int, entry: int) -> Volume:
    worth = deal.worth
    order_ref = f"{line.name}-{number}"
    return Volume(entry, order_ref, member, deal.kind, worth["PV"], worth["CV"], worth["money"])


def _returns(sold: Volume, deal: _Deal) -> Iterator[ExampleReturn]:
    for number, back in enumerate(deal.returns, start=1):
        reversal = Reversal(
            reversal_id=number,
            entry_id=sold.entry_id,
            ref=f"{sold.order_ref}/{number}",
            member_id=sold.member_id,
            kind=sold.kind,
            settled_in="",
            lowers_points=False,
            pv_minor=-back.worth["PV"],
            cv_minor=-back.worth["CV"],
            net_minor=-back.worth["money"],
        )
        yield ExampleReturn(reversal, back.is_later, back.is_defective)


def _lines(text: str, currency: str, where: str) -> Iterator[tuple[int, _Line]]:
    for place, written in enumerate(text.splitlines(), start=1):
        if not written.strip():
            continue
        indent = len(written) - len(written.lstrip(" "))
        if indent % _INDENT or "\t" in written:
            raise _rejected(where, place, _("Indent with two spaces for each level."))
        yield place, _Reader(written.split(), currency, where, place).line(indent // _INDENT)


class _Reader:
    """Reads the words of one line from left to right."""

    def __init__(self, words: list[str], currency: str, where: str, place: int) -> None:
        self._words, self._currency = words, currency
        self._where, self._place = where, place

    def line(self, depth: int) -> _Line:
        name = self._words.pop(0)
        if not _NAME.fullmatch(name):
            raise self._rejected(_("“%(name)s” cannot be a member's name.") % {"name": name})
        status = self._words.pop(0) if self._next() in STATUSES else MAY_EARN
        deals = []
        if self._next() and self._next() not in _DEALS:
            deals.append(self._with_returns(_Deal(OWN, self._worth(("PV",)))))
        while self._words:
            worth = _Deal(self._deal(), self._worth(("CV", "PV", self._currency)))
            deals.append(self._with_returns(worth))
        return _Line(name, depth, status, deals)

    def _with_returns(self, deal: _Deal) -> _Deal:
        """Read what comes back of an order; it cannot be more than the order."""
        left = dict(deal.worth)
        while self._next() == _BACK:
            self._words.pop(0)
            is_later, is_defective = self._has("later"), self._has("defective")
            worth = self._worth(("CV", "PV", self._currency))
            left = {unit: left[unit] - much for unit, much in worth.items()}
            if min(left.values()) < 0:
                raise self._rejected(_("More comes back than was sold."))
            deal.returns.append(_Back(is_later, is_defective, worth))
        return deal

    def _has(self, word: str) -> bool:
        if self._next() != word:
            return False
        self._words.pop(0)
        return True

    def _next(self) -> str:
        return self._words[0] if self._words else ""

    def _deal(self) -> str:
        word = self._words.pop(0)
        if word not in _DEALS:
            reason = _("“%(word)s” is not understood; an order begins with buys or sells.")
            raise self._rejected(reason % {"word": word})
        return _DEALS[word]

    def _worth(self, units: tuple[str, ...]) -> dict[str, int]:
        """Read amounts until the next order; each unit at most once, at least one."""
        worth = {"PV": 0, "CV": 0, "money": 0}
        seen: set[str] = set()
        while self._words and self._next() not in _DEALS and self._next() != _BACK:
            number, unit = self._words.pop(0), self._words.pop(0) if self._words else ""
            if unit not in units or unit in seen:
                reason = _("“%(given)s” is not understood; here can be each once: %(units)s.")
                facts = {"given": f"{number} {unit}".strip(), "units": ", ".join(units)}
                raise self._rejected(reason % facts)
            seen.add(unit)
            worth[unit if unit in worth else "money"] = self._amount(number, unit)
        if not seen:
            raise self._rejected(_("An order needs an amount."))
        return worth

    def _amount(self, number: str, unit: str) -> int:
        try:
            if unit in ("PV", "CV"):
                amount = parse_points(f"{number} PV")
            else:
                amount = parse_money(f"{number} {unit}").minor
        except Invalid as refusal:
            raise self._rejected(refusal) from None
        if amount < 0:
            raise self._rejected(_("An amount must not be below zero."))
        return amount

    def _rejected(self, reason: object) -> PlanRejected:
        return _rejected(self._where, self._place, reason)


def _rejected(where: str, place: int, reason: object) -> PlanRejected:
    remedy = _("Write lines like: %(form)s") % {"form": _FORM}
    key = _("%(where)s, line %(line)s") % {"where": where, "line": place}
    return PlanRejected(key, reason, remedy)
