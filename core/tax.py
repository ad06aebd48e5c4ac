"""Value-added tax: contained in what customers pay, on top of what partners get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.rates import WHOLE_BP
from core.rounding import round_half_up, split_by_weights


@dataclass(frozen=True, slots=True)
class TaxPart:
    """The share of a document that bears one tax rate."""

    rate_bp: int
    gross_minor: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class Taxed:
    """A document's net: one net per line in the order given, and the parts by rate, rising."""

    line_nets: tuple[int, ...]
    parts: tuple[TaxPart, ...]

    @property
    def gross_minor(self) -> int:
        """Return what the buyer pays."""
        return sum(part.gross_minor for part in self.parts)

    @property
    def net_minor(self) -> int:
        """Return what is left of it without tax."""
        return sum(part.net_minor for part in self.parts)


def tax_document(lines: Sequence[tuple[int, int]]) -> Taxed:
    """Take the tax out of lines of (rate_bp, gross_minor).

    Keeps:  the gross never changes; per rate, the net derives from the sum of that rate, and the
            nets of its lines add up to it; no line's net exceeds its gross.
    Source: EN 16931, BG-23: tax is broken down per rate for the document, not per line.
    """
    nets = [0] * len(lines)
    parts = []
    for rate_bp in sorted({rate for rate, _gross in lines}):
        positions = [i for i, (rate, _gross) in enumerate(lines) if rate == rate_bp]
        grosses = [lines[i][1] for i in positions]
        net = net_of_gross(sum(grosses), rate_bp)
        for position, share in zip(positions, split_by_weights(net, grosses), strict=True):
            nets[position] = share
        parts.append(TaxPart(rate_bp, sum(grosses), net, sum(grosses) - net))
    return Taxed(tuple(nets), tuple(parts))


def tax_of_nets(lines: Sequence[tuple[int, int, int]]) -> Taxed:
    """Sum up lines of (rate_bp, gross_minor, net_minor) whose VAT was put on top of the net."""
    parts = []
    for rate_bp in sorted({rate for rate, _gross, _net in lines}):
        gross = sum(one for rate, one, _net in lines if rate == rate_bp)
        net = sum(one for rate, _gross, one in lines if rate == rate_bp)
        parts.append(TaxPart(rate_bp, gross, net, gross - net))
    return Taxed(tuple(net for _rate, _gross, net in lines), tuple(parts))


def net_of_gross(gross_minor: int, rate_bp: int) -> int:
    """Take the tax out of a gross amount: minor units, half up.

    Source: prices to consumers are gross (§ 3 PAngV); the net derives from the document's sum.
    """
    return round_half_up(gross_minor * WHOLE_BP, WHOLE_BP + rate_bp)
