"""manage demo_journey: walk the main job in an empty company, then audit it."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.demo.audit.run_audit import findings
from config.demo.journey import Journey, StepReport
from config.imports.peak_memory import peak_memory_mb
from core import clock
from core.errors import Refusal


class Command(BaseCommand):
    """Print every step with its figures; exit 0 only if the audit finds nothing."""

    help = "Walk register, buy, pay, deliver, run, approve, publish, vest, pay out; then audit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--json", action="store_true", help="one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk, audit, print."""
        started = time.monotonic()
        steps: list[StepReport] = []
        try:
            for step in Journey().walk():
                steps.append(step)
                self.stderr.write(_line(step), style_func=str)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        found = [str(finding) for finding in findings(at=clock.now())]
        for line in found:
            self.stderr.write(line)
        if not found:
            self.stderr.write(_("The independent audit agrees with every figure."), style_func=str)
        if options["json"]:
            self.stdout.write(json.dumps(_result(steps, found, time.monotonic() - started)))
        if found:
            raise SystemExit(1)


def _line(step: StepReport) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in step.facts.items())
    return f"{step.name:<20} {step.seconds:6.2f} s  {facts}"


def _result(steps: list[StepReport], found: list[str], seconds: float) -> dict[str, object]:
    return {
        "ok": not found,
        "steps": [asdict(step) | {"seconds": round(step.seconds, 3)} for step in steps],
        "findings": found,
        "seconds": round(seconds, 1),
        "rss_mb": peak_memory_mb(),
    }
