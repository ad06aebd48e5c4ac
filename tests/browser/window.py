"""A browser window with a size, a language and a theme, that can be photographed and examined."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

GRAVE = {"serious", "critical"}
# Nothing reads the pictures but people and contact sheets, and each takes a quarter of a second.
KEEPS_PICTURES = bool(os.environ.get("VINEA_EVERY_LOOK") or os.environ.get("VINEA_PICTURES"))
AXE = Axe()
EXAMINE = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


class Window:
    """One visitor: cookies stay while size, language or theme change."""

    def __init__(self, chromium: Browser, url: str, screenshots: Path) -> None:
        self.url = url
        self._screenshots = screenshots
        desktop: ViewportSize = {"width": 1280, "height": 800}
        self._context = chromium.new_context(locale="de-DE", viewport=desktop)
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains about, such as a breach of the security policy."""
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> None:
        """Open an address of the shop."""
        self.page.goto(f"{self.url}{path}", wait_until="load")

    def forget(self) -> None:
        """Become somebody who was never here."""
        self._context.clear_cookies()

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by the form."""
        self.go("/sign-in/")
        self.page.fill("#id_email", email)
        self.page.fill("#id_password", password)
        self.page.click("main form button.btn-primary")
        self.page.wait_for_load_state("load")

    def become(self, *, width: int, language: str, dark: bool = False) -> None:
        """Change size, language and theme."""
        self.resize(width, dark=dark)
        self.speak(language)

    def resize(self, width: int, *, dark: bool) -> None:
        """Change size and theme; the page that is open follows."""
        self.page.set_viewport_size({"width": width, "height": 844 if width < 600 else 800})
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def speak(self, language: str) -> None:
        """Choose the language of the pages to come."""
        self.remember("django_language", language)

    def remember(self, name: str, value: str) -> None:
        """Set a cookie."""
        cookie = {"name": name, "value": value, "url": self.url}
        self._context.add_cookies([cookie])  # type: ignore[list-item]

    def page_status(self, path: str) -> int | None:
        """Return the status of a page; None where there is none: a file, or a way elsewhere."""
        answer = self.page.request.fetch(f"{self.url}{path}", method="HEAD", max_redirects=0)
        is_html = "html" in answer.headers.get("content-type", "")
        return answer.status if is_html and answer.status not in (301, 302) else None

    def photograph(self, name: str) -> None:
        """Keep a picture of the whole page below var/screenshots, where pictures are asked for.

        VINEA_PICTURES=1 asks. Without, the page is only laid out with its fonts, as for a picture.
        """
        if not KEEPS_PICTURES:
            self.page.evaluate("document.fonts.ready.then(() => null)")
            return
        target = self._screenshots / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=target, full_page=True)

    def barriers(self) -> list[str]:
        """Return what axe finds serious or critical on the page."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.axe_script)
        found: list[dict[str, Any]] = self.page.evaluate(EXAMINE)
        return [
            f"{self.page.url} {breach['id']}: {node['html'][:160]}"
            for breach in found
            if breach["impact"] in GRAVE
            for node in breach["nodes"]
        ]

    def scrolls_sideways(self) -> bool:
        """Tell whether the page is wider than the window."""
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        )

    def close(self) -> None:
        """Close the window."""
        self._context.close()
