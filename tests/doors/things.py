"""What addresses are about: for each kind one thing that exists, and whose it is.

A maker gets the settled month and returns the thing. It runs once, before any door is tried.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.test import Client
from PIL import Image

import commissions.public as commissions
import finance.public as finance
import network.public as network
import shop.public as shop
from commissions.shipped_plans import shipped_plan
from config.demo.load_texts import load_texts
from core import encryption
from core.addresses import Address
from core.logo import save_logo
from core.paging import PageRequest
from desk.public import DOCUMENT, Attachment, NewMail, mails_page, queue_mail, tasks_of
from tests import scenes
from tests.bank import received, statement
from tests.doors.placing import person_wish, place_move, waiting_partner
from tests.doors.undone import UNDONE

ALL = frozenset({"everybody"})


@dataclass(frozen=True, slots=True)
class Thing:
    """The parts of an address, and the visitors who own what it names."""

    parts: dict[str, object]
    owners: frozenset[str] = ALL


def _payment(month: scenes.SettledMonth) -> Thing:
    return Thing({"token": month.paid.payment_token})


def _cart_line(_month: scenes.SettledMonth) -> Thing:
    """Let a guest put something into a cart; nobody else can see it."""
    guest = Client()
    guest.post("/products/oat-soap/add/", {"sku": "QM-1005", "quantity": 1})
    line = guest.get("/cart/").context["cart"].lines[0]
    return Thing({"line_id": line.line_id}, frozenset())


def _task(month: scenes.SettledMonth) -> Thing:
    tasks = tasks_of(month.anna.actor, month.anna.member_id or 0, PageRequest())
    return Thing({"task_id": tasks.items[0].task_id}, frozenset({"upline"}))


def _payout(month: scenes.SettledMonth) -> Thing:
    scenes.bank_account(month.anna, scenes.LATER)
    day = scenes.LATER.date()
    scenes.credit_note(month.anna, scenes.LATER)
    batch = finance.prepare_payout(pay_on=day, actor=scenes.SYSTEM, at=scenes.LATER)
    return Thing({"batch_id": batch.id})


def _calculation(_month: scenes.SettledMonth) -> Thing:
    """Ask for the draft of April, which no worker makes."""
    wish = {"plan_code": "quellmoos", "period_key": "2026-04", "language": "de"}
    asked = commissions.ask_draft(**wish, actor=scenes.SYSTEM, at=scenes.LATER)
    return Thing({"calculation_id": asked})


def _trial(_month: scenes.SettledMonth) -> Thing:
    signed = shipped_plan("quellmoos", "2026-01-01")
    wish = commissions.NewTrial(signed.document, signed.examples, "quellmoos", 3)
    asked = commissions.ask_trial(wish=wish, actor=scenes.SYSTEM, language="de", at=scenes.LATER)
    return Thing({"calculation_id": asked})


def _bank_entry(_month: scenes.SettledMonth) -> Thing:
    """Let a customer's transfer stand on the bank's statement."""
    content = statement(received("12.34", "without a number"))
    finance.import_bank_statement(content=content, actor=scenes.SYSTEM, at=scenes.LATER)
    rows = finance.bank_entries(scenes.SYSTEM, state="waiting").items
    return Thing({"entry_id": rows[0].id})


def _bank_file(month: scenes.SettledMonth) -> Thing:
    _bank_entry(month)
    return Thing({"file_id": finance.bank_files(scenes.SYSTEM).items[0].id})


def _rate(_month: scenes.SettledMonth) -> Thing:
    quote = finance.Quote("EUR", "CHF", scenes.LATER.date(), 934_500)
    rate = finance.record_rate(
        source="EZB-Referenzkurs", quote=quote, actor=scenes.SYSTEM, at=scenes.LATER
    )
    return Thing({"rate_id": rate})


def _transaction(month: scenes.SettledMonth) -> Thing:
    rows = finance.ledger_transactions(scenes.SYSTEM, f"run:{month.run_id}").items
    return Thing({"transaction_id": rows[0].id})


def _credit_note(month: scenes.SettledMonth) -> str:
    return scenes.credit_note(month.anna, scenes.LATER)


def _declaration(month: scenes.SettledMonth) -> Thing:
    """Let Cara declare how she is taxed; nobody has decided about it."""
    home = Address("Cara Lindner", "Lindenweg 3", "79098", "Freiburg", "DE")
    declared = network.declare_tax_status(
        member_id=month.cara.member_id or 0,
        declaration=network.NewTaxDeclaration(
            "small_business", scenes.LATER.date(), network.TaxFacts(home, "06/123/45678")
        ),
        actor=month.cara.actor,
        at=scenes.LATER,
    )
    return Thing({"declaration_id": declared})


def _hold(month: scenes.SettledMonth) -> Thing:
    held = finance.place_hold(
        payee=finance.payee_of_member(month.cara.member_id or 0),
        reason="dispute",
        note="to be cleared",
        actor=scenes.SYSTEM,
        at=scenes.LATER,
    )
    return Thing({"hold_id": held})


def _order(month: scenes.SettledMonth) -> Thing:
    return Thing({"number": month.paid.number}, frozenset({"customer"}))


def _invoice(month: scenes.SettledMonth) -> Thing:
    return Thing({"number": scenes.invoice(month.paid)}, frozenset({"customer"}))


def _guests_invoice(month: scenes.SettledMonth) -> Thing:
    number = scenes.invoice(month.paid)
    return Thing({"token": month.paid.payment_token, "number": number})


def _logo(_month: scenes.SettledMonth) -> Thing:
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "green").save(picture, "PNG")
    save_logo(actor=scenes.SYSTEM, upload=picture.getvalue(), at=scenes.LATER)
    return Thing({})


def _picture(_month: scenes.SettledMonth) -> Thing:
    upload = io.BytesIO()
    Image.new("RGB", (300, 300), "green").save(upload, "PNG")
    picture = shop.NewPicture(upload.getvalue(), (("de", "Ein Tiegel"),))
    digest = shop.add_picture(
        actor=scenes.SYSTEM, slug="oat-soap", picture=picture, at=scenes.LATER
    )
    return Thing({"digest": digest, "size": 480})


def _any_picture(month: scenes.SettledMonth) -> Thing:
    return Thing({"slug": "oat-soap", "digest": _picture(month).parts["digest"]})


def _text(_month: scenes.SettledMonth) -> Thing:
    load_texts(actor=scenes.SYSTEM, from_day=scenes.FOUNDED.date(), at=scenes.LATER)
    return Thing({"kind": "imprint"})


def _mail(_month: scenes.SettledMonth) -> Thing:
    mails = mails_page(actor=scenes.SYSTEM, page=PageRequest(size=200)).items
    mail = next(mail for mail in mails if mail.kind == "order_confirmation")
    return Thing({"mail_id": mail.mail_id})


def _mails_file(month: scenes.SettledMonth) -> Thing:
    invoice = Attachment("invoice.pdf", DOCUMENT, scenes.invoice(month.paid))
    mail = NewMail(
        kind="parcel",
        subject_ref="test:1",
        person_id=encryption.new_person(),
        to="bea@example.org",
        name="Bea Kundin",
        language="de",
        subject="Ihre Rechnung",
        text="Guten Tag",
        html="<p>Guten Tag</p>",
        attachments=(invoice,),
    )
    return Thing({"mail_id": queue_mail(mail=mail, at=scenes.LATER), "place": 0})


def _transfer(_month: scenes.SettledMonth) -> Thing:
    came = shop.NewTransfer("T-1", scenes.LATER.date(), 100, "EUR", "B", "no number")
    found = shop.record_incoming(actor=scenes.SYSTEM, transfer=came, at=scenes.LATER)
    return Thing({"incoming_id": found.incoming_id})


def _prepared(month: scenes.SettledMonth) -> shop.PreparedRow:
    """Let Anna prepare a cart for a guest."""
    wish = shop.NewPreparedCart(
        "quellmoos-de", "de", (("QM-1005", 1),), name="Bea", email="bea@example.org"
    )
    shop.prepare_cart(actor=month.anna.actor, wish=wish, at=scenes.LATER)
    member_id = month.anna.member_id or 0
    return shop.prepared_carts(
        actor=month.anna.actor, member_id=member_id, page=PageRequest(), at=scenes.LATER
    ).items[0]


def _prepared_cart(month: scenes.SettledMonth) -> Thing:
    return Thing({"prepared_id": _prepared(month).prepared_id}, frozenset({"upline"}))


def _planned(month: scenes.SettledMonth) -> int:
    """Let Anna plan a party."""
    wish = shop.NewParty(
        "quellmoos-de", "de", scenes.LATER, "Moosweg 1", name="Bea", email="bea@example.org"
    )
    return shop.plan_party(actor=month.anna.actor, wish=wish, at=scenes.LATER)


def _party(month: scenes.SettledMonth) -> Thing:
    return Thing({"number": _planned(month)}, frozenset({"upline"}))


def _party_link(month: scenes.SettledMonth) -> Thing:
    number = _planned(month)
    found = shop.party_view(actor=month.anna.actor, number=number, at=scenes.LATER)
    return Thing({"code": found.card.code})


def _prepared_link(month: scenes.SettledMonth) -> Thing:
    return Thing({"token": _prepared(month).token})


def _token(month: scenes.SettledMonth) -> Thing:
    """A link of a mail that leads nowhere any more."""
    return Thing({"token": network.reset_token(month.cara.account_id, scenes.LATER)})


def _address(month: scenes.SettledMonth) -> Thing:
    address_id = network.add_address(
        account_id=month.carl.account_id,
        address=Address("Carl Kunde", "Lindenweg 3", "79098", "Freiburg", "DE"),
        actor=month.carl.actor,
        at=scenes.LATER,
    )
    return Thing({"address_id": address_id}, frozenset({"customer"}))


def _session(month: scenes.SettledMonth) -> Thing:
    """Cara is signed in somewhere; nobody of the visitors is Cara."""
    Client().post("/sign-in/", {"email": month.cara.email, "password": scenes.PASSWORD})
    (session,) = network.own_sessions(
        actor=month.cara.actor,
        account_id=month.cara.account_id,
        this_key=None,
        at=scenes.LATER,
    )
    return Thing({"mark": session.mark}, frozenset())


def _application(month: scenes.SettledMonth) -> Thing:
    """Somebody applied who has not confirmed the address yet."""
    person = replace(scenes.person("emil@example.org", "Emil Neu"), email_is_confirmed=False)
    done = network.register_member(
        person=person,
        sponsor_code="anna",
        born_on=scenes.ADULT,
        agreement_version=scenes.AGREEMENT,
        at=scenes.LATER,
    )
    return Thing({"member_id": done.member_id})


def _move(month: scenes.SettledMonth) -> Thing:
    asker = scenes.staff("support", scenes.FOUNDED, email="asks@example.org")
    request_id = network.request_sponsor_change(
        member_id=month.cara.member_id or 0,
        sponsor_code="anna",
        valid_from=scenes.LATER.date(),
        reason="agreed",
        actor=asker.actor,
        at=scenes.LATER,
    )
    return Thing({"request_id": request_id})


def _award(month: scenes.SettledMonth) -> Thing:
    """Let somebody ask for a rank of Cara."""
    asker = scenes.staff("finance", scenes.FOUNDED, email="asks.rank@example.org")
    award_id = commissions.request_award(
        member_id=month.cara.member_id or 0,
        award=commissions.NewAward("quellmoos", "teamleitung", scenes.LATER.date()),
        reason="agreed",
        actor=asker.actor,
        at=scenes.LATER,
    )
    return Thing({"award_id": award_id})


def _inquiry(month: scenes.SettledMonth) -> int:
    """Let Anna ask about her first line."""
    return commissions.ask_about_line(
        run_id=month.run_id,
        line_no=1,
        question="Why so little?",
        actor=month.anna.actor,
        at=scenes.LATER,
    )


def _made_by(
    make: Callable[[scenes.SettledMonth], dict[str, object]],
) -> Callable[[scenes.SettledMonth], Thing]:
    return lambda month: Thing(make(month))


THINGS: dict[str, Callable[[scenes.SettledMonth], Thing]] = {
    "product": lambda _month: Thing({"slug": "rose-shower-gel"}),
    "code": lambda _month: Thing({"code": "anna"}),
    "any_product": lambda _month: Thing({"slug": "birch-tonic"}),
    "any_category": lambda _month: Thing({"slug": "lips"}),
    "any_manufacturer": lambda _month: Thing({"slug": "quellmoos"}),
    "any_item": lambda _month: Thing({"sku": "QM-1003"}),
    "any_picture": _any_picture,
    "category": lambda _month: Thing({"slug": "face"}),
    "picture": _picture,
    "logo": _logo,
    "text": _text,
    "text_version": lambda _month: Thing({"kind": "withdrawal", "version": "2026-01"}),
    "content_page": lambda _month: Thing({"slug": "ingredients"}),
    "staff_text": lambda _month: Thing({"kind": "terms", "language": "de"}),
    "cart_line": _cart_line,
    "payment": _payment,
    "order": _order,
    "any_order": lambda month: Thing({"number": month.paid.number}),
    "run": lambda month: Thing({"run_id": month.run_id}),
    "any_period": lambda month: Thing({"plan_code": "quellmoos", "period_key": "2026-03"}),
    "inquiry": lambda month: Thing({"inquiry_id": _inquiry(month)}, frozenset({"upline"})),
    "staffs_inquiry": lambda month: Thing({"inquiry_id": _inquiry(month)}, frozenset()),
    "any_statement": lambda month: Thing(
        {"run_id": month.run_id, "member_id": month.anna.member_id}
    ),
    "any_plan_version": lambda _month: Thing({"plan_code": "quellmoos", "version": 1}),
    "any_calculation": _calculation,
    "any_trial": _trial,
    "any_run": lambda month: Thing({"run_id": month.run_id}),
    "earning": lambda month: Thing({"run_id": month.run_id, "line_no": 1}, frozenset({"upline"})),
    "statement": lambda month: Thing({"run_id": month.run_id}, frozenset({"upline", "partner"})),
    "task": _task,
    "any_member": lambda month: Thing({"member_id": month.cara.member_id}),
    "any_move": _move,
    "any_award": _award,
    "any_plan_proposal": lambda _month: Thing({"proposal_id": scenes.plan_proposal()}),
    "waiting_partner": lambda month: Thing(waiting_partner(month), frozenset({"upline"})),
    "any_place_move": _made_by(place_move),
    "any_person_wish": _made_by(person_wish),
    "any_waiting_partner": _made_by(waiting_partner),
    "any_account": lambda month: Thing({"account_id": month.carl.account_id}),
    "line_member": lambda month: Thing(
        {"member_id": month.cara.member_id}, frozenset({"partner", "upline"})
    ),
    "qr_kind": lambda _month: Thing({"kind": "svg"}),
    "any_payout": _payout,
    "any_rate": _rate,
    "any_bank_entry": _bank_entry,
    "any_bank_file": _bank_file,
    "any_transaction": _transaction,
    "any_account_class": lambda _month: Thing({"name": "member:*:pending"}),
    "any_ledger_account": lambda month: Thing({"path": f"member:{month.anna.member_id}:pending"}),
    "any_run_lines": lambda month: Thing(
        {"run_id": month.run_id, "member_id": month.anna.member_id}
    ),
    "credit_note": lambda month: Thing({"number": _credit_note(month)}, frozenset({"upline"})),
    "any_credit_note": lambda month: Thing({"number": _credit_note(month)}),
    "any_declaration": _declaration,
    "any_hold": _hold,
    "any_mail": _mail,
    "any_mails_file": _mails_file,
    "any_transfer": _transfer,
    **{name: _made_by(make) for name, make in UNDONE.items()},
    "party": _party,
    "party_link": _party_link,
    "prepared_cart": _prepared_cart,
    "prepared_link": _prepared_link,
    "invoice": _invoice,
    "guests_invoice": _guests_invoice,
    "token": _token,
    "address": _address,
    "session": _session,
    "application": _application,
}
