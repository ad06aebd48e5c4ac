"""What was typed after `dev.py`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

VERBS = {
    "up": "start everything and serve http://127.0.0.1:8000",
    "test": "install what tests need and run them; arguments go to pytest",
    "check": "format, lint, types, imports, migrations, settings; name some to run only those",
    "manage": "run a Django command on the data folder's servers",
    "demo": "walk the main job on an empty company of its own, and verify it",
    "plan": "read, check and explain plan documents",
    "bench": "measure, on an empty company of its own",
}
DEFAULT_PORT = 8000


@dataclass(frozen=True)
class Request:
    """A verb with its options; `rest` is handed on untouched."""

    verb: str
    data: Path
    port: int = DEFAULT_PORT
    show_logs: bool = False
    with_demo: bool = True
    with_history: bool = True
    rest: tuple[str, ...] = ()


def understand(arguments: Sequence[str], root: Path) -> Request:
    """Read the command line; on a mistake print how to write it and exit with 2."""
    parser = _parser(root)
    verb = arguments[0] if arguments else ""
    if verb not in VERBS or verb == "up":
        return _request(parser.parse_args(arguments), ())
    ours, theirs = _split(arguments[1:], whole=verb != "manage")
    options, rest = parser.parse_known_args([verb, *ours])
    return _request(options, (*rest, *theirs))


def _split(arguments: Sequence[str], *, whole: bool) -> tuple[list[str], list[str]]:
    """Part our options from a command's: for `manage`, ours stand before the command's name."""
    if whole:
        return list(arguments), []
    for position, argument in enumerate(arguments):
        follows_data = position > 0 and arguments[position - 1] == "--data"
        if not argument.startswith("-") and not follows_data:
            return list(arguments[:position]), list(arguments[position:])
    return list(arguments), []


def _request(options: argparse.Namespace, rest: tuple[str, ...]) -> Request:
    return Request(
        verb=options.verb,
        data=options.data.absolute(),
        port=getattr(options, "port", DEFAULT_PORT),
        show_logs=getattr(options, "logs", False),
        with_demo=not getattr(options, "no_demo", False),
        with_history=not getattr(options, "no_history", False),
        rest=rest,
    )


def _parser(root: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", allow_abbrev=False, description="Vinea.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, what in VERBS.items():
        described = verbs.add_parser(verb, help=what, description=what, allow_abbrev=False)
        where = root / "var" / "company"
        described.add_argument("--data", type=Path, default=where, help="folder of the company")
        if verb == "up":
            described.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 picks one")
            described.add_argument("--logs", action="store_true", help="show the services' logs")
            described.add_argument("--no-demo", action="store_true", help="load no demo company")
            described.add_argument(
                "--no-history", action="store_true", help="load three months, not two years"
            )
    return parser
