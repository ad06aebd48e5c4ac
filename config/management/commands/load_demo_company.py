"""manage load_demo_company: fill an empty database with the demo company."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.demo.load import load_demo_company
from core import clock
from core.errors import Refusal


class Command(BaseCommand):
    """Load, or say that it is loaded already."""

    help = "Load the demo company; a second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once."""
        try:
            loaded = load_demo_company(at=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        text = (
            _("The demo company is loaded: %(partners)d partners, %(customers)d customers.")
            if loaded.is_new
            else _("The demo company was loaded before; nothing has changed.")
        )
        self.stdout.write(text % {"partners": loaded.partners, "customers": loaded.customers})
