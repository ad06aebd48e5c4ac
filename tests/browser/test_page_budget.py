"""What a page costs the visitor: requests, bytes, time, and no jumping about."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response
from time_machine import TimeMachineFixture

from tests import scenes
from tests.browser.window import Window

MOST_REQUESTS = 15
MOST_SCRIPT = 30_000
MOST_WITHOUT_PICTURES = 150_000
MOST_SHIFT = 0.01
SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 300);
})"""
PATHS = ["/", "/products/", "/products/rose-shower-gel/", "/cart/", "/checkout/", "/p/anna/"]


@pytest.fixture
def moved(page: Page) -> Iterator[list[Response]]:
    """Collect every answer the page gets."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - must be a function
    yield answers


def weigh(page: Page, answers: list[Response]) -> tuple[int, int]:
    """Return the compressed bytes of scripts, and of everything that is not a picture."""
    scripts = others = 0
    for answer in answers:
        kind = answer.request.resource_type
        if kind == "image" or answer.status >= 300:
            continue
        size = len(gzip.compress(page.request.get(answer.url).body()))
        others += size
        scripts += size if kind == "script" else 0
    return scripts, others


def test_shop_pages_stay_within_their_budget(
    window: Window, page: Page, moved: list[Response]
) -> None:
    scenes.anna(scenes.company())
    window.go("/products/rose-shower-gel/")
    with page.expect_navigation(wait_until="networkidle"):
        page.click("main form button.btn-primary")
    for path in PATHS:
        moved.clear()
        window.go(path)
        page.wait_for_load_state("networkidle")
        scripts, others = weigh(page, list(moved))
        assert len(moved) <= MOST_REQUESTS, path
        assert scripts <= MOST_SCRIPT, path
        assert others <= MOST_WITHOUT_PICTURES, path
        assert page.evaluate(SHIFT) <= MOST_SHIFT, path


def test_the_page_with_script_stays_within_its_budget(
    window: Window, page: Page, moved: list[Response], time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    moved.clear()
    window.go(f"/staff/statements/{month.run_id}/")
    scripts, others = weigh(page, list(moved))
    assert 0 < scripts <= MOST_SCRIPT
    assert others <= MOST_WITHOUT_PICTURES
