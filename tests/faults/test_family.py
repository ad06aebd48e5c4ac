from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from devkit import family

ROOT = Path(__file__).resolve().parents[2]
# A parent that adopts, a child that dies at once, a grandchild that would sleep for ever.
STORY = """
import subprocess, sys, time
from devkit import family
family.adopt_orphans()
child = subprocess.Popen([sys.executable, "-c",
    "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)"])
child.wait()
orphans = family.children_of(__import__("os").getpid())
assert len(orphans) == 1, orphans
family.end_orphans((), patience=5)
assert not family.children_of(__import__("os").getpid())
print("gone", *orphans)
"""


def test_an_orphaned_grandchild_is_adopted_and_ended() -> None:
    told = subprocess.run(
        [sys.executable, "-c", STORY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    word, pid = told.stdout.split()
    assert word == "gone"
    assert not Path("/proc", pid).exists()


def test_our_own_children_are_listed() -> None:
    child = subprocess.Popen(["sleep", "600"])
    try:
        assert child.pid in family.children_of(os.getpid())
    finally:
        child.kill()
        child.wait()
