"""Steps between servers and services: style sheet, translations, tables, demo company."""

from __future__ import annotations

import time

from devkit import ROOMS, messages, migrations, styles
from devkit.say import say, step
from devkit.stage import Stage, packages


class StepFailed(RuntimeError):
    """A step ended with an error; what it printed stands above."""


def texts(stage: Stage) -> None:
    """Compile the translations that have changed."""
    began = time.monotonic()
    if count := messages.compile_all(stage.root, ROOMS):
        say(f"  compile {count} translations: {time.monotonic() - began:.1f} s")


def looks(stage: Stage) -> None:
    """Compile the style sheet if something it is made of has changed.

    Raises: StepFailed — Tailwind refuses it.
    """
    if styles.is_current(stage.root):
        return
    seen = styles.fingerprint(stage.root)
    log = stage.home.logs / "styles.log"
    log.unlink(missing_ok=True)
    with step("compile the style sheet"):
        code = stage.supervisor.run(styles.build_command(stage.root, packages()), output=log)
    if code:
        raise StepFailed(f"the style sheet does not compile:\n{log.read_text(errors='replace')}")
    styles.remember(stage.root, seen)


def tables(stage: Stage) -> None:
    """Apply the migrations that wait; when none can, Django is not even started.

    Raises: StepFailed — a migration fails.
    """
    wanted = migrations.fingerprint(stage.root, ROOMS)
    if stage.database and migrations.are_done(stage.database, wanted):
        return
    with step("bring the tables up to date"):
        code = stage.supervisor.run(stage.django("migrate", "--no-input", "--verbosity", "0"))
    if code:
        raise StepFailed("the tables could not be brought up to date.")
    if stage.database:
        migrations.remember(stage.database, wanted)


def demo_company(stage: Stage, *, with_history: bool) -> None:
    """Load the demo company at the first start of a data folder.

    With its history it is only founded here; the worker tells the years while people look around.
    Raises: StepFailed — it could not be loaded.
    """
    if stage.home.demo_stamp.exists():
        return
    history = ("--size", "two-years", "--found-only") if with_history else ()
    with step("found the demo company" if with_history else "load the demo company"):
        code = stage.supervisor.run(stage.django("load_demo_company", *history))
    if code:
        raise StepFailed("the demo company could not be loaded; start again to try again.")
    stage.home.demo_stamp.touch()
