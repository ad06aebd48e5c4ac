"""manage bench run: measure a commission run on an empty database."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from commissions.benchmark.company import make_company
from commissions.benchmark.measure import Timing, measure_run
from commissions.benchmark.shapes import SHAPES
from core.errors import Refusal


class Command(BaseCommand):
    """Make the data, measure once, print."""

    help = "Measure a commission run in PostgreSQL, and the floor beneath it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("what", choices=["run"], help="run: the run of one month")
        parser.add_argument("--members", type=int, default=10_000, help="how many members")
        parser.add_argument("--shape", choices=SHAPES, default="random", help="of the tree")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same data")
        parser.add_argument("--json", action="store_true", help="one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a company of the wished size, draft its month, print the seconds."""
        size, shape, seed = options["members"], options["shape"], options["seed"]
        if size < 1:
            raise CommandError(_("A network has at least one member."))
        started = time.perf_counter()
        try:
            make_company(size, shape, seed)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        made_s = time.perf_counter() - started
        self.stderr.write(_("Data made in %(seconds).1f s.") % {"seconds": made_s})
        timing = measure_run()
        facts = {"shape": shape, "seed": seed, "made_s": round(made_s, 3)} | _facts(timing)
        if options["json"]:
            self.stdout.write(json.dumps(facts))
        else:
            for name, value in facts.items():
                self.stdout.write(f"{name:12} {value}")


def _facts(timing: Timing) -> dict[str, object]:
    return {
        "members": timing.members,
        "orders": timing.orders,
        "lines": timing.lines,
        "earned_minor": timing.earned_minor,
        "result_hash": timing.result_hash,
        "read_s": round(timing.read_s, 3),
        "compute_s": round(timing.compute_s, 3),
        "warm_up_s": round(timing.warm_up_s, 3),
        "write_s": round(timing.write_s, 3),
        "total_s": round(timing.total_s, 3),
        "floor_s": round(timing.floor_s, 3),
        "ratio": round(timing.ratio, 2),
        "rss_mb": timing.rss_mb,
    }
