"""Compile functions over columns to machine code, and keep that on disk.

Importing this costs a third of a second and 60 MB, and a first compilation seconds: whatever
settles small networks imports none of it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import numba

Terms = ParamSpec("Terms")
Result = TypeVar("Result")

ROOM = Path(__file__).resolve().parent.parent
KEPT_VERSIONS = 20


def _place() -> Path | None:
    """Return the folder of this version's machine code, None where nothing may be written.

    Numba looks at one source file's date only, but functions call those of other files: so each
    version of all of them together has a folder of its own. NUMBA_CACHE_DIR puts it elsewhere.
    """
    digest = hashlib.sha256()
    for source in sorted([*ROOM.glob("arrays/*.py"), *ROOM.glob("kinds/**/*.py")]):
        digest.update(source.read_bytes())
    try:
        home = Path(_SETTINGS["CACHE_DIR"] or Path.home() / ".cache" / "vinea")
        place = home / f"compiled-{digest.hexdigest()[:16]}"
        place.mkdir(parents=True, exist_ok=True)
        place.touch()
    except (OSError, RuntimeError):
        return None
    versions = sorted(home.glob("compiled-*"), key=lambda each: each.stat().st_mtime)
    for old in versions[:-KEPT_VERSIONS]:
        shutil.rmtree(old, ignore_errors=True)
    return place


_SETTINGS = vars(numba.config)
PLACE = _place()
if PLACE is not None:
    _SETTINGS["CACHE_DIR"] = str(PLACE)


def compiled(function: Callable[Terms, Result]) -> Callable[Terms, Result]:
    """Compile a function at its first call; it may call other compiled functions."""
    compile_it = numba.njit(cache=PLACE is not None, nogil=True)
    return cast(Callable[Terms, Result], compile_it(function))
