"""manage import_audit [FILE]: compare file, orders, volume, earnings, ledger and bank files."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.demo.audit.run_audit import SourceFile, findings
from config.demo.figures import figures_of
from core import clock


class Command(BaseCommand):
    """Print what differs; nothing differs when the exit code is 0."""

    help = "Audit the company by plain SQL, and an imported file against its orders."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, nargs="?", help="the file that was imported")
        parser.add_argument("--source", default="import", help="name it was imported under")
        parser.add_argument("--json", action="store_true", help="one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Audit, print, and fail when anything differs."""
        started = time.monotonic()
        source, path = options["source"], options["file"]
        if path is not None and not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        source_file = SourceFile(path, source) if path is not None else None
        found = [str(finding) for finding in findings(at=clock.now(), source_file=source_file)]
        for line in found:
            self.stderr.write(line)
        seconds = round(time.monotonic() - started, 1)
        if options["json"]:
            result = {"findings": found, **figures_of(source).as_json(), "seconds": seconds}
            self.stdout.write(json.dumps(result))
        elif not found:
            self.stdout.write(_("Nothing differs. %(seconds)s s") % {"seconds": seconds})
        if found:
            raise SystemExit(1)
