"""manage import_orders FILE: take another system's orders into an empty company."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.demo.figures import Figures, figures_of
from config.imports.import_orders import ImportReport, ImportRequest, import_orders
from config.imports.peak_memory import peak_memory_mb
from config.imports.progress import Progress
from core import clock
from core.errors import Refusal
from core.money import format_money


class Command(BaseCommand):
    """Parse, call once, print."""

    help = "Take the orders of another system (CSV) into an empty company."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, help="CSV: customer,date,quantity,amount_<currency>")
        parser.add_argument("--source", default="import", help="name of the other system")
        parser.add_argument(
            "--demo-network", action="store_true", help="draw a network, close and pay every month"
        )
        parser.add_argument(
            "--reject", type=Path, help="where bad rows go, else beside FILE as NAME.rejected.csv"
        )
        parser.add_argument("--seed", type=int, default=1, help="of the drawn network")
        parser.add_argument("--dry-run", action="store_true", help="only read and compare")
        parser.add_argument("--json", action="store_true", help="one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, then print the figures of the company."""
        started = time.monotonic()
        request = _request(options)
        progress = Progress(sys.stderr, time.monotonic)
        try:
            report = import_orders(request, at=clock.now(), progress=progress)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        except KeyboardInterrupt:
            text = _("Stopped. What is done stays done; the same command goes on from there.")
            raise CommandError(text, returncode=130) from None
        figures = figures_of(request.source)
        result = _result(report, figures, time.monotonic() - started, request)
        if options["json"]:
            self.stdout.write(json.dumps(result))
        else:
            self.stdout.write(_told(result, figures, request))


def _request(options: dict[str, Any]) -> ImportRequest:
    path: Path = options["file"]
    return ImportRequest(
        path=path,
        rejects=options["reject"] or _beside(path),
        source=options["source"],
        with_network=options["demo_network"],
        seed=options["seed"],
        dry_run=options["dry_run"],
    )


def _beside(path: Path) -> Path:
    """Return where rejects go if nobody says: beside the file, or here if nothing can go there."""
    folder = path.parent if os.access(path.parent, os.W_OK) else Path.cwd()
    return folder / f"{path.stem}.rejected.csv"


def _result(
    report: ImportReport, figures: Figures, seconds: float, request: ImportRequest
) -> dict[str, object]:
    """Return what is printed; `orders` and `months` are what the company has now."""
    whole = figures.as_json()
    return {
        "orders": whole.pop("orders"),
        "rejected": report.rejected,
        "members": whole.pop("members"),
        "created": report.created,
        "dry_run": request.dry_run,
        "reject_file": str(request.rejects) if report.rejected else None,
        **whole,
        "seconds": round(seconds, 1),
        "rss_mb": peak_memory_mb(),
    }


def _told(result: dict[str, object], figures: Figures, request: ImportRequest) -> str:
    lines = [
        _("%(orders)s orders, %(created)s of them new, %(members)s members, %(rejected)s rejected")
        % result
    ]
    if result["rejected"]:
        lines.append(_("rejected rows: %(path)s") % {"path": request.rejects})
    lines += [
        f"{month.period}  {month.orders:>7,}  "
        + "  ".join(
            f"{format_money(minor, figures.currency, 'en'):>15}"
            for minor in (month.amount_minor, month.earned_minor, month.paid_minor)
        )
        for month in figures.months
    ]
    lines.append(_("%(seconds)s s, %(rss_mb)s MB") % result)
    return "\n".join(lines)
