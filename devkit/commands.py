"""`dev.py manage`, `plan`, `demo` and `bench`: Django commands with servers under them."""

from __future__ import annotations

from pathlib import Path

from devkit import home as homes
from devkit import prepare, scratch, stage
from devkit.request import Request
from devkit.stage import Stage

DJANGO_COMMANDS = {"demo": "demo_journey", "bench": "bench", "plan": "plan"}
# These change or print what the tables should be, or need none; all others find them up to date.
LEAVE_TABLES_ALONE = {
    *("check", "collectstatic", "diffsettings", "flush", "help", "makemigrations", "makemessages"),
    *("migrate", "showmigrations", "sqlflush", "sqlmigrate", "squashmigrations", "version"),
    *("optimizemigration", "--help", "--version", "plan"),
}


def manage(request: Request, root: Path) -> int:
    """Run a Django command on a data folder, whose servers run already or are started for it."""
    home = homes.open_home(request.data)
    arguments = request.rest or ("help",)
    with stage.shared(root, home, request.verb) as opened:
        return _run(opened, arguments)


def plan(request: Request, root: Path) -> int:
    """Run the command for plan documents."""
    home = homes.open_home(request.data)
    with stage.shared(root, home, request.verb) as opened:
        return _run(opened, ("plan", *request.rest))


def on_its_own(request: Request, root: Path) -> int:
    """Run a command on an empty company of its own, thrown away afterwards."""
    durable = request.verb == "bench"
    with scratch.folder() as place:
        home = homes.open_home(place / "company")
        with (
            homes.claim_for_up(home),
            stage.opened(root, home, request.verb, durable=durable) as opened,
        ):
            return _run(opened, (DJANGO_COMMANDS[request.verb], *request.rest))


def _run(opened: Stage, arguments: tuple[str, ...]) -> int:
    prepare.texts(opened)
    if arguments[0] not in LEAVE_TABLES_ALONE:
        prepare.tables(opened)
    return opened.supervisor.run(opened.django(*arguments))
