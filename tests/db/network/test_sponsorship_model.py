"""Random dated moves against a naive model: a forest on every day, closed knowledge stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network import public as network
from network.public import ImportedMember
from tests.db.network.people import NOON, TODAY, move

DAYS = 5
MEMBERS = 4

Sponsors = dict[int, int | None]


@dataclass
class NaiveNetwork:
    """Per member the decisions by day; each holds until the next day that has one."""

    decisions: dict[int, dict[int, int | None]]
    learned: datetime = NOON
    history: dict[datetime, list[Sponsors]] = field(default_factory=dict)

    def on(self, day: int) -> Sponsors:
        """Return everybody's sponsor on a day."""
        return {
            member: dated[max(start for start in dated if start <= day)]
            for member, dated in self.decisions.items()
        }

    def move(self, member: int, sponsor: int, day: int, at: datetime) -> type[Exception] | None:
        """Decide, unless it changes nothing or makes a circle on any day; say what was wrong."""
        if member == sponsor:
            return network.CyclicSponsor
        if self.on(day)[member] == sponsor:
            return network.SameSponsor
        before = dict(self.decisions[member])
        self.decisions[member][day] = sponsor
        if not all(is_forest(self.on(each)) for each in range(DAYS + 1)):
            self.decisions[member] = before
            return network.CyclicSponsor
        self.learned = max(self.learned, at)
        self.remember()
        return None

    def remember(self) -> None:
        """Keep how every day looks as known now."""
        self.history[self.learned] = [self.on(day) for day in range(DAYS + 1)]


def is_forest(sponsors: Sponsors) -> bool:
    """Tell whether every climb ends, by climbing once more than there are members."""
    for start in sponsors:
        climber: int | None = start
        for _step in range(len(sponsors) + 1):
            climber = sponsors[climber] if climber is not None else None
        if climber is not None:
            return False
    return True


def as_stored(day: int, known_at: datetime | None) -> Sponsors:
    picture = network.network_as_of(day=TODAY + timedelta(days=day), known_at=known_at)
    return dict(zip(picture.member_ids, picture.sponsor_ids, strict=True))


def plant(shape: list[int]) -> list[int]:
    """Import a random tree: each member's sponsor stands before it."""
    rows = [
        ImportedMember(f"m{n}", f"Member {n}", NOON, f"m{shape[n] % n}" if n else None)
        for n in range(MEMBERS)
    ]
    return list(network.import_members(source="model", members=rows).values())


Moves = st.lists(
    st.tuples(
        st.integers(0, MEMBERS - 1),
        st.integers(0, MEMBERS - 1),
        st.integers(0, DAYS - 1),
        st.sampled_from([-1, 0, 1, 1]),
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.usefixtures("company")
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(shape=st.lists(st.integers(0, 99), min_size=MEMBERS, max_size=MEMBERS), moves=Moves)
def test_random_moves_agree_with_the_naive_model(
    shape: list[int], moves: list[tuple[int, int, int, int]]
) -> None:
    with transaction.atomic():
        people = plant(shape)
        naive = NaiveNetwork(
            {member: {0: sponsor} for member, sponsor in as_stored(0, None).items()}
        )
        naive.remember()
        at = NOON
        for who, to, day, hours in moves:
            at += timedelta(hours=hours)
            expected = naive.move(people[who], people[to], day, at)
            assert refusal(people[who], people[to], day, at) is expected
        for known_at, days in naive.history.items():
            for day, sponsors in enumerate(days):
                assert as_stored(day, known_at) == sponsors
        for day in range(DAYS + 1):
            assert as_stored(day, None) == naive.on(day)
            assert is_forest(as_stored(day, None))
        transaction.set_rollback(True)


def refusal(member: int, sponsor: int, day: int, at: datetime) -> type[Exception] | None:
    """Move for real; return the kind of refusal, if any."""
    try:
        move(member, sponsor, TODAY + timedelta(days=day), at=at)
    except (network.CyclicSponsor, network.SameSponsor) as refused:
        return type(refused)
    return None
