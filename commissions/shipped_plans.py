"""The plan documents that come with the program: templates and examples, not what is in force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PLANS = Path(__file__).resolve().parent / "plans"


@dataclass(frozen=True, slots=True)
class ShippedPlan:
    """A document with its examples, ready for `activate_plan`."""

    document: bytes
    examples: bytes
    filename: str


def shipped_plan(plan_code: str, valid_from: str) -> ShippedPlan:
    """Return a shipped version of a plan by its name and first day ("2026-01-01")."""
    return plan_files(PLANS / plan_code / f"{valid_from}.toml")


def plan_files(path: Path) -> ShippedPlan:
    """Read a plan document and the examples beside it; no file of examples means none."""
    beside = examples_beside(path)
    examples = beside.read_bytes() if beside.exists() else b""
    return ShippedPlan(path.read_bytes(), examples, path.name)


def examples_beside(path: Path) -> Path:
    """Return where the examples of a document lie."""
    return path.with_name(f"{path.stem}.examples.toml")


def shipped_paths() -> list[Path]:
    """Return every shipped document."""
    return sorted(path for path in PLANS.glob("*/*.toml") if ".examples." not in path.name)
