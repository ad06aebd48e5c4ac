"""A run keeps everything it was calculated from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from commissions.arrays.fingerprint import ResultHash, input_hash
from commissions.arrays.outcome import from_walk
from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.engine.facts import Picture, Volume
from commissions.engine.settlement import Settlement, settle
from commissions.models import PlanVersion, Run, RunMember, RunVolume
from commissions.selectors.period_picture import held_after
from commissions.selectors.plans import plan_of
from core.periods import Period
from network import public as network
from tests.db.commissions.company import MARCH, Till, draft, publish


def picture_of(run_id: int) -> Picture:
    """Build the picture again from the run's own rows."""
    members = RunMember.objects.filter(run_id=run_id).order_by("member_id")
    ids, sponsors, statuses = zip(
        *members.values_list("member_id", "sponsor_id", "status"), strict=True
    )
    counted = RunVolume.objects.filter(run_id=run_id).order_by(
        "volume_entry__paid_on", "volume_entry__order_ref"
    )
    facts = (
        "id",
        "order_ref",
        "member_id",
        "kind",
        "pv_minor",
        "cv_minor",
        "net_minor",
        "country",
        "paid_on",
    )
    volumes = counted.values_list(*(f"volume_entry__{fact}" for fact in facts))
    run = Run.objects.get(pk=run_id)
    follows = run.follows_id
    held = held_after(ids, follows) if follows is not None else ()
    bought = tuple(
        Volume(*row, qv_minor=row[4], country=country, day=day) for *row, country, day in volumes
    )
    last_day = run.ends_before - timedelta(days=1)
    joined_on = network.network_as_of(day=last_day, known_at=run.drafted_at).joined_on
    period = Period(run.period_key)
    return Picture(ids, sponsors, statuses, bought, held=held, period=period, joined_on=joined_on)


def result_of(picture: ArrayPicture, walked: Settlement) -> str:
    outcome = from_walk(walked, picture)
    digest = ResultHash(picture, outcome.standing)
    for block in outcome.blocks:
        digest.add(block)
    digest.add_carried(outcome.carried())
    return digest.hexdigest()


def test_a_run_calculated_again_from_its_own_rows_is_the_same(
    till: Till, sold: dict[str, int]
) -> None:
    run = publish()
    till.record(sold["cara"], cv="10")
    draft("2026-04")
    plan, picture = plan_of(PlanVersion.objects.get()), picture_of(run.run_id)
    columns, outcome = from_picture(picture), settle(plan, picture)
    assert input_hash(plan, MARCH, columns) == run.input_hash
    assert result_of(columns, outcome) == run.result_hash


def test_a_run_that_goes_on_from_anothers_ranks_is_the_same_too(
    till: Till, sold: dict[str, int]
) -> None:
    till.record(sold["anna"], pv="1000")
    publish()
    april = publish("2026-04", at=datetime(2026, 5, 1, 8, tzinfo=UTC))
    plan, picture = plan_of(PlanVersion.objects.get()), picture_of(april.run_id)
    columns, outcome = from_picture(picture), settle(plan, picture)
    assert outcome.standings.ranks[0] == "teamleitung"
    assert input_hash(plan, "2026-04", columns) == april.input_hash
    assert result_of(columns, outcome) == april.result_hash
