"""The pages about plans: the list, a version in words, a plan that is tried; no barriers."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

from commissions.shipped_plans import shipped_plan
from tests import scenes
from tests.browser.walk import told
from tests.browser.window import Window

LOOKS = told()
SIGNED = shipped_plan("quellmoos", "2026-01-01")


def _higher(document: bytes) -> bytes:
    return document.replace(b'"12%", "6%"', b'"24%", "3%"')


@pytest.mark.parametrize(("language", "size", "dark"), LOOKS)
def test_the_list_a_version_and_a_trial(
    window: Window, time_machine: TimeMachineFixture, language: str, size: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    window.become(width=size, language=language, dark=dark)
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    for name, path in (("list", ""), ("version", "quellmoos/1/"), ("try", "try/")):
        window.go(f"/staff/plans/{path}")
        _look(window, f"{name}-{language}-{size}")
    _try(window, _higher(SIGNED.document))
    _look(window, f"tried-{language}-{size}")
    _try(window, SIGNED.document.replace(b"valid_from", b"valid_form"))
    _look(window, f"refused-{language}-{size}")
    assert not window.complaints


def _try(window: Window, document: bytes) -> None:
    window.go("/staff/plans/try/")
    for field, content in (("document", document), ("examples", SIGNED.examples)):
        upload = {"name": f"{field}.toml", "mimeType": "text/plain", "buffer": content}
        window.page.set_input_files(f"#id_{field}", upload)  # type: ignore[arg-type]
    window.page.click("main form[enctype] button.btn-primary")
    window.page.wait_for_load_state("load")


def _look(window: Window, name: str) -> None:
    window.photograph(f"plans/{name}")
    assert not window.scrolls_sideways(), name
    assert not window.barriers()
