"""How long somebody stays signed in, and how to end it elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from tests import scenes
from tests.journeys.visitor import Visitor

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"


@pytest.fixture
def carl(shop_is_open: scenes.Login) -> scenes.Login:
    """Have a customer."""
    return scenes.customer("carl@example.org", "Carl Kunde", "anna", scenes.FOUNDED)


def signed_in(who: scenes.Login, **more: str) -> Visitor:
    """Sign in with what else was ticked."""
    visitor = Visitor()
    answer = visitor.send("/sign-in/", email=who.email, password=scenes.PASSWORD, **more)
    assert answer.status_code == 302
    return visitor


def is_in(visitor: Visitor) -> bool:
    """Tell whether somebody is still signed in."""
    return visitor.client.get("/account/").status_code == 200


def test_a_session_lasts_twelve_hours_after_it_was_last_used(
    carl: scenes.Login, time_machine: TimeMachineFixture
) -> None:
    visitor = signed_in(carl)
    assert visitor.client.cookies["sessionid"]["max-age"] == ""
    for _each in range(3):
        time_machine.shift(timedelta(hours=11))
        assert is_in(visitor)
    time_machine.shift(timedelta(hours=13))
    assert not is_in(visitor)


def test_who_wants_to_be_remembered_is_for_thirty_days(
    carl: scenes.Login, time_machine: TimeMachineFixture
) -> None:
    visitor = signed_in(carl, remember="on")
    assert visitor.client.cookies["sessionid"]["max-age"] == 30 * 86_400
    visitor.open("/p/anna/")
    time_machine.shift(timedelta(days=29))
    assert is_in(visitor)
    time_machine.shift(timedelta(days=31))
    assert not is_in(visitor)


def test_staff_sign_in_again_after_an_hour_and_after_a_day_at_the_latest(
    shop_is_open: scenes.Login, time_machine: TimeMachineFixture
) -> None:
    clerk = scenes.staff("support", scenes.FOUNDED)
    visitor = signed_in(clerk, remember="on")
    assert visitor.client.cookies["sessionid"]["max-age"] == ""
    for _each in range(10):
        time_machine.shift(timedelta(minutes=59))
        assert is_in(visitor)
    time_machine.shift(timedelta(minutes=59))
    assert not is_in(visitor)
    again = signed_in(clerk)
    time_machine.shift(timedelta(minutes=61))
    assert not is_in(again)


def test_sessions_are_listed_and_ended_one_by_one_or_all_others(carl: scenes.Login) -> None:
    here, phone, library = signed_in(carl), signed_in(carl), signed_in(carl)
    sessions = here.client.get("/account/security/").context["sessions"]
    assert [session.is_this_one for session in sessions] == [True, False, False]
    here.send(f"/account/security/sessions/{sessions[1].mark}/end/")
    assert sorted([is_in(phone), is_in(library)]) == [False, True]
    here.send("/account/security/sessions/end/")
    assert is_in(here) and not is_in(phone) and not is_in(library)


def test_a_device_is_a_rough_word(carl: scenes.Login) -> None:
    visitor = Visitor()
    visitor.client.defaults["HTTP_USER_AGENT"] = FIREFOX
    visitor.sign_in(carl)
    assert "Firefox, Linux" in visitor.open("/account/security/")


def test_nobody_ends_a_session_of_somebody_else(carl: scenes.Login) -> None:
    anna = scenes.Login("anna@example.org", 0, None)
    hers, his = signed_in(anna), signed_in(carl)
    (session,) = hers.client.get("/account/security/").context["sessions"]
    assert his.send(f"/account/security/sessions/{session.mark}/end/").status_code == 404
    assert is_in(hers)


def test_the_secret_that_opens_a_session_is_on_no_page(carl: scenes.Login) -> None:
    visitor = signed_in(carl)
    key = visitor.client.session.session_key
    assert key not in visitor.client.get("/account/security/").content.decode()
