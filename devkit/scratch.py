"""Folders that live as long as one process; those of killed processes are removed by the next."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devkit.owner import server_owner

PREFIX = "vinea-scratch-"


def new_folder() -> Path:
    """Make an empty folder that the embedded servers' user can walk to."""
    place = _place()
    _remove_leftovers(place)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place))
    folder.chmod(0o755)
    return folder


@contextmanager
def folder() -> Iterator[Path]:
    """Lend an empty folder and remove it afterwards."""
    made = new_folder()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _place() -> Path:
    owner = server_owner()
    places = (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"))
    return next((place for place in places if owner.reaches(place)), places[0])


def _remove_leftovers(place: Path) -> None:
    """Remove the folders of processes that were killed; their servers died with them."""
    for left in place.glob(f"{PREFIX}*"):
        pid = left.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdigit() and not Path("/proc", pid).exists():
            shutil.rmtree(left, ignore_errors=True)
