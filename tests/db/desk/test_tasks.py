"""A sponsor greets a new partner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from core.paging import PageRequest
from core.policy import ANONYMOUS, Actor, NotAllowed
from desk import public as desk
from desk.models import Task
from network import public as network
from tests.db.network.people import NOON, OWNER, TODAY, found_company, join, root

HOUR = timedelta(hours=1)


@pytest.fixture
def family(db: None) -> tuple[int, int]:
    """Return the root and a member below it."""
    found_company()
    top = root()
    return top, join("anna", top)


def owner_of(member_id: int) -> Actor:
    return network.actor_for(network.member_card(member_id).account_id)


def welcome(member_id: int, sponsor_id: int | None) -> bool:
    return desk.open_welcome_task(member_id=member_id, sponsor_id=sponsor_id, at=NOON)


def test_the_sponsor_gets_a_task_that_is_due_in_three_days(family: tuple[int, int]) -> None:
    top, anna = family
    assert welcome(anna, top)
    (task,) = desk.tasks_of(owner_of(top), top).items
    assert (task.subject_member_id, task.due_on, task.is_done) == (
        anna,
        TODAY + timedelta(days=3),
        False,
    )


def test_a_task_is_told_in_the_reader_s_language(family: tuple[int, int]) -> None:
    top, anna = family
    welcome(anna, top)
    with translation.override("en"):
        assert desk.tasks_of(OWNER, top).items[0].title == "Welcome a new partner"


def test_the_same_member_twice_is_one_task(family: tuple[int, int]) -> None:
    top, anna = family
    assert welcome(anna, top)
    assert not welcome(anna, top)
    assert Task.objects.count() == 1


def test_the_first_position_is_welcomed_by_nobody(family: tuple[int, int]) -> None:
    assert not welcome(family[0], None)
    assert not Task.objects.exists()


def test_done_once_is_done(family: tuple[int, int]) -> None:
    top, anna = family
    welcome(anna, top)
    task = Task.objects.get()
    done = desk.complete_task(task_id=task.pk, actor=owner_of(top), at=NOON + HOUR)
    again = desk.complete_task(task_id=task.pk, actor=OWNER, at=NOON + 2 * HOUR)
    assert done.done_at == again.done_at == NOON + HOUR
    task.refresh_from_db()
    assert task.done_by == owner_of(top).label


def test_a_foreign_task_does_not_exist(family: tuple[int, int]) -> None:
    top, anna = family
    welcome(anna, top)
    for stranger in (owner_of(anna), ANONYMOUS):
        with pytest.raises(desk.TaskNotFound):
            desk.complete_task(task_id=Task.objects.get().pk, actor=stranger, at=NOON)
    with pytest.raises(desk.TaskNotFound):
        desk.complete_task(task_id=999_999, actor=OWNER, at=NOON)
    assert Task.objects.get().done_at is None


def test_nobody_reads_another_s_list(family: tuple[int, int]) -> None:
    top, anna = family
    for stranger in (owner_of(anna), ANONYMOUS):
        with pytest.raises(NotAllowed):
            desk.tasks_of(stranger, top)


def test_open_tasks_come_first_in_one_statement(
    family: tuple[int, int], django_assert_num_queries: Callable[..., object]
) -> None:
    top, anna = family
    others = [join(name, top, at=NOON + timedelta(days=1)) for name in ("bert", "cara")]
    for member_id in (anna, *others):
        welcome(member_id, top)
    first = Task.objects.get(subject_ref=f"member:{anna}")
    desk.complete_task(task_id=first.pk, actor=OWNER, at=NOON)
    with django_assert_num_queries(1):
        page = desk.tasks_of(OWNER, top, PageRequest(size=2))
    assert [task.subject_member_id for task in page.items] == others
    assert page.has_next
    last = desk.tasks_of(OWNER, top, PageRequest(2, size=2))
    assert [task.is_done for task in last.items] == [True]
