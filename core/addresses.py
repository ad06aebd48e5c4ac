"""A postal address, and what each country's post insists on: rules as data.

The value is the same for parcels, papers and the address book. `checked_address` tidies and
refuses; `address_lines` writes the lines of a label in the country's own order.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid

MAX_LENGTH = 120
FEWEST_PHONE_DIGITS, MOST_PHONE_DIGITS = 5, 15

COUNTRY_NAMES: dict[str, str | Promise] = {
    "AT": _("Austria"),
    "BE": _("Belgium"),
    "CH": _("Switzerland"),
    "DE": _("Germany"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "IT": _("Italy"),
    "LI": _("Liechtenstein"),
    "LU": _("Luxembourg"),
    "NL": _("Netherlands"),
    "PL": _("Poland"),
    "US": _("United States"),
}
_LABELS: dict[str, str | Promise] = {
    "name": _("first and last name"),
    "company": _("company"),
    "street": _("street and number"),
    "extra": _("address line 2"),
    "postcode": _("postcode"),
    "town": _("town"),
    "phone": _("phone"),
}


class BadAddress(Invalid):
    """A field is missing or cannot be right; `facts["field"]` names the field."""

    code = "core.bad_address"


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives or works; what is optional is an empty text, never None.

    Nothing of it appears in `repr`, so that a log or a traceback does not tell it.
    """

    name: str = field(repr=False)
    street: str = field(repr=False)
    postcode: str = field(repr=False)
    town: str = field(repr=False)
    country: str
    company: str = field(default="", repr=False)
    extra: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CountryRules:
    """What a country's post insists on. `postcode` is a pattern for the tidied, upper-case code."""

    country: str
    postcode: str
    example: str
    calling_code: str = ""
    post_box: str = r"P\.? ?O\.? ?BOX"
    town_line: str = "{postcode} {town}"


_GERMAN_BOX = r"POSTFACH|P\.? ?O\.? ?BOX"
_FRENCH_BOX = r"BO[IÎ]TE POSTALE|B\.? ?P\.? ?\d|P\.? ?O\.? ?BOX"
RULES: dict[str, CountryRules] = {
    rules.country: rules
    for rules in (
        CountryRules("AT", r"[1-9]\d{3}", "1010", "+43", _GERMAN_BOX),
        CountryRules("BE", r"[1-9]\d{3}", "1000", "+32", rf"POSTBUS|{_FRENCH_BOX}"),
        CountryRules("CH", r"[1-9]\d{3}", "8001", "+41", rf"{_GERMAN_BOX}|CASE POSTALE"),
        CountryRules("DE", r"\d{5}", "79098", "+49", _GERMAN_BOX),
        CountryRules("FR", r"\d{5}", "75001", "+33", _FRENCH_BOX),
        CountryRules(
            "GB",
            r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}",
            "SW1A 1AA",
            "+44",
            town_line="{town}\n{postcode}",
        ),
        CountryRules("IT", r"\d{5}", "00118", "+39", r"CASELLA POSTALE|P\.? ?O\.? ?BOX"),
        CountryRules("LI", r"94\d{2}", "9490", "+423", _GERMAN_BOX),
        CountryRules("LU", r"\d{4}", "1009", "+352", _FRENCH_BOX),
        CountryRules("NL", r"[1-9]\d{3} [A-Z]{2}", "1011 AB", "+31", r"POSTBUS|P\.? ?O\.? ?BOX"),
        CountryRules("PL", r"\d{2}-\d{3}", "00-001", "+48", r"SKR\w*\.? POCZT"),
        CountryRules("US", r"\d{5}(-\d{4})?", "10001", "+1", town_line="{town} {postcode}"),
    )
}

_GAPS = {"GB": (-3, " "), "NL": (4, " "), "PL": (2, "-")}


def country_name(code: str) -> str:
    """Return a country's name in the language that is active now; an unknown code as it is."""
    return str(COUNTRY_NAMES.get(code, code))


