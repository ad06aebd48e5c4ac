"""The company's texts: found by language and country, dated, never edited."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from core import texts
from core.company import Company, save_company
from core.models import AuditEntry
from core.policy import Actor, NotAllowed
from core.texts import NewText

pytestmark = pytest.mark.django_db

OWNER = Actor(1, frozenset({"owner"}), None, "account:1")
CLERK = Actor(2, frozenset({"warehouse"}), None, "account:2")
IMPORT = Actor.system("test")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 3, 1)
JUNE = date(2026, 6, 19)


@pytest.fixture(autouse=True)
def _company() -> None:
    """Let there be a company that speaks French at home."""
    ours = Company(name="Quellmoos", currency="EUR", country="DE", language="fr")
    save_company(actor=OWNER, settings=ours, at=NOON)


def publish(kind: str, language: str, body: str, **more: object) -> texts.Text:
    wanted = {"valid_from": TODAY, "title": body.title(), **more}
    new = NewText(kind=kind, language=language, body=body, **wanted)  # type: ignore[arg-type]
    return texts.publish_text(actor=OWNER, text=new, at=NOON)


def body(kind: str, language: str, country: str = "", on: date = TODAY) -> str:
    return texts.current(kind, language=language, country=country, on=on).body.strip()


def test_a_text_is_found_in_the_best_language_there_is() -> None:
    publish("terms", "fr", "conditions")
    assert body("terms", "de") == "conditions"
    publish("terms", "en", "terms")
    assert body("terms", "de") == "terms"
    publish("terms", "de", "bedingungen")
    assert body("terms", "de") == "bedingungen"


def test_a_country_s_own_wording_comes_before_that_of_every_country() -> None:
    publish("withdrawal", "de", "überall")
    publish("withdrawal", "de", "nur hier", country="AT")
    assert body("withdrawal", "de", "AT") == "nur hier"
    assert body("withdrawal", "de", "DE") == "überall"


def test_a_new_wording_is_in_force_from_its_day_and_the_old_one_stays_readable() -> None:
    publish("terms", "de", "alt")
    publish("terms", "de", "neu", valid_from=JUNE, version="Sommer")
    assert body("terms", "de", on=date(2026, 6, 18)) == "alt"
    assert body("terms", "de", on=JUNE) == "neu"
    assert [text.version for text in texts.versions("terms", language="de")] == [
        "Sommer",
        "2026-03-01",
    ]
    old = texts.version_of("terms", language="de", version="2026-03-01")
    assert old.body == "alt\n"


def test_what_was_never_published_is_missing() -> None:
    assert texts.current_or_none("terms", language="de", on=TODAY) is None
    with pytest.raises(texts.TextMissing):
        texts.current("terms", language="de", on=TODAY)
    with pytest.raises(texts.TextMissing):
        texts.version_of("terms", language="de", version="2026-03-01")


def test_pages_of_the_company_are_listed_once_in_the_best_language() -> None:
    publish("page:origin", "en", "origin")
    publish("page:origin", "de", "herkunft")
    publish("page:care", "en", "care")
    publish("terms", "de", "bedingungen")
    listed = texts.page_titles(language="de", on=TODAY)
    assert [(page.slug, page.title) for page in listed] == [
        ("care", "Care"),
        ("origin", "Herkunft"),
    ]


def test_nobody_backdates_a_text_but_an_import() -> None:
    before = date(2026, 2, 28)
    with pytest.raises(texts.TextInThePast):
        publish("terms", "de", "zurück", valid_from=before)
    new = NewText(kind="terms", language="de", valid_from=before, title="T", body="B")
    assert texts.publish_text(actor=IMPORT, text=new, at=NOON).valid_from == before


def test_a_wording_never_begins_before_the_one_it_replaces() -> None:
    publish("terms", "de", "alt", valid_from=JUNE)
    with pytest.raises(texts.TextInThePast):
        publish("terms", "de", "neu", valid_from=TODAY)
    with pytest.raises(texts.TextVersionTaken):
        publish("terms", "de", "neu", valid_from=date(2026, 7, 1), version="2026-06-19")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "poem"},
        {"kind": "page:Not A Slug"},
        {"language": "german"},
        {"country": "de"},
        {"version": "a/b"},
        {"title": " "},
        {"body": "\n"},
    ],
)
def test_a_text_that_cannot_be_right_is_refused(wrong: dict[str, str]) -> None:
    right = {"kind": "terms", "language": "de", "title": "T", "body": "B", "valid_from": TODAY}
    with pytest.raises(texts.InvalidText):
        texts.publish_text(actor=OWNER, text=NewText(**{**right, **wrong}), at=NOON)  # type: ignore[arg-type]


def test_publishing_is_audited_and_not_for_everybody() -> None:
    publish("terms", "de", "wort")
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.subject) == ("core.edit_texts", "text:terms")
    assert entry.facts == {"country": "", "language": "de", "version": "2026-03-01"}
    new = NewText(kind="terms", language="en", valid_from=TODAY, title="T", body="B")
    with pytest.raises(NotAllowed):
        texts.publish_text(actor=CLERK, text=new, at=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_textversion SET body = 'x'",
        "DELETE FROM core_textversion",
        "TRUNCATE core_textversion",
    ],
)
def test_the_database_refuses_to_edit_a_wording(statement: str) -> None:
    publish("terms", "de", "wort")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
