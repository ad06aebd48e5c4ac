"""What a company may choose of its look, and the style sheet that follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.colours import BLACK, WHITE, Colour, colour, contrast, mix, readable

# Faces that come with every system: a visitor downloads none of them.
FONTS: dict[str, str] = {
    "sans": (
        'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,'
        " sans-serif"
    ),
    "humanist": 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", sans-serif',
    "geometric": 'Avenir, Montserrat, Corbel, "URW Gothic", sans-serif',
    "rounded": 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, sans-serif',
    "classical": 'Optima, Candara, "Noto Sans", sans-serif',
    "oldstyle": (
        'ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, serif'
    ),
    "transitional": 'Charter, "Bitstream Charter", "Sitka Text", Cambria, serif',
}
CORNERS: dict[str, str] = {"square": "0.125rem", "soft": "0.625rem", "round": "1.125rem"}


@dataclass(frozen=True, slots=True)
class Ground:
    """The neutral colours everything stands on, in one scheme."""

    paper: str
    surface: str
    sunken: str
    ink: str
    ink_soft: str
    line: str
    line_strong: str


GROUNDS: dict[str, dict[str, Ground]] = {
    "warm": {
        "light": Ground(
            "#faf7f0", "#fffefb", "#f2ede1", "#20261d", "#545d4d", "#ddd6c5", "#86887a"
        ),
        "dark": Ground("#161a14", "#1f241c", "#11150f", "#ecebe2", "#b4b9a9", "#363d31", "#7f8775"),
    },
    "neutral": {
        "light": Ground(
            "#f8f8f7", "#ffffff", "#efefed", "#1d1f20", "#565a5c", "#dcdcd9", "#83878a"
        ),
        "dark": Ground("#17181a", "#202225", "#111214", "#ececea", "#b3b6b9", "#383b3f", "#80858a"),
    },
    "cool": {
        "light": Ground(
            "#f5f8fa", "#ffffff", "#e9eff3", "#1a2228", "#515c65", "#d3dde4", "#7d8992"
        ),
        "dark": Ground("#12181c", "#1a2227", "#0d1215", "#e8edf0", "#adb8bf", "#2f3a41", "#78868f"),
    },
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a company chose; the defaults are the house's own look."""

    brand_light: str = "#43583a"
    brand_dark: str = "#a9c190"
    accent_light: str = "#b07a1e"
    accent_dark: str = "#d9a84e"
    ground: str = "warm"
    heading_font: str = "oldstyle"
    body_font: str = "sans"
    corners: str = "soft"

    @property
    def is_default(self) -> bool:
        """Tell whether the style sheet alone already looks like this."""
        return self == Look()


@lru_cache(maxsize=16)
def stylesheet(look: Look) -> str:
    """Return the values a theme replaces, for light and dark."""
    shared = {
        "sans": FONTS[look.body_font],
        "serif": FONTS[look.heading_font],
        "radius": CORNERS[look.corners],
    }
    light = _scheme(GROUNDS[look.ground]["light"], look.brand_light, look.accent_light, BLACK)
    dark = _scheme(GROUNDS[look.ground]["dark"], look.brand_dark, look.accent_dark, WHITE)
    return (
        f":root{{{_declarations({**shared, **light})}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_declarations(dark)}}}}}\n"
    )


@lru_cache(maxsize=16)
def look_digest(look: Look) -> str:
    """Return a short text that changes with the style sheet; it is part of its address."""
    return hashlib.sha256(stylesheet(look).encode()).hexdigest()[:12]


def _scheme(ground: Ground, brand: str, accent: str, deeper: Colour) -> dict[str, str]:
    paper, surface = colour(ground.paper), colour(ground.surface)
    main, second = colour(brand), colour(accent)
    on_brand = max((paper, colour(ground.ink), WHITE, BLACK), key=lambda c: contrast(c, main))
    soft, accent_soft = mix(main, surface, 14), mix(second, surface, 16)
    grounds = (paper, surface, colour(ground.sunken), soft)
    neutral = {name.replace("_", "-"): getattr(ground, name) for name in Ground.__slots__}
    return {
        **neutral,
        "brand": str(main),
        "brand-strong": str(mix(main, deeper, 82)),
        "on-brand": str(on_brand),
        "brand-soft": str(soft),
        "brand-ink": str(readable(main, grounds)),
        "accent": str(second),
        "accent-soft": str(accent_soft),
        "accent-ink": str(readable(second, (accent_soft, surface))),
    }


def _declarations(values: Mapping[str, str]) -> str:
    return ";".join(f"--theme-{name}:{value}" for name, value in values.items())
