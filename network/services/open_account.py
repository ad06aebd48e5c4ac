"""Open a login: the part that customer, member and staff registration share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import encryption
from core.errors import Invalid, Refused
from network.facts import NewPerson
from network.models import Account
from network.passwords import check_password_rules
from network.rules.identity import NAME_LENGTH, likeness_text, normalised_email, tidy_name
from network.services.index_names import index_names

EMAIL_LENGTH = 254
COUNTRY = re.compile(r"[A-Z]{2}")


class BadEmail(Invalid):
    """The text cannot be an e-mail address."""

    code = "network.bad_email"


class BadName(Invalid):
    """There is no readable name, or far too much of it."""

    code = "network.bad_name"


class BadCountry(Invalid):
    """Countries are two capital letters."""

    code = "network.bad_country"


class UnknownLanguage(Invalid):
    """The house does not speak this language."""

    code = "network.unknown_language"


class CannotOpenAccount(Refused):
    """No account with these data. Does not say whether, or to whom, the address belongs."""

    code = "network.cannot_open_account"


@dataclass(frozen=True, slots=True)
class ReadyPerson:
    """A checked person with the password hashed: what takes long is done before any lock."""

    email: str = field(repr=False)
    name: str = field(repr=False)
    password_hash: str = field(repr=False)
    language: str
    country: str
    email_is_confirmed: bool


def ready_person(person: NewPerson) -> ReadyPerson:
    """Check and tidy what was entered; nothing is read or written.

    Raises: BadEmail; BadName; BadCountry; UnknownLanguage; WeakPassword.
    """
    email, name = checked_email(person.email), checked_name(person.name)
    country = checked_country(person.country)
    language = checked_language(person.language)
    if person.password is not None:
        check_password_rules(person.password, email=email, name=name)
    return ReadyPerson(
        email,
        name,
        make_password(person.password),
        language,
        country,
        person.email_is_confirmed,
    )


def checked_email(text: str) -> str:
    """Return the normalised address.

    Raises: BadEmail.
    """
    email = normalised_email(text)
    try:
        validate_email(email)
    except ValidationError:
        email = ""
    if not email or len(email) > EMAIL_LENGTH:
        raise BadEmail(_("This is no e-mail address. Write one like name@example.org."))
    return email


def checked_name(text: str) -> str:
    """Return the name with single spaces.

    Raises: BadName.
    """
    name = tidy_name(text)
    if not any(map(str.isalnum, name)):
        raise BadName(_("The name is missing. Write it as it should stand on papers."))
    if len(name) > NAME_LENGTH:
        raise BadName(
            _("The name is too long. Use at most %(most)d characters.") % {"most": NAME_LENGTH}
        )
    return name


def checked_country(text: str) -> str:
    """Return the country code.

    Raises: BadCountry.
    """
    country = text.strip().upper()
    if not COUNTRY.fullmatch(country):
        raise BadCountry(_("This is no country code. Use two letters, like DE."))
    return country


def checked_language(text: str) -> str:
    """Return the language's code.

    Raises: UnknownLanguage.
    """
    if text not in dict(settings.LANGUAGES):
        raise UnknownLanguage(
            _("We do not speak “%(given)s” yet. Choose another language.") % {"given": text[:20]}
        )
    return text


def likeness_of(name: str, born_on: date) -> str:
    """Return the digest by which two accounts of one person are noticed."""
    return encryption.blind_index(f"likeness:{likeness_text(name, born_on)}")


def open_account(
    *, person: ReadyPerson, audience: str, at: datetime, born_on: date | None = None
) -> Account:
    """Store a person as an account, every personal field sealed with the person's new key.

    Raises: CannotOpenAccount — the address has an account already.
    """
    person_id = encryption.new_person()
    likeness = likeness_of(person.name, born_on) if born_on else ""
    texts = [person.email, person.name, born_on.isoformat() if born_on else ""]
    email, name, birthday = encryption.seal_many([(person_id, text) for text in texts])
    account = Account(
        password=person.password_hash,
        email_digest=encryption.blind_index(person.email),
        email_sealed=email,
        name_sealed=name,
        born_on_sealed=birthday if born_on else None,
        person_id=person_id,
        audience_id=audience,
        language=person.language,
        country=person.country,
        opened_at=at,
        email_confirmed_at=at if person.email_is_confirmed else None,
        likeness=likeness,
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise CannotOpenAccount(
            _(
                "We cannot open an account with this e-mail address. If you already have one,"
                " sign in or ask for a new password; otherwise use another address."
            )
        ) from None
    index_names([(person_id, person.name)])
    return account
