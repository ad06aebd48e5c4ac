"""The writing of a run's mails, killed before each of its statements and taken up again."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import desk.public as desk
from config import wiring
from desk.models import Mail
from tests import scenes
from tests.faults.test_killed_at_every_statement import killed_everywhere

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_partner_gets_one_mail_wherever_the_writing_was_killed(
    time_machine: TimeMachineFixture,
) -> None:
    wiring.install()
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    run_ref = f"run:{month.run_id}"
    desk.mail_statements(run_ref=run_ref, actor=month.clerk.actor, at=scenes.LATER)
    kills = [
        killed_everywhere(lambda: desk.write_statement_mails(at=scenes.LATER, step=2))
        for _step in range(2)
    ]
    assert min(kills) > 10
    people = list(Mail.objects.filter(kind="statement").values_list("subject_ref", flat=True))
    assert len(set(people)) == len(people) == 3
    (job,) = desk.statement_mail_jobs(month.clerk.actor, [run_ref]).values()
    assert (job.seen, job.queued, job.skipped) == (3, 3, 0)
    assert job.finished_at is not None
