"""manage compile_kernels: compile what calculates large companies before somebody waits for it."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from commissions.every_kernel import settle_promises
from commissions.shipped_plans import shipped_paths


class Command(BaseCommand):
    """Needs no database; what is compiled already is not compiled again."""

    help = "Compile the kernels of all kinds of rules, for this version of the program."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Settle the promises of all shipped plans, and say how long that took."""
        started = time.perf_counter()
        settled = settle_promises(shipped_paths())
        seconds = time.perf_counter() - started
        text = _("%(periods)s periods of all shipped plans settled in %(seconds).0f s.")
        self.stdout.write(text % {"periods": settled, "seconds": seconds})
