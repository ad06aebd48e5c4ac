"""manage simulate: what a plan document would have paid over past periods; nothing is booked."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commissions.simulation.facts import SimulatedPeriod, Simulation
from commissions.simulation.read import MOST_PERIODS, simulate
from core.errors import Refusal
from core.money import format_money
from core.policy import Actor
from core.rates import format_rate


class Command(BaseCommand):
    """Read the file, settle the periods again, print."""

    help = "Settle the last published periods by another plan document and compare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, help="the plan document")
        parser.add_argument("--of", required=True, help="the plan whose periods are settled again")
        parser.add_argument(
            "--periods", type=int, choices=range(1, MOST_PERIODS + 1), default=12, metavar="N"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was paid then and what the plan would have paid."""
        try:
            found = simulate(
                Actor.system("simulate"),
                document=options["file"].read_bytes(),
                filename="",
                of_plan=options["of"],
                periods=options["periods"],
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        for text in [json.dumps(asdict(found))] if options["json"] else _lines(found):
            self.stdout.write(text)


def _lines(found: Simulation) -> Iterator[str]:
    yield f"{found.plan_label}  SHA-256 {found.sha256}"
    for period in (*found.periods, found.whole):
        yield _line(period.period_key or "=", period, found.currency)
    yield f"+ {found.winner_count}  - {found.loser_count}"
    for warning in found.warnings:
        yield f"! {warning.kind} {warning.period_key} {format_rate(warning.share_bp, 'en')}"


def _line(title: str, period: SimulatedPeriod, currency: str) -> str:
    then, now = (
        f"{format_money(minor, currency, 'en')} ({format_rate(share_bp, 'en')})"
        for minor, share_bp in (
            (period.then_minor, period.then_bp),
            (period.now_minor, period.now_bp),
        )
    )
    return f"{title:8}  {then:>24}  ->  {now:>24}"
