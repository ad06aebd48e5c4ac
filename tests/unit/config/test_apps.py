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


def test_every_process_that_starts_django_has_the_rooms_joined() -> None:
    told = subprocess.run(
        [sys.executable, "-c", STORY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout == "True\ncore.deliver_events vinea\n"
