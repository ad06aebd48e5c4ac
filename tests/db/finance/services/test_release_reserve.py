"""Reserve comes free on its day, whoever is still there; nothing of it is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from core.policy import NotAllowed
from finance.models import Claim, ReserveLot
from finance.public import ReserveNotDue, issue_credit_notes, payee_balance, release_reserve
from network import public as network
from tests.db.finance.books import SYSTEM
from tests.db.finance.earned import RELEASE_ON, VESTED_ON, lose, standing, vest
from tests.db.finance.suppliers import CLERK, publish_agreement, self_of, supplier

pytestmark = pytest.mark.django_db
ON_THE_DAY = datetime(2028, 11, 20, 9, tzinfo=UTC)
DAY_BEFORE = ON_THE_DAY - timedelta(days=1)


@pytest.fixture
def anna(company: None) -> str:
    """A small business that has agreed, and earned 100.00, of which 10.00 are kept."""
    publish_agreement()
    payee = supplier()
    vest({payee: 10_000}, reserve_minor=1_000)
    return payee


def test_a_lot_comes_free_on_its_day_and_not_before(anna: str) -> None:
    """90.00 at once; the 10.00 that were kept on 20 November 2028."""
    issue_credit_notes(until=VESTED_ON, actor=CLERK, at=DAY_BEFORE)
    assert release_reserve(as_of=DAY_BEFORE.date(), at=DAY_BEFORE) == 0
    assert payee_balance(anna).next_release == RELEASE_ON
    assert release_reserve(as_of=RELEASE_ON, at=ON_THE_DAY) == 1_000
    assert standing(anna) == {"payable": 9_000, "vested": 1_000}
    issued = issue_credit_notes(until=RELEASE_ON, actor=CLERK, at=ON_THE_DAY)
    assert (issued.count, issued.net_minor) == (1, 1_000)
    assert standing(anna) == {"payable": 10_000}


def test_again_nothing_is_released(anna: str) -> None:
    release_reserve(as_of=RELEASE_ON, at=ON_THE_DAY)
    assert release_reserve(as_of=RELEASE_ON, at=ON_THE_DAY) == 0
    assert ReserveLot.objects.filter(closed_at=None).count() == 0


def test_only_what_is_left_comes_free(anna: str) -> None:
    lose(anna, 400)
    assert release_reserve(as_of=RELEASE_ON, at=ON_THE_DAY) == 600
    assert Claim.objects.get(kind="released").amount_minor == 600


def test_ahead_of_its_day_nobody_releases_anything(anna: str) -> None:
    with pytest.raises(ReserveNotDue):
        release_reserve(as_of=RELEASE_ON, at=DAY_BEFORE)
    with pytest.raises(NotAllowed):
        release_reserve(as_of=VESTED_ON, at=DAY_BEFORE, actor=self_of(int(anna[7:])))


def test_who_has_left_gets_its_reserve_on_the_same_day(anna: str) -> None:
    """A member leaves in December 2026; its 10.00 come free in November 2028, as agreed."""
    network.change_status(
        member_id=int(anna[7:]),
        status="terminated",
        reason="contract ended",
        actor=SYSTEM,
        at=datetime(2026, 12, 31, 12, tzinfo=UTC),
    )
    release_reserve(as_of=RELEASE_ON, at=ON_THE_DAY)
    issue_credit_notes(until=RELEASE_ON, actor=CLERK, at=ON_THE_DAY)
    assert standing(anna) == {"payable": 10_000}


def test_two_lots_of_a_payee_are_one_booking(anna: str) -> None:
    vest({anna: 500}, run="run:2", reserve_minor=50, service_on=date(2026, 10, 20))
    assert release_reserve(as_of=RELEASE_ON, at=ON_THE_DAY) == 1_050
    assert standing(anna) == {"vested": 10_500}
