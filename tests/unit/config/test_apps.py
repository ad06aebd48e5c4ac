from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
STORY = """
import django
django.setup()
from config.wiring import REACTIONS
from core import outbox
print({kind for kind, _named in outbox._wired.values()} == set(REACTIONS))
print(outbox._wake[0].__self__.name, outbox._wake[0].__self__.app.main)
"""

WAKING = """
import django
django.setup()
import threading
from celery.app.task import Task
from commissions.calculations import ask
from config.tasks import tell_history
from core import outbox
from desk.services import mail_statements, queue_mail
told = []
Task.apply_async = lambda task, *_args, **_more: told.append((task.name, task.app.main))
def wake_everybody():
    for wake in (*outbox._wake, *queue_mail._wake, *mail_statements._wake):
        wake()
    ask._wake[0]("runs")
    tell_history.delay()
wake_everybody()
thread = threading.Thread(target=wake_everybody)
thread.start()
thread.join()
print(sorted(set(told)), len(told))
"""


def test_whatever_is_woken_knows_our_broker_in_every_thread() -> None:
    """A task of another application looks for a broker of its own and makes its caller wait."""
    told = subprocess.run(
        [sys.executable, "-c", WAKING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tasks = ("commissions.calculate", "config.tell_history", "core.deliver_events",
             "desk.send_mails", "desk.write_statement_mails")  # fmt: skip
    assert told.stdout == f"{[(name, 'vinea') for name in tasks]} {2 * len(tasks)}\n"


def test_every_process_that_starts_django_has_the_rooms_joined() -> None:
    told = subprocess.run(
        [sys.executable, "-c", STORY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout == "True\ncore.deliver_events vinea\n"
