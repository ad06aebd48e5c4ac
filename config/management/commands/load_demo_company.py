"""manage load_demo_company: fill an empty database with the demo company."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from config.demo.load import found_demo_company, load_demo_company
from config.demo.size import SIZES, SMALL, Size
from config.tasks import tell_history
from core import clock
from core.errors import Refusal


class Command(BaseCommand):
    """Load, or say that it is loaded already."""

    help = "Load the demo company; a second time changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--size", choices=sorted(SIZES), default=SMALL.name)
        parser.add_argument(
            "--as-of", type=datetime.fromisoformat, help="instant of the load, with its zone"
        )
        parser.add_argument(
            "--found-only", action="store_true", help="leave the history to the worker"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once."""
        size, at = SIZES[options["size"]], options["as_of"] or clock.now()
        try:
            if options["found_only"]:
                self._found(size, at)
                return
            loaded = load_demo_company(at=at, size=size)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        text = (
            _("The demo company is loaded: %(partners)d partners, %(customers)d customers.")
            if loaded.is_new
            else _("The demo company was loaded before; nothing has changed.")
        )
        self.stdout.write(text % {"partners": loaded.partners, "customers": loaded.customers})

    def _found(self, size: Size, at: datetime) -> None:
        """Found the company; where no worker hears of it now, one looks for work by the clock."""
        found_demo_company(at=at, size=size)
        with suppress(OperationalError):
            tell_history.delay()
        self.stdout.write(_("The demo company is founded; the worker tells its history."))
