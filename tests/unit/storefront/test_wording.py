"""Every state that a room knows has a word and a colour of its own."""

from __future__ import annotations

from enum import Enum

import pytest
from django.utils import translation

from commissions.models.run import RunState
from finance.models.payout import BatchState, LineState
from network.models import MemberStatus
from shop.models.order_states import OrderState
from storefront.wording import STATES, state_words


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        ("order", OrderState),
        ("order_step", OrderState),
        ("member", MemberStatus),
        ("run", RunState),
        ("payout", BatchState),
    ],
)
def test_a_badge_knows_exactly_the_states_of_its_room(kind: str, states: type[Enum]) -> None:
    assert set(STATES[kind]) == {state.value for state in states}


def test_a_payouts_line_is_said_on_its_way_to_the_bank_too() -> None:
    on_its_way = {"in_transit", "settled", "returned"}
    assert set(STATES["payout_line"]) == {state.value for state in LineState} | on_its_way


def test_states_are_said_in_both_languages() -> None:
    with translation.override("de"):
        assert state_words("order", "paid") == ("info", "Bezahlt")
    with translation.override("en"):
        assert state_words("order", "paid") == ("info", "Paid")


def test_what_is_unknown_is_shown_as_it_is() -> None:
    assert state_words("order", "new-state") == ("", "new-state")
