"""Everything that is wrong with a document at once, each with the line it stands in."""

from __future__ import annotations

import pytest

from commissions.document.line_of import line_of
from commissions.document.plan_document import read_plan
from commissions.document.plan_faults import plan_faults
from commissions.document.plan_rejected import PlanRejected
from commissions.shipped_plans import plan_files, shipped_paths, shipped_plan
from tests.unit.commissions.plan_mistakes import MISTAKES

SHIPPED = shipped_plan("quellmoos", "2026-01-01")
TEXT = SHIPPED.document.decode()


def number_of(text: str, start: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_every_unreadable_key_is_told_with_its_line() -> None:
    text = TEXT.replace("valid_from", "valid_form").replace('"50 PV"', "50")
    text = text.replace('"12%"', "12")
    told = {fault.key: fault.line for fault in plan_faults(text.encode(), SHIPPED.examples)}
    assert told == {
        "valid_form": number_of(text, "valid_form"),
        "valid_from": None,
        "active.personal_volume": number_of(text, "personal_volume"),
        "rule[team].rates": number_of(text, "rates"),
    }


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_a_reader_refuses_is_among_the_faults(mistake: str) -> None:
    (find, put), *_rest = MISTAKES[mistake]
    document = TEXT.replace(find, put).encode()
    with pytest.raises(PlanRejected) as caught:
        read_plan(document, "")
    faults = plan_faults(document, b"")
    assert (caught.value.key, caught.value.reason) in {(each.key, each.reason) for each in faults}
    assert all(each.part == "document" for each in faults)


def test_a_fault_of_an_example_is_told_with_its_line() -> None:
    examples = SHIPPED.examples.decode()
    name = next(line for line in examples.splitlines() if line.startswith("pays"))
    broken = examples.replace(name, 'pays = { nobody = "1.00 EUR" }', 1)
    (fault,) = plan_faults(SHIPPED.document, broken.encode())
    assert (fault.part, fault.line) == ("examples", number_of(broken, "pays"))
    assert fault.remedy


def test_a_text_that_is_no_toml_names_its_line() -> None:
    (fault,) = plan_faults(b'plan = "a"\nversion = \n', b"")
    assert (fault.key, fault.line) == ("document", 2)
    assert [fault.line for fault in plan_faults(b"\xff", b"")] == [None]


@pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)
def test_a_shipped_plan_has_no_fault(path: object) -> None:
    files = plan_files(path)  # type: ignore[arg-type]
    assert plan_faults(files.document, files.examples) == ()


DRAWN = '''plan = "a"
[active]
personal_volume = "1 PV"
[[rule]]
id = "one"
rates = ["1%"]
[[rule]]
id = "two"
rates = ["1%"]
[[example]]
name = "a. [b] c"
tree = """
[[rule]]
id = "three"
"""
pays = {}
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("plan", 1),
        ("version", None),
        ("active.personal_volume", 3),
        ("active.other", 2),
        ("rule[one].rates", 6),
        ("rule[two].rates[2]", 9),
        ("rule[2].rates", 9),
        ("rule[two]", 7),
        ("rule[three].id", None),
        ("example[a. [b] c].pays.anna", 16),
        ("reserve.rate", None),
        ("", None),
    ],
)
def test_a_key_is_found_where_it_stands(path: str, line: int | None) -> None:
    assert line_of(DRAWN, path) == line
