from __future__ import annotations

from pathlib import Path

import pytest

from devkit.request import understand

ROOT = Path("/somewhere/vinea")


def test_up_serves_the_company_in_var_on_port_8000() -> None:
    request = understand(["up"], ROOT)
    assert (request.data, request.port) == (ROOT / "var/company", 8000)


def test_up_takes_a_port_and_a_folder() -> None:
    request = understand(["up", "--port", "0", "--data", "/srv/other"], ROOT)
    assert (request.data, request.port) == (Path("/srv/other"), 0)


def test_up_tells_two_years_unless_told_otherwise() -> None:
    assert understand(["up"], ROOT).with_history
    assert not understand(["up", "--no-history"], ROOT).with_history


def test_manage_leaves_everything_after_the_commands_name_alone() -> None:
    request = understand(["manage", "--data", "/x", "load", "--data", "y", "-v", "2"], ROOT)
    assert request.data == Path("/x")
    assert request.rest == ("load", "--data", "y", "-v", "2")


def test_arguments_of_pytest_and_of_commands_pass_through() -> None:
    assert understand(["test", "tests/unit", "-k", "x"], ROOT).rest == ("tests/unit", "-k", "x")
    assert understand(["demo", "--json"], ROOT).rest == ("--json",)
    assert understand(["plan", "check", "a.toml"], ROOT).rest == ("check", "a.toml")


@pytest.mark.parametrize("arguments", [[], ["fly"], ["up", "--prot", "1"], ["up", "--port", "x"]])
def test_a_mistake_shows_how_to_write_it(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        understand(arguments, ROOT)
    assert stopped.value.code == 2
    assert "usage: dev.py" in capsys.readouterr().err
