"""manage plan check|explain|compare|schema|guide: work with plan documents, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from commissions.document.plan_comparison import compare_plans
from commissions.document.plan_examples import PlanReport, check_plan_text
from commissions.document.plan_rejected import PlanRejected
from commissions.shipped_plans import examples_beside, plan_files
from commissions.wording.plan_guide import plan_guide
from commissions.wording.plan_schema import schema_in_words
from commissions.wording.plan_words import examples_in_words, plan_in_words


class Command(BaseCommand):
    """Read files, ask the pure code, print; exit with 1 when something is wrong."""

    help = "Check, explain and compare plan documents."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verbs."""
        parser.add_argument("--language", choices=["de", "en"], default="en")
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="read a plan and try all its examples")
        check.add_argument("file", type=Path)
        check.add_argument("--json", action="store_true", help="one JSON object as the last line")
        explain = verbs.add_parser("explain", help="say what a plan means and why it pays")
        explain.add_argument("file", type=Path)
        compare = verbs.add_parser("compare", help="list what differs between two plans")
        compare.add_argument("old", type=Path)
        compare.add_argument("new", type=Path)
        verbs.add_parser("schema", help="list every key, how it is written and what it means")
        guide = verbs.add_parser("guide", help="write how plans are written, with all keys")
        guide.add_argument("file", type=Path, help="docs/plans.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one verb in the wished language."""
        verbs: dict[str, Callable[[dict[str, Any]], None]] = {
            "check": self._check,
            "explain": self._explain,
            "compare": self._compare,
            "schema": self._schema,
            "guide": self._guide,
        }
        with translation.override(options["language"]):
            try:
                verbs[options["verb"]](options)
            except PlanRejected as refusal:
                raise CommandError(str(refusal)) from None
            except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from None

    def _check(self, options: dict[str, Any]) -> None:
        report = _report(options["file"])
        for result in report.results:
            self.stdout.write(f"{'--' if result.differences else 'ok'}  {result.example.name}")
            for difference in result.differences:
                self.stdout.write(f"      {difference}")
        for rule_id in report.unproven:
            self.stdout.write(
                "--  " + _("No example shows what rule “%(rule)s” pays.") % {"rule": rule_id}
            )
        if options["json"]:
            self.stdout.write(json.dumps(_facts(report)))
        if not report.is_kept:
            raise CommandError(_("%(plan)s must not start.") % {"plan": report.plan.label})
        if not options["json"]:
            kept = _("%(plan)s keeps all its promises. SHA-256 %(sha)s")
            self.stdout.write(kept % {"plan": report.plan.label, "sha": report.plan.sha256})

    def _explain(self, options: dict[str, Any]) -> None:
        report = _report(options["file"])
        for text in plan_in_words(options["file"].read_bytes()):
            self.stdout.write(text)
        for text in examples_in_words(report, options["language"]):
            self.stdout.write(text)

    def _compare(self, options: dict[str, Any]) -> None:
        for change in compare_plans(options["old"].read_bytes(), options["new"].read_bytes()):
            self.stdout.write(change)

    def _schema(self, options: dict[str, Any]) -> None:
        for text in schema_in_words():
            self.stdout.write(text)

    def _guide(self, options: dict[str, Any]) -> None:
        options["file"].write_text(plan_guide(), encoding="utf-8")


def _report(path: Path) -> PlanReport:
    files = plan_files(path)
    if not examples_beside(path).exists():
        missing = _("There are no examples. Write them into %(file)s beside the plan.")
        reason = missing % {"file": examples_beside(path).name}
        raise PlanRejected("example", reason)
    return check_plan_text(files.document, files.examples, files.filename)


def _facts(report: PlanReport) -> dict[str, object]:
    return {
        "plan": report.plan.code,
        "version": report.plan.version,
        "sha256": report.plan.sha256,
        "kept": report.is_kept,
        "unproven": list(report.unproven),
        "examples": [
            {"name": result.example.name, "differences": list(result.differences)}
            for result in report.results
        ],
    }
