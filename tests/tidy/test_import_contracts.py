"""The import contracts of pyproject.toml: each one fails when it is broken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devkit import ROOMS

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")
PARTS = ("public", "events", "services", "models", "rules", "engine")


# module, what it imports against the rules, and the contract that must notice
OFFENCES = [
    ("core.services.up", "network.public", "An arrow goes down only"),
    ("finance.services.up", "shop.public", "An arrow goes down only"),
    ("shop.services.up", "storefront.public", "An arrow goes down only"),
    ("network.services.beside", "inventory.public", "An arrow goes down only"),
    ("desk.services.beside", "commissions.events", "An arrow goes down only"),
    ("storefront.services.up", "config.public", "An arrow goes down only"),
    ("config.services.a", "network.services.inner", "network is entered"),
    ("config.services.b", "inventory.services.inner", "inventory is entered"),
    ("config.services.c", "finance.services.inner", "finance is entered"),
    ("config.services.d", "shop.services.inner", "shop is entered"),
    ("config.services.e", "commissions.services.inner", "commissions is entered"),
    ("config.services.f", "desk.services.inner", "desk is entered"),
    ("config.services.g", "storefront.services.inner", "storefront is entered"),
    ("shop.services.tables", "network.models.inner", "network is entered"),
    ("shop.services.floor", "core.models.inner", "core's tables"),
    ("network.rules.asks", "django.db", "Rules and engines"),
    ("commissions.engine.dice", "random", "Rules and engines"),
    ("commissions.engine.watch", "time", "Rules and engines"),
    ("finance.rules.clock", "core.clock", "Rules and engines"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Build a small house with our rooms and our contracts, where nothing is broken."""
    for room in ROOMS:
        for part in PARTS:
            folder = tmp_path / room / part
            folder.mkdir(parents=True)
            (folder / "__init__.py").touch()
            (folder / "inner.py").touch()
        (tmp_path / room / "__init__.py").touch()
    for module in (ROOT / "core").glob("*.py"):
        (tmp_path / "core" / module.name).touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return tmp_path


def report(house: Path) -> str:
    """Return what the linter has to say; empty when it is content."""
    linted = subprocess.run(
        [LINTER, "--no-cache"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )
    return linted.stdout if linted.returncode else ""


def write(house: Path, module: str, line: str) -> None:
    """Write an import into a module."""
    house.joinpath(*module.split(".")).with_suffix(".py").write_text(line + "\n")


def test_a_house_that_keeps_them_is_left_in_peace(house: Path) -> None:
    write(house, "shop.services.inner", "import network.public\nimport shop.models.inner")
    write(house, "commissions.rules.inner", "import core.money\nimport datetime")
    write(house, "config.services.inner", "import commissions.events\nimport core.clock")
    assert not report(house)


def test_each_contract_notices_what_breaks_it(house: Path) -> None:
    for module, imported, _contract in OFFENCES:
        write(house, module, f"import {imported}")
    said = report(house)
    broken = "\n".join(line for line in said.splitlines() if "BROKEN" in line)
    details = said.partition("Broken contracts")[2]
    for module, imported, contract in OFFENCES:
        assert contract in broken
        assert any(
            module in line and imported.removesuffix(".db") in line for line in details.splitlines()
        ), f"{module} -> {imported}"
