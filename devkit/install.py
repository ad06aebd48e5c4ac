"""Make .venv and install the locked packages, on a Python that may lack ensurepip and pip."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from devkit import children
from devkit.say import Step, say, step

OLDEST = (3, 11)
WHEEL_FOLDERS = ("/usr/share/python-wheels", "/usr/share/python3-wheels", "/usr/lib/python-wheels")
PIP_LOCK = Path(__file__).resolve().parent.parent / "requirements" / "pip.lock"
OTHER_PYTHONS = ("python3", "python3.13", "python3.12", "python3.11", "python")
NO_PIP = """\
no pip that works with this Python was found; it is needed once, to install what Vinea is made of.
This Python has no ensurepip and no pip, and no fitting pip wheel lies on this machine. Install one
of these, then start again:
    apt-get install python3-venv      (Debian, Ubuntu)
    apt-get install python3-pip       (or this)"""


class InstallFailed(RuntimeError):
    """The environment could not be made; the message says what to do."""


def installed(root: Path, lock_name: str) -> Path:
    """Return .venv's Python with the lock's packages in it, installing what is missing.

    Raises: InstallFailed — no pip anywhere, no index reachable, or a hash that does not fit.
    """
    environment = root / ".venv"
    lock = root / "requirements" / f"{lock_name}.lock"
    python = environment / "bin" / "python"
    if _is_stamped(environment, lock):
        return python
    (root / "var").mkdir(exist_ok=True)
    with _one_at_a_time(root / "var" / "install.lock"):
        if not _is_stamped(environment, lock):
            _make_environment(environment)
            _install(environment, lock)
            _stamp(environment, lock).write_text(_fingerprint(lock))
    return python


def _stamp(environment: Path, lock: Path) -> Path:
    return environment / f".installed-{lock.stem}"


def _is_stamped(environment: Path, lock: Path) -> bool:
    try:
        stamped = _stamp(environment, lock).read_text() == _fingerprint(lock)
    except OSError:
        return False
    return stamped and _runs(environment / "bin" / "python")


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _runs(python: Path) -> bool:
    """Say whether this environment's Python starts, is one we support, and finds its packages."""
    if not python.exists():
        return False
    told = subprocess.run(
        [python, "-c", "import sys; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    version = tuple(int(part) for part in told.stdout.split())
    packages = python.parent.parent / "lib" / f"python{'.'.join(map(str, version))}"
    return version >= OLDEST and packages.is_dir()


def _make_environment(environment: Path) -> None:
    if _runs(environment / "bin" / "python"):
        return
    with step(f"make .venv for Python {sys.version_info.major}.{sys.version_info.minor}"):
        venv.EnvBuilder(with_pip=False, symlinks=True, clear=True).create(environment)


def _install(environment: Path, lock: Path) -> None:
    count = sum(1 for line in lock.read_text().splitlines() if "==" in line and line[0].isalnum())
    with (
        tempfile.TemporaryDirectory() as place,
        step(f"install {count} packages of {lock.name}") as work,
    ):
        pip = _find_pip(environment / "bin" / "python", Path(place))
        argv = [*pip, "install", "--require-hashes", "--disable-pip-version-check"]
        argv += ["--no-input", "--progress-bar", "off", "-r", str(lock)]
        said = _run_pip(argv, work)
    if said is not None:
        raise InstallFailed(f"pip could not install {lock.name}. Its last words:\n{said}")


def _run_pip(argv: Sequence[str], work: Step) -> str | None:
    """Run pip, show what it is at; return its last words when it fails."""
    env = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    for name in ("PYTHONHOME", "PIP_TARGET", "PIP_PREFIX"):
        env.pop(name, None)
    command = children.Command(argv, env, Path.cwd(), own_session=False)
    child = children.start(command, output=subprocess.PIPE)
    words: list[str] = []
    seen = 0
    for raw in child.stdout or ():
        line = raw.decode(errors="replace").rstrip()
        words = [*words[-19:], line]
        if line.startswith("Collecting "):
            seen += 1
            work.note = f"{seen}: {line.split()[1].partition('==')[0]}"
        elif line.startswith("Installing collected"):
            work.note = "unpacking"
    work.note = ""
    return "\n".join(words) if child.wait() else None


def _find_pip(python: Path, place: Path) -> list[str]:
    """Return the beginning of a command that runs pip for `python`; `place` holds it if need be.

    Raises: InstallFailed — there is none on this machine.
    """
    for command in _ways_to_pip(python, place):
        # A wheel may be too old for this Python, a system's pip too old to know --python.
        if subprocess.run([*command, "list"], capture_output=True, check=False).returncode == 0:
            return command
    raise InstallFailed(NO_PIP)


def _ways_to_pip(python: Path, place: Path) -> Iterator[list[str]]:
    for wheel in _pip_wheels():
        yield [str(python), str(_unpacked(wheel, place / wheel.stem))]
    found = [path for name in OTHER_PYTHONS if (path := shutil.which(name))]
    interpreters = list(dict.fromkeys([sys.executable, *found]))
    for interpreter in interpreters:
        yield [interpreter, "-m", "pip", "--python", str(python)]
    for interpreter in interpreters:
        for wheel in _fetched_wheel(interpreter, place):
            yield [str(python), str(_unpacked(wheel, place / wheel.stem))]


def _fetched_wheel(interpreter: str, place: Path) -> list[Path]:
    """Let a pip that is too old for our Python fetch the one that is locked."""
    argv = [interpreter, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    argv += ["--only-binary", ":all:", "--dest", str(place), "-r", str(PIP_LOCK)]
    done = subprocess.run(argv, capture_output=True, check=False)
    return [] if done.returncode else list(place.glob("pip-*.whl"))


def _unpacked(wheel: Path, place: Path) -> Path:
    """Lay pip's package out; out of a zip older ones fail on newer Pythons, and all are slower."""
    with zipfile.ZipFile(wheel) as archive:
        inside = [name for name in archive.namelist() if name.startswith("pip/")]
        archive.extractall(place, inside)
    return place / "pip"


def _pip_wheels() -> Iterator[Path]:
    """Find pip's own wheel: bundled with ensurepip, or laid out by the system."""
    spec = importlib.util.find_spec("ensurepip")
    folders = [Path(folder) for folder in WHEEL_FOLDERS]
    if spec and spec.origin:
        folders.insert(0, Path(spec.origin).parent / "_bundled")
    if wheel_folder := sysconfig.get_config_var("WHEEL_PKG_DIR"):
        folders.insert(0, Path(wheel_folder))
    folders += [Path(place) for place in os.environ.get("PIP_FIND_LINKS", "").split()]
    for folder in folders:
        if folder.is_dir():
            yield from sorted(folder.glob("pip-*.whl"), reverse=True)


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  another dev.py is installing; waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
