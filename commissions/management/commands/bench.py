"""manage bench run|compute|both|naive|live: measure on an empty database or on none."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from commissions.benchmark.company import make_company, settle_down
from commissions.benchmark.live import measure_waiting
from commissions.benchmark.measure import Timing, measure_run
from commissions.benchmark.shapes import SHAPES
from commissions.benchmark.totals import measure_totals
from core.errors import Refusal

Facts = dict[str, object]


class Command(BaseCommand):
    """Make the data, measure once, print."""

    help = "Measure a commission run in PostgreSQL, and the floor beneath it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "what",
            choices=[*MEASURES, *IN_MEMORY],
            help="run: the run of one month; compute: the same in memory, without tables; both: the"
            " same in memory by walk and by kernels, line by line; naive: the same against a"
            " program that asks the database member by member; live: from a paid order to the"
            " partner's figures",
        )
        parser.add_argument("--members", type=int, default=10_000, help="how many members")
        parser.add_argument("--shape", choices=SHAPES, default="random", help="of the tree")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same data")
        parser.add_argument(
            "--totals",
            action="store_true",
            help="of a run: book what every member earned, and store no lines",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a company of the wished size, draft its month, print the seconds."""
        size, shape, seed = options["members"], options["shape"], options["seed"]
        if size < 1:
            raise CommandError(_("A network has at least one member."))
        if options["totals"] and options["what"] != "run":
            raise CommandError(_("Only a run can be measured without its lines."))
        facts: Facts = {"shape": shape, "seed": seed}
        if options["what"] in IN_MEMORY:
            facts |= IN_MEMORY[options["what"]](size, shape, seed)
        else:
            facts["made_s"] = self._made(size, shape, seed)
            measure = _totals if options["totals"] else MEASURES[options["what"]]
            facts |= measure(size, seed)
        if options["json"]:
            self.stdout.write(json.dumps(facts))
        else:
            for name, value in facts.items():
                self.stdout.write(f"{name:12} {value}")
        if facts.get("same") is False:
            raise CommandError(_("The two programs do not come to the same lines."))

    def _made(self, size: int, shape: str, seed: int) -> float:
        """Fill the database and return the seconds it took."""
        started = time.perf_counter()
        try:
            make_company(size, shape, seed)
            settle_down()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        made_s = time.perf_counter() - started
        self.stderr.write(_("Data made in %(seconds).1f s.") % {"seconds": made_s})
        return round(made_s, 3)


def _run(size: int, seed: int) -> Facts:
    return _facts(measure_run())


def _totals(size: int, seed: int) -> Facts:
    return measure_totals().as_json()


def _live(size: int, seed: int) -> Facts:
    return {"members": size} | measure_waiting(size, seed).as_json()


def _naive(size: int, seed: int) -> Facts:
    # Its tables are no part of the product; who only measures runs never meets them.
    from commissions.benchmark.naive_run import compare_with_naive  # noqa: PLC0415

    found = compare_with_naive()
    return _facts(found.engine) | {
        "total_s": round(found.engine_s, 3),
        "naive_s": round(found.naive_s, 3),
        "ratio": round(found.ratio, 1),
        "naive_lines": sum(found.naive_lines.values()),
        "naive_lines_by_rule": found.naive_lines,
        "naive_earned_minor": found.naive_earned_minor,
        "only_engine": found.only_engine,
        "only_naive": found.only_naive,
        "same": found.is_same,
    }


def _compute(size: int, shape: str, seed: int) -> Facts:
    from commissions.benchmark.in_memory import measure_compute  # noqa: PLC0415

    found = measure_compute(size, shape, seed)
    compute_s = found.standing_s + found.lines_s
    return {"members": size} | asdict(found) | {"compute_s": round(compute_s, 3)}


def _both(size: int, shape: str, seed: int) -> Facts:
    from commissions.benchmark.in_memory import compare_engines  # noqa: PLC0415

    found = compare_engines(size, shape, seed)
    return {"members": size} | asdict(found) | {"same": found.is_same}


MEASURES: dict[str, Callable[[int, int], Facts]] = {"run": _run, "naive": _naive, "live": _live}
# These start the compiler as they are imported, and need no tables.
IN_MEMORY: dict[str, Callable[[int, str, int], Facts]] = {"compute": _compute, "both": _both}


def _facts(timing: Timing) -> Facts:
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
