"""Decide which claims of a payee go on which Gutschrift, and which lower one that was issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """What is left of a claim; only one that `may_go` can stand on a paper now."""

    id: int
    reference: str
    service_on: date
    left_minor: int
    may_go: bool


@dataclass(frozen=True, slots=True)
class Papered:
    """What is left of an amount that stands on a Gutschrift."""

    id: int
    reference: str
    service_on: date
    left_minor: int


@dataclass(frozen=True, slots=True)
class Match:
    """A part of a claim below zero, and the claim or papered amount that it lowers."""

    negative_id: int
    against_id: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class CreditPlan:
    """What is written now: whole claims with what nets them, and corrections of papers.

    Claims below zero name in `reference` what they correct.
    """

    noted: tuple[OpenClaim, ...]
    netted: tuple[Match, ...]
    corrected: tuple[Match, ...]

    @property
    def noted_minor(self) -> int:
        """Return the net of the Gutschriften, netted claims taken off."""
        return sum(claim.left_minor for claim in self.noted) - sum(
            match.amount_minor for match in self.netted
        )

    @property
    def corrected_minor(self) -> int:
        """Return the net that corrections take back."""
        return sum(match.amount_minor for match in self.corrected)


@dataclass(slots=True)
class _Target:
    """Something a claim below zero may lower."""

    claim: OpenClaim | Papered
    left_minor: int

    @property
    def is_paper(self) -> bool:
        return isinstance(self.claim, Papered)

    @property
    def may_go(self) -> bool:
        return isinstance(self.claim, Papered) or self.claim.may_go


def plan_credits(claims: Sequence[OpenClaim], papers: Sequence[Papered]) -> CreditPlan:
    """Match what was taken back with what it belongs to; the rest of what may go is noted.

    A claim below zero lowers first what is open of the same run and day, then what stands on
    paper of them, then of the same day, then the latest paper, then whatever is open. Where its
    match is held it waits with it; where nothing is left it is carried to the next time.
    Keeps:  no claim and no paper is lowered below zero.
    """
    targets = [_Target(claim, claim.left_minor) for claim in claims if claim.left_minor > 0]
    targets += [_Target(paper, paper.left_minor) for paper in papers]
    netted, corrected = list[Match](), list[Match]()
    for claim in claims:
        if claim.left_minor < 0 and claim.may_go:
            for target, minor in _lowered(claim, targets):
                match = Match(claim.id, target.claim.id, minor)
                if target.may_go:
                    (corrected if target.is_paper else netted).append(match)
    noted = tuple(claim for claim in claims if claim.left_minor > 0 and claim.may_go)
    return CreditPlan(noted, tuple(netted), tuple(corrected))


def _lowered(claim: OpenClaim, targets: Sequence[_Target]) -> Iterator[tuple[_Target, int]]:
    wanted = -claim.left_minor
    for target in sorted(targets, key=lambda target: _distance(claim, target)):
        minor = min(wanted, target.left_minor)
        if minor:
            target.left_minor -= minor
            wanted -= minor
            yield target, minor


def _distance(claim: OpenClaim, target: _Target) -> tuple[int, int]:
    other = target.claim
    same_day = other.service_on == claim.service_on
    if same_day and other.reference == claim.reference:
        nearness = 0
    elif same_day:
        nearness = 2
    else:
        nearness = 5 if target.is_paper else 6
    if target.is_paper and nearness < 5:
        nearness += 1
    return nearness, -other.id if target.is_paper else other.id
