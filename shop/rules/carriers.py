"""Who carries parcels, and where the way of one can be followed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier; `tracking` is the address of its page for one parcel, empty if it has none."""

    code: str
    name: str
    tracking: str = ""


CARRIERS: tuple[Carrier, ...] = (
    Carrier("dhl", "DHL", "https://www.dhl.de/de/privatkunden/dhl-sendungsverfolgung.html?piececode="),
    Carrier("dpd", "DPD", "https://tracking.dpd.de/status/de_DE/parcel/"),
    Carrier("gls", "GLS", "https://gls-group.com/DE/de/paketverfolgung/?match="),
    Carrier("hermes", "Hermes", "https://www.myhermes.de/empfangen/sendungsverfolgung/?trackingnumber="),
    Carrier("post_at", "Österreichische Post", "https://www.post.at/sv/sendungsdetails?snr="),
    Carrier("ups", "UPS", "https://www.ups.com/track?tracknum="),
)  # fmt: skip
_BY_CODE = {carrier.code: carrier for carrier in CARRIERS}


def carrier_name(code: str) -> str:
    """Return what people call the carrier; one we do not know goes by what was written."""
    return _BY_CODE[code].name if code in _BY_CODE else code


def tracking_url(code: str, number: str) -> str:
    """Return where the parcel can be followed, or nothing."""
    page = _BY_CODE[code].tracking if code in _BY_CODE else ""
    plain = "".join(sign for sign in number if sign.isascii() and sign.isalnum())
    return page + plain if page and plain else ""
