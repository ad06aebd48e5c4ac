"""Ranks given by hand: who may, when they count, and that runs keep what they knew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from commissions import public as commissions
from commissions.awards.write import AwardEndsFirst, AwardReasonMissing
from commissions.models import EarningLine, RankAward, Run, RunMember
from commissions.selectors.frozen_picture import frozen_picture
from commissions.selectors.verify_run import verify_run
from core.errors import Denied
from core.models import AuditEntry
from core.policy import Actor
from network import public as network
from tests.db.commissions.company import (
    APRIL,
    CHECKER,
    CLERK,
    CLOSING,
    MARCH,
    MAY_FIRST,
    OWNER,
    SYSTEM,
    Till,
    draft,
    partner,
    publish,
)

AT = datetime(2026, 3, 12, 8, tzinfo=UTC)
FROM = date(2026, 3, 1)


def ask(member_id: int, rank: str = "teamleitung", **terms: object) -> int:
    award = commissions.NewAward("quellmoos", rank, **{"valid_from": FROM, **terms})  # type: ignore[arg-type]
    return commissions.request_award(
        member_id=member_id, award=award, reason="agreed", actor=CLERK, at=AT
    )


def decide(award_id: int, *, approves: bool = True, at: datetime = AT) -> None:
    commissions.decide_award(
        award_id=award_id, approves=approves, reason="seen", actor=CHECKER, at=at
    )


def give(member_id: int, rank: str = "teamleitung", **terms: object) -> None:
    decide(ask(member_id, rank, **terms))


def ranks(run_id: int, member_id: int) -> tuple[str, str, str]:
    row = RunMember.objects.filter(run_id=run_id, member_id=member_id)
    return row.values_list("earned_rank", "held_rank", "paid_rank").get()


def test_an_approved_award_pays_and_earns_nothing(sold: dict[str, int]) -> None:
    give(sold["anna"])
    run = publish()
    assert ranks(run.run_id, sold["anna"]) == ("partner", "partner", "teamleitung")
    assert verify_run(OWNER, run.run_id).is_same
    assert AuditEntry.objects.filter(action__endswith="_award").count() == 2


def test_what_nobody_approved_changes_nothing(sold: dict[str, int]) -> None:
    waiting = ask(sold["anna"])
    first = draft()
    decide(waiting, approves=False)
    assert draft().run_id == first.run_id
    assert ranks(first.run_id, sold["anna"])[2] == "partner"


def test_it_counts_if_it_is_in_force_on_the_last_day(sold: dict[str, int]) -> None:
    give(sold["anna"], valid_from=date(2026, 3, 31))
    give(sold["bert"], valid_from=date(2026, 4, 1))
    give(sold["cara"], valid_until=date(2026, 3, 31))
    run = draft()
    paid = {name: ranks(run.run_id, number)[2] for name, number in sold.items()}
    assert paid == {"anna": "teamleitung", "bert": "partner", "cara": "partner"}


def test_exactly_this_rank_and_no_other(till: Till, sold: dict[str, int]) -> None:
    till.record(sold["anna"], pv="1000")
    give(sold["anna"], "partner", is_exact=True)
    assert ranks(draft().run_id, sold["anna"])[2] == "partner"
    give(sold["anna"], "partner")
    again = draft(at=CLOSING + timedelta(hours=1))
    assert ranks(again.run_id, sold["anna"])[2] == "teamleitung"


def test_the_last_word_ends_what_was_given(sold: dict[str, int]) -> None:
    give(sold["anna"])
    publish()
    give(sold["anna"], "", valid_from=date(2026, 4, 1))
    run = publish(APRIL, at=MAY_FIRST)
    assert ranks(run.run_id, sold["anna"])[2] == "partner"
    with pytest.raises(commissions.NothingToEnd):
        ask(sold["anna"], "", valid_from=date(2026, 6, 1))


def test_a_run_keeps_what_it_knew(sold: dict[str, int]) -> None:
    run = publish()
    number = ask(sold["anna"], valid_from=date(2026, 4, 1))
    decide(number, at=CLOSING - timedelta(days=1))
    award = RankAward.objects.get()
    assert award.decided_at == CLOSING + timedelta(microseconds=1)
    assert verify_run(OWNER, run.run_id).is_same


def test_a_draft_that_did_not_know_of_it_is_made_again(sold: dict[str, int]) -> None:
    run = draft()
    give(sold["anna"])
    assert verify_run(OWNER, run.run_id).is_same
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    with pytest.raises(commissions.DraftOutdated, match="given by hand"):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    assert ranks(run.run_id, sold["anna"])[2] == "partner"
    again = publish(at=CLOSING + timedelta(minutes=1))
    assert ranks(again.run_id, sold["anna"])[2] == "teamleitung"
    assert verify_run(OWNER, again.run_id).is_same


def test_a_published_run_that_did_not_know_of_it_stays_without_it(sold: dict[str, int]) -> None:
    run = publish()
    give(sold["anna"], valid_from=date(2026, 4, 1))
    found = commissions.rank_card(partner(sold["anna"]), sold["anna"], MARCH, at=CLOSING)
    assert found is not None and found.award is None
    assert frozen_picture(Run.objects.get(pk=run.run_id), (), ()).picture.awards == ()


def test_a_correction_of_a_closed_period_knows_the_award(till: Till, sold: dict[str, int]) -> None:
    give(sold["anna"])
    run = Run.objects.get(pk=publish().run_id)
    (award,) = frozen_picture(run, (), ()).picture.awards
    assert (award.member_id, award.rank) == (sold["anna"], "teamleitung")


def test_whoever_is_not_in_the_period_yet_does_not_stop_it(sold: dict[str, int]) -> None:
    number = network.import_members(
        source="tests",
        members=[network.ImportedMember("late", "late", MAY_FIRST - timedelta(days=9), "anna")],
    )["late"]
    give(number)
    assert draft().member_count == 3


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({"rank": "kaiser"}, commissions.UnknownRank),
        ({"valid_until": FROM}, AwardEndsFirst),
        ({"rank": ""}, commissions.NothingToEnd),
    ],
)
def test_what_cannot_be_is_refused(
    sold: dict[str, int], terms: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        ask(sold["anna"], **terms)  # type: ignore[arg-type]
    assert not RankAward.objects.exists()


def test_a_published_period_is_never_touched(sold: dict[str, int]) -> None:
    waiting = ask(sold["anna"])
    publish()
    with pytest.raises(commissions.AwardTooEarly):
        ask(sold["bert"], valid_from=date(2026, 3, 31))
    with pytest.raises(commissions.AwardTooEarly):
        decide(waiting)
    decide(waiting, approves=False)


def test_two_people_are_needed_and_neither_is_the_member(sold: dict[str, int]) -> None:
    number = ask(sold["anna"])
    with pytest.raises(commissions.SecondPersonMissing):
        commissions.decide_award(award_id=number, approves=True, reason="x", actor=CLERK, at=AT)
    with pytest.raises(commissions.SecondPersonMissing):
        commissions.decide_award(award_id=number, approves=True, reason="x", actor=SYSTEM, at=AT)
    herself = Actor(-9, frozenset({"finance"}), sold["anna"], "account:-9")
    with pytest.raises(commissions.OwnAward):
        commissions.decide_award(award_id=number, approves=True, reason="x", actor=herself, at=AT)
    with pytest.raises(Denied):
        commissions.decide_award(
            award_id=number, approves=True, reason="x", actor=partner(sold["bert"]), at=AT
        )
    with pytest.raises(AwardReasonMissing):
        commissions.decide_award(award_id=number, approves=True, reason=" ", actor=CHECKER, at=AT)
    with pytest.raises(commissions.AwardWaiting):
        ask(sold["anna"], "partner")
    decide(number)
    with pytest.raises(commissions.AwardDecided):
        decide(number, approves=False)


def test_who_left_gets_nothing(sold: dict[str, int]) -> None:
    network.change_status(
        member_id=sold["cara"], status="terminated", reason="left", actor=OWNER, at=AT
    )
    with pytest.raises(commissions.NotAwardable):
        ask(sold["cara"])


def test_the_database_keeps_the_decision(sold: dict[str, int]) -> None:
    give(sold["anna"])
    for statement in (
        "UPDATE commissions_rankaward SET rank = 'partner'",
        "UPDATE commissions_rankaward SET is_approved = false",
        "DELETE FROM commissions_rankaward",
    ):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_card_reason_and_live_figures_tell_of_it(sold: dict[str, int]) -> None:
    def card(period: str) -> commissions.RankCard:
        found = commissions.rank_card(partner(sold["anna"]), sold["anna"], period, at=CLOSING)
        assert found is not None
        return found

    assert card(MARCH).award is None
    give(sold["anna"])
    open_card = card(MARCH)
    assert open_card.paid.rank == "teamleitung"
    run = publish()
    for found in (open_card, card(MARCH)):
        assert found.award is not None
        assert (found.award.rank.rank, found.award.pays) == ("teamleitung", True)
    line_no = EarningLine.objects.filter(member_id=sold["anna"])[0].line_no
    told = commissions.why(partner(sold["anna"]), run.run_id, line_no, "en")
    assert told.endswith("is paid by the rank Team lead, awarded by hand on March 12, 2026.")
    with translation.override("de"):
        assert "von Hand verliehen" in commissions.why(
            partner(sold["anna"]), run.run_id, line_no, "de"
        )


def test_lists_show_what_waits_and_what_was_decided(sold: dict[str, int]) -> None:
    give(sold["anna"])
    ask(sold["bert"])
    (waiting,) = commissions.awards_page(OWNER, is_waiting=True).items
    (decided,) = commissions.awards_page(OWNER, is_waiting=False).items
    assert (waiting.member_id, decided.member_id) == (sold["bert"], sold["anna"])
    assert decided.rank_name == "Team lead"
    assert [row.award_id for row in commissions.awards_of(OWNER, sold["anna"])] == [
        decided.award_id
    ]
    choices = commissions.rank_choices(OWNER, FROM)
    assert [choice.rank for choice in choices][:2] == ["partner", "teamleitung"]
