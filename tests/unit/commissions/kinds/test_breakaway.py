"""Leadership bonus: conserved from group to group, handed up from the bottom."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from hypothesis import given, settings

from commissions.engine.facts import Held, Picture
from commissions.engine.settlement import settle
from commissions.engine.standings import Standings, stand
from commissions.engine.tree import NOBODY
from commissions.kinds.breakaway.rule import Breakaway
from commissions.kinds.stages import Takers
from core.rates import share
from tests.unit.commissions.kinds.differentials import without_activity
from tests.unit.commissions.kinds.groups import breakaway, drawn_breakaway
from tests.unit.commissions.kinds.text_trees import paid_in
from tests.unit.commissions.pictures import LADDER, SEEDS, chain, pictures, plan, volume


def paid(tree: str, **changes: object) -> dict[str, int]:
    return paid_in(without_activity(breakaway(**changes), ranks=LADDER), tree)


THREE = """
nora 80 PV
  olga sells 500.00 EUR 500 PV
    paul sells 1000.00 EUR 1000 PV
"""


def test_each_leader_gets_the_rate_of_the_groups_that_broke_away_right_below() -> None:
    assert paid(THREE) == {"olga": 40_00, "nora": 20_00}


def test_what_the_own_group_lacks_comes_off_what_is_received() -> None:
    assert paid(THREE, least_minor=35_00) == {"olga": 25_00}


def test_nobody_hands_up_more_than_there_is() -> None:
    assert paid(THREE, least_minor=100_00) == {}


def test_without_side_volume_everything_goes_up() -> None:
    assert paid(THREE, side_volume_minor=500_01) == {}
    assert paid(THREE, side_volume_minor=500_00) == {"olga": 40_00}
    assert paid(THREE, side_volume_minor=80_00) == {"olga": 40_00, "nora": 20_00}


def test_enough_broken_away_groups_make_up_for_side_volume() -> None:
    tree = """
nora 80 PV
  olga sells 500.00 EUR 1000 PV
  paul sells 1000.00 EUR 1000 PV
"""
    assert paid(tree, side_volume_minor=81_00, or_groups=2) == {"nora": 60_00}
    assert paid(tree, side_volume_minor=81_00, or_groups=3) == {}


def test_members_between_leaders_receive_nothing_and_count_for_the_leader_above() -> None:
    tree = """
nora 80 PV
  mara sells 100.00 EUR 79 PV
    paul sells 1000.00 EUR 1000 PV
"""
    assert paid(tree) == {"nora": 40_00}
    assert paid(tree, side_volume_minor=159_00) == {"nora": 40_00}
    assert paid(tree, side_volume_minor=159_01) == {}


def test_an_inactive_leader_hands_everything_up() -> None:
    terms = plan(breakaway(takers=Takers(True, frozenset())), active_pv_minor=90_00)
    tree = """
nora 90 PV
  olga 80 PV
    paul sells 1000.00 EUR 1000 PV
"""
    assert paid_in(terms, tree) == {"nora": 40_00}


def test_a_group_may_break_away_by_the_rank_with_which_the_period_began() -> None:
    members, sponsors = chain(2)
    sold = (volume(1, pv=80_00), volume(2, pv=2000_00, net=1000_00))
    terms = without_activity(breakaway(from_next_period=True), ranks=LADDER)
    new = Picture(members, sponsors, ("active",) * 2, sold)
    known = Picture(members, sponsors, ("active",) * 2, sold, held=(Held("three"), Held("three")))
    assert list(settle(terms, new).lines) == []
    assert [line.amount_minor for line in settle(terms, known).lines] == [40_00]


class Oracle:
    """The same bonus by other code: recursive, from the leaders down."""

    def __init__(self, rule: Breakaway, standings: Standings) -> None:
        self.rule, self.standings, self.kept, self.made = rule, standings, {}, 0
        self.below: dict[int, list[int]] = defaultdict(list)
        for row, above in enumerate(standings.tree.sponsor_rows):
            self.below[above].append(row)

    def passed(self, row: int) -> tuple[int, int, int, int]:
        """Return points, worth, money and groups that reach whoever stands above."""
        parts = [self.passed(each) for each in self.below[row]]
        points, worth, money, groups = (sum(part[place] for part in parts) for place in range(4))
        points += self.standings.pv_minor[row]
        standing = self.standings.at(row)
        sold = self.standings.picture.volumes
        worth += sum(v.net_minor for v in sold if v.member_id == standing.member_id)
        if standing.rank not in self.rule.leaders:
            return points, worth, money, groups
        own = share(worth, self.rule.rate_bp)
        self.made += own
        may = standing.is_active or not self.rule.takers.need_activity
        enough = points >= self.rule.side_volume_minor
        if not may or not (enough or 0 < self.rule.or_groups <= groups):
            return 0, 0, money + own, 1
        owed = max(own, self.rule.least_minor)
        self.kept[standing.member_id] = max(money + own - owed, 0)
        return 0, 0, money + own - self.kept[standing.member_id], 1


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_nothing_is_made_or_lost_on_the_way_up(seed: int, picture: Picture) -> None:
    rule = drawn_breakaway(Random(seed))
    terms = plan(rule)  # type: ignore[arg-type]
    oracle = Oracle(rule, stand(terms, picture))
    arrived = sum(oracle.passed(row)[2] for row in oracle.below[NOBODY])
    lines = list(settle(terms, picture).lines)
    paid_to = {line.member_id: line.amount_minor for line in lines}
    assert paid_to == {member: kept for member, kept in oracle.kept.items() if kept}
    assert sum(paid_to.values()) + arrived == oracle.made
    for line in lines:
        facts = dict(line.facts)
        assert facts["received"] + facts["own"] == facts["passed"] + line.amount_minor
