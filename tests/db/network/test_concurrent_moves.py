"""Two people move two members at the same time."""

from __future__ import annotations

import time
from threading import Thread

import pytest
from django.db import connection, transaction

from network import public as network
from tests.db.network.people import TODAY, found_company, join, move, root

WAITING = """
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
"""


def waits_for_the_lock(thread: Thread) -> bool:
    """Tell whether the other connection stands at the advisory lock, within some seconds."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return True
        if not thread.is_alive():
            return False
        time.sleep(0.02)
    return False


@pytest.mark.django_db(transaction=True)
def test_two_moves_that_together_make_a_circle_one_wins() -> None:
    found_company()
    top = root()
    anna, bert = join("anna", top), join("bert", top)
    refused: list[Exception] = []

    def other_person() -> None:
        try:
            move(bert, anna, TODAY)
        except network.CyclicSponsor as no:
            refused.append(no)
        finally:
            connection.close()

    thread = Thread(target=other_person)
    with transaction.atomic():
        move(anna, bert, TODAY)
        thread.start()
        assert waits_for_the_lock(thread)
    thread.join(timeout=20)
    assert len(refused) == 1
    assert network.upline(anna, TODAY) == (bert, top)
    assert network.upline(bert, TODAY) == (top,)