def rules_of(country: str) -> CountryRules:
    """Return a country's rules; one we know nothing of accepts any plausible postcode."""
    return RULES.get(country) or CountryRules(country, r"[A-Z0-9][A-Z0-9 -]{1,9}", "")


def checked_address(address: Address, *, for_parcels: bool = False) -> Address:
    """Return the address tidied as its country writes it.

    Raises: BadAddress — a field is missing, too long or cannot be right. A parcel cannot be
    brought to a post box, so `for_parcels` refuses one.
    """
    tidied = replace(address, **{key: _one_line(text) for key, text in asdict(address).items()})
    for name in _LABELS:
        _check_text(name, getattr(tidied, name))
    country = tidied.country.upper()
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise BadAddress(_("Choose the country."), field="country")
    rules = rules_of(country)
    done = replace(
        tidied,
        country=country,
        postcode=_checked_postcode(tidied.postcode, rules),
        phone=checked_phone(tidied.phone),
    )
    if for_parcels and is_post_box(done):
        raise BadAddress(
            _("A parcel cannot be brought to a post box. Enter street and number."),
            field="street",
        )
    return done


def checked_phone(text: str) -> str:
    """Return a phone number as it was written; none is fine.

    Raises: BadAddress.
    """
    text = _one_line(text)
    digits = re.sub(r"\D", "", text)
    is_written_right = re.fullmatch(r"\+?[\d ()/.-]*", text)
    if text and not (is_written_right and FEWEST_PHONE_DIGITS <= len(digits) <= MOST_PHONE_DIGITS):
        raise BadAddress(
            _("This phone number cannot be right. Write it like +49 761 123456."), field="phone"
        )
    return text


def is_post_box(address: Address) -> bool:
    """Tell whether letters are kept at a post office instead of being brought."""
    box = re.compile(rf"\b(?:{rules_of(address.country).post_box})")
    return any(box.search(line.upper()) for line in (address.street, address.extra))


def address_lines(address: Address, *, home: str = "") -> tuple[str, ...]:
    """Return the lines of a label; the country is named unless it is the sender's own."""
    town = rules_of(address.country).town_line.format(postcode=address.postcode, town=address.town)
    lines = [address.company, address.name, address.extra, address.street, *town.split("\n")]
    if address.country != home:
        lines.append(country_name(address.country))
    return tuple(line for line in lines if line.strip())


def _one_line(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if unicodedata.category(sign)[0] == "Z" else sign for sign in composed)
    return " ".join(spaced.split())


def _check_text(name: str, text: str) -> None:
    is_needed = name in {"name", "street", "postcode", "town"}
    if (is_needed and not text) or len(text) > MAX_LENGTH or not text.isprintable():
        hint = _("Please fill in “%(field)s” in one line of at most %(most)d characters.")
        raise BadAddress(hint % {"field": _LABELS[name], "most": MAX_LENGTH}, field=name)


def _checked_postcode(text: str, rules: CountryRules) -> str:
    code = _as_posted(text.upper(), rules.country)
    if re.fullmatch(rules.postcode, code):
        return code
    if not rules.example:
        raise BadAddress(_("This postcode cannot be right."), field="postcode")
    raise BadAddress(
        _("This is no postcode of %(country)s. Write it like %(example)s.")
        % {
            "country": COUNTRY_NAMES.get(rules.country, rules.country),
            "example": rules.example,
        },
        field="postcode",
    )


def _as_posted(code: str, country: str) -> str:
    """Put the gap where the country has it: people write SW1A1AA, 1011ab, 00001 and D-79098."""
    packed = code.replace(" ", "")
    if country in _GAPS:
        place, sign = _GAPS[country]
        packed = packed.replace("-", "")
        return f"{packed[:place]}{sign}{packed[place:]}"
    return re.sub(r"^[A-Z]{1,2}-?(?=\d)", "", packed) if country in RULES else code
