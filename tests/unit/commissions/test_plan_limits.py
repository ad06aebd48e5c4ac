"""A plan that could pay more than the company can bear is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_limits import check_limits
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.engine.worst_case import worst_case
from commissions.shipped_plans import shipped_plan

# Its five levels come to 27%.
TEXT = shipped_plan("quellmoos", "2026-01-01").document.decode()


@dataclass(frozen=True, slots=True)
class Pays(Rule):
    """A rule of which only the worst case matters."""

    most: int | None = 0
    cuts_to: int | None = None
    matches: str = ""

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay nothing at all."""
        yield from ()

    @property
    def most_bp(self) -> int | None:
        """Return what the test gave."""
        return self.most

    @property
    def cuts_to_bp(self) -> int | None:
        """Return what the test gave."""
        return self.cuts_to

    def worst_bp(self, above: Mapping[str, int | None]) -> int | None:
        """Return its own and half of what it matches."""
        matched = above.get(self.matches, 0)
        return None if self.most is None or matched is None else self.most + matched // 2


def pays(rule_id: str, most: int | None = 0, **terms: object) -> Pays:
    return Pays(rule_id, {}, "commission", most, **terms)


def limited(payout: str) -> bytes:
    return (TEXT + f'\n[limits]\npayout = "{payout}"\n').encode()


def test_a_plan_within_its_limit_is_read() -> None:
    read_plan(limited("27%"), "plan.toml")


def test_a_plan_above_its_limit_is_refused_with_every_rule() -> None:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(limited("26.99%"), "plan.toml")
    assert caught.value.key == "limits.payout"
    assert caught.value.reason == "In the worst case the rules pay 27%: team 27%."


def test_a_rule_that_nothing_bounds_is_refused_by_name() -> None:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        check_limits([pays("team", 2000), pays("pairs", None)], {"payout": 10_000})
    assert caught.value.reason == "Nothing bounds what these rules pay: pairs."


def test_a_cut_below_bounds_everything_above_it() -> None:
    rules = [pays("pairs", None), pays("team", 2000), pays("cap", cuts_to=4200), pays("car", 300)]
    assert worst_case(rules).total_bp == 4500
    check_limits(rules, {"payout": 4500})


def test_a_cut_above_what_is_paid_changes_nothing() -> None:
    assert worst_case([pays("team", 2000), pays("cap", cuts_to=4200)]).total_bp == 2000


def test_a_match_pays_a_share_of_what_the_rule_above_can_pay() -> None:
    rules = [pays("team", 2000), pays("match", matches="team")]
    assert worst_case(rules).by_rule == (("team", 2000), ("match", 1000))
    assert worst_case([pays("pairs", None), pays("match", matches="pairs")]).total_bp is None


def onward(code: str, returns: str, *drop: str, day: str = "2026-01-01") -> bytes:
    """Return a shipped plan with other terms of returns, without the lines that begin so."""
    text = shipped_plan(code, day).document.decode()
    rows = [row for row in text.splitlines() if not row.startswith((*drop, "earnings"))]
    return "\n".join(rows).replace("[returns]", f"[returns]\n{returns}").encode()


ONWARD = 'earnings = "recompute_onward"'


def test_a_plan_that_hands_on_may_go_onward() -> None:
    read_plan(onward("ebbe", ONWARD), "plan.toml")


@pytest.mark.parametrize(
    ("document", "key", "reason"),
    [
        (onward("ebbe", 'earnings = "recompute"', "reaches_back"), "earnings", "is not settled"),
        (onward("ebbe", ONWARD, "reaches_back"), "reaches_back", "depends on it"),
        (onward("ebbe", 'earnings = "original_rates"', "volume  "), "volume", "missing"),
        (
            onward("ebbe", f'{ONWARD}\nreaches_back = "0 periods"', "reaches_back"),
            "reaches_back",
            "at least one",
        ),
        (
            onward(
                "bodensee",
                f'{ONWARD}\nreaches_back = "3 periods"\nvolume = "original_period"',
                "volume ",
            ),
            "earnings",
            "No period of this plan hands anything on",
        ),
    ],
)
def test_what_recomputing_cannot_mean_is_refused(document: bytes, key: str, reason: str) -> None:
    with pytest.raises(PlanRejected, match=reason) as caught, translation.override("en"):
        read_plan(document, "plan.toml")
    assert caught.value.key == f"returns.{key}"


def test_a_plan_without_anything_handed_on_may_recompute_alone() -> None:
    terms = 'earnings = "recompute"\nvolume = "original_period"'
    read_plan(onward("bodensee", terms, "volume "), "plan.toml")
