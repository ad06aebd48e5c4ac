"""What holds of every closed period: each line says why it was paid, and it comes out the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

import commissions.public as commissions
from core.money import format_money
from core.points import format_points
from core.policy import Actor
from core.rates import format_rate

CLERK = Actor.system("tests")

_LINES = """
SELECT l.run_id, l.line_no, coalesce(e.order_ref, ''), l.rule_id, l.level, l.rate_bp, l.base_minor,
       l.amount_minor, l.member_id, p.code, p.version, left(p.sha256, 8), r.currency,
       l.corrects_run_id IS NOT NULL, coalesce(l.facts, '{}')::text
FROM commissions_earningline l
JOIN commissions_run r ON r.id = l.run_id AND r.state = 'published'
JOIN commissions_planversion p ON p.id = r.plan_version_id
LEFT JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
ORDER BY 1, 2
"""
_RUNS = """
SELECT id, input_hash, result_hash FROM commissions_run WHERE state = 'published' ORDER BY id
"""
LEVEL = {"en": "on level %s by the rule “", "de": "auf Ebene %s nach der Regel „"}
VERSION = {"en": "version", "de": "Fassung"}
WAY = {"en": "the way up: ", "de": "der Weg nach oben: "}


@dataclass(frozen=True, slots=True)
class Line:
    """A stored line with what its sentence has to name."""

    run_id: int
    line_no: int
    order_ref: str
    rule: str
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    member_id: int
    plan: str
    version: int
    sha: str
    currency: str
    corrects: bool
    facts: str

    def must_name(self, language: str) -> Iterator[str]:
        """Yield every part that has to stand in the sentence."""
        yield str(self.member_id)
        yield f"({self.rule})"
        yield format_money(abs(self.amount_minor), self.currency, language)
        yield f"{self.plan}, {VERSION[language]} {self.version} [{self.sha}]"
        if self.level > 0:
            yield LEVEL[language] % self.level
        if not self.order_ref:
            return
        yield self.order_ref
        yield format_rate(self.rate_bp, language)
        if not self.corrects:  # a correction names what the rate was taken of before and is now
            yield format_money(self.base_minor, self.currency, language)
        yield WAY[language]

    def names_a_fact(self, sentence: str, language: str) -> bool:
        """Tell whether one of the numbers that explain a line without an order is named."""
        numbers = [self.base_minor, *json.loads(self.facts).values()]
        shown = [
            (
                str(number),
                format_points(number, language),
                format_money(number, self.currency, language),
            )
            for number in numbers
        ]
        return any(text in sentence for texts in shown for text in texts)


def rows(sql: str) -> list[tuple[Any, ...]]:
    """Read raw rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def check_hashes() -> int:
    """Calculate every published run again; return how many there are."""
    runs = rows(_RUNS)
    for run_id, input_hash, result_hash in runs:
        check = commissions.verify_run(CLERK, run_id)
        assert check == commissions.RunCheck(run_id, True, input_hash, result_hash, None)
    return len(runs)


def check_sentences(language: str) -> int:
    """Ask every line of every published run why; return how many of them are corrections."""
    by_run: dict[int, list[Line]] = {}
    for row in rows(_LINES):
        by_run.setdefault(row[0], []).append(Line(*row))
    for run_id, lines in by_run.items():
        told = commissions.why_many(CLERK, run_id, [line.line_no for line in lines], language)
        for line in lines:
            sentence = told[line.line_no]
            missing = [part for part in line.must_name(language) if part not in sentence]
            assert missing == [], sentence
            assert line.order_ref or line.names_a_fact(sentence, language), sentence
    assert by_run
    return sum(line.corrects for lines in by_run.values() for line in lines)
