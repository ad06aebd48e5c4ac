"""A paper is drawn from what was kept at its issue: always the same bytes, words never markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core.company import company as current_company
from core.company import save_company
from core.errors import InvariantBroken
from core.policy import ANONYMOUS, Actor
from core.typesetting import Paper, typeset
from finance.document_facts import Party
from finance.models import DocumentRender, Letterhead
from finance.papers import drawing
from finance.public import document_pdf
from finance.selectors.documents import DocumentNotFound
from tests.db.finance.books import SYSTEM
from tests.db.finance.paperwork import AT, CREAM, correction, invoice, issued

HOSTILE = Party("#pagebreak() #panic()", "*Weg* $x$ 1", "79098", "<b>Ort</b>", "DE", "\\ ] } @x")


def pdf(number: str) -> bytes:
    return document_pdf(actor=SYSTEM, number=number, at=AT)


def pages(content: bytes) -> int:
    """Count the pages of a PDF by its page tree."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", content))


def test_an_invoice_and_its_correction_become_pdfs_for_archives(company: None) -> None:
    original = issued()
    for number in (original.number, issued(correction(original.number)).number):
        content = pdf(number)
        assert content.startswith(b"%PDF-1.7")
        assert b"pdfaid:part>3<" in content
        assert pages(content) == 1


def test_the_company_may_change_its_paper_stays(company: None) -> None:
    number = issued().number
    first = pdf(number)
    moved = replace(current_company(), name="Neu GmbH", street="Neuweg 1")
    save_company(actor=SYSTEM, settings=moved, at=AT)
    issued(invoice("delivery:2"))
    assert Letterhead.objects.count() == 2
    assert pdf(number) == first
    assert DocumentRender.objects.count() == 1


def test_a_paper_that_is_drawn_otherwise_is_an_alarm(
    company: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = issued().number
    pdf(number)
    edited = drawing._source("document-1.typ").replace("Vielen Dank", "Dank")
    sources = {"document-1.typ": edited, "page-1.typ": drawing._source("page-1.typ")}
    monkeypatch.setattr(drawing, "_source", lambda name: sources[name])
    with pytest.raises(InvariantBroken, match="not drawn as it was"):
        pdf(number)


def test_what_people_write_is_never_markup(company: None) -> None:
    line = replace(CREAM, name="#pagebreak() _x_ [", sku="#v(9cm)")
    hostile = invoice(recipient=HOSTILE, delivered_to=HOSTILE, lines=(line,))
    assert pages(pdf(issued(hostile).number)) == 1


@pytest.mark.parametrize("name", ["日本 太郎", "Zoë 🌿", "Жанна Ω"])
def test_any_name_can_be_invoiced(company: None, name: str) -> None:
    document = invoice(recipient=Party(name, "Weg 1", "79098", "Freiburg", "DE"))
    assert pages(pdf(issued(document).number)) == 1


def test_forty_lines_break_over_pages(company: None) -> None:
    lines = tuple(replace(CREAM, name=f"Creme {number}") for number in range(40))
    assert pages(pdf(issued(invoice(lines=lines)).number)) == 3


@pytest.mark.parametrize(
    "actor",
    [
        ANONYMOUS,
        Actor(6, frozenset(), None, "account:6"),
        Actor(7, frozenset({"marketing"}), 1, "x"),
    ],
)
def test_others_do_not_learn_that_there_is_an_invoice(company: None, actor: Actor) -> None:
    number = issued().number
    with pytest.raises(DocumentNotFound):
        document_pdf(actor=actor, number=number, at=AT)


def test_its_recipient_and_finance_get_it(company: None) -> None:
    number = issued().number
    for actor in (
        Actor(5, frozenset(), None, "account:5"),
        Actor(7, frozenset({"finance"}), None, "account:7"),
    ):
        assert document_pdf(actor=actor, number=number, at=AT).startswith(b"%PDF")


def test_a_broken_template_is_our_bug_and_tells_no_data() -> None:
    paper = Paper({"main.typ": "#panic(sys.inputs.data)"}, {"name": "Bea Kundin"}, AT)
    with pytest.raises(InvariantBroken, match="TypstError") as problem:
        typeset(paper)
    assert "Bea" not in str(problem.value)
