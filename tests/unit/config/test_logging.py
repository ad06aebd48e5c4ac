from __future__ import annotations

import json
import logging
import logging.config

import pytest

from config.logging import clean_text, drop_personal_values, logging_settings


@pytest.mark.parametrize(
    "text",
    [
        "sent to anna.muster+shop@mail.example.de",
        "GET /staff/people?q=anna.muster%40mail.example.de&page=2",
        "iban DE02120300000000202051 refused",
        "iban DE02 1203 0000 0000 2020 51 refused",
        "iban de02120300000000202051 refused",
        "card 4111 1111 1111 1111",
    ],
)
def test_personal_values_are_dropped_from_a_text(text: str) -> None:
    cleaned = clean_text(text)
    assert "[dropped]" in cleaned
    assert not any(part in cleaned for part in ("anna", "0202051", "2020 51", "1111"))


@pytest.mark.parametrize(
    "text",
    [
        "GET /order/Ng:1vy4Yq:aYx21t5SFwLud4dQdEWPIhV4KvpzucIgtS1hCwxJRWM/cancel/",
        "GET /withdraw/?order=Ng%3A1vy4Yq%3AaYx21t5SFwLud4dQdEWPIhV4KvpzucIgtS1hCwxJRWM",
        "GET /withdraw/?order=Ng:1vy4Yq:aYx21t5SFwLud4dQdEWPIhV4KvpzucIgtS1hCwxJRWM",
        "GET /thanks/0b0d4ce2-29f3-4b3c-9a55-6d2f0f0f2a11/RE-2026-000001/",
        "GET /withdraw/0b0d4ce2-29f3-4b3c-9a55-6d2f0f0f2a11/",
        "POST /pay/test/0b0d4ce2-29f3-4b3c-9a55-6d2f0f0f2a11/",
        "GET /c/0b0d4ce2-29f3-4b3c-9a55-6d2f0f0f2a11/",
        "GET /reset/eyJhIjoxfQ:aYx21t5SFwLud4dQdEWPIhV4KvpzucIgtS1hCwxJRWM/",
    ],
)
def test_keys_of_links_are_dropped_from_a_text(text: str) -> None:
    cleaned = clean_text(text)
    assert "[dropped]" in cleaned
    assert not any(part in cleaned for part in ("aYx21t5", "0b0d4ce2"))


@pytest.mark.parametrize(
    "text",
    [
        "order 1042 of member:1042 paid",
        "hash ab12cd34ef56ab12cd34ef56ab12cd34 kept",
        "run:17 2026-03 12.345,67 €",
        "path member:1042:payable",
    ],
)
def test_what_operators_need_stays(text: str) -> None:
    assert clean_text(text) == text


def test_secrets_are_known_by_their_names_at_any_depth() -> None:
    event = {"event": "x", "request": {"Authorization": "Bearer abc", "path": "/p/a"}, "amount": 5}
    assert drop_personal_values(None, "", event) == {
        "event": "x",
        "request": {"Authorization": "[dropped]", "path": "/p/a"},
        "amount": 5,
    }


@pytest.fixture
def plain_logging() -> object:
    """Put the test run's logging back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.usefixtures("plain_logging")
def test_a_traceback_of_a_library_is_one_clean_json_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.config.dictConfig(logging_settings(level="INFO", style="json"))
    try:
        raise ValueError("no account for eva@example.org")
    except ValueError:
        logging.getLogger("some.library").exception("failed for %s", "eva@example.org")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    entry = json.loads(lines[0])
    assert entry["level"] == "error"
    assert entry["logger"] == "some.library"
    assert entry["event"] == "failed for [dropped]"
    assert "ValueError" in entry["exception"]
    assert "eva@" not in lines[0]


@pytest.mark.parametrize("page", ["confirm", "reset", "c"])
def test_the_secret_of_a_mails_link_is_dropped_from_the_address(page: str) -> None:
    said = clean_text(f"GET /{page}/eyJhIjoxMiwidCI6MX0:abcDEF-123_xyz/?next=/cart/")
    assert said == f"GET /{page}/[dropped]/?next=/cart/"


def test_other_addresses_stay_readable() -> None:
    for path in ("GET /reset/sent/", "GET /confirm/", "GET /products/rose-shower-gel-with-a-name/"):
        assert clean_text(path) == path
