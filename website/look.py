"""Looks at the built site in Chromium, as wide as a desk and as narrow as a phone: `python website/look.py [FOLDER]`.

Needs `pip install playwright` and a Chromium or Chrome on PATH, which no package brings, so CI does not run it. Ends
with 1 if a page is wider than its window, has an error in its console or fetches anything from elsewhere. With a
folder, screenshots of some pages are written there.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Request, sync_playwright

SITE = Path(__file__).resolve().parents[1] / "build" / "docs" / "site"
WINDOWS = {"desk": (1280, 900), "phone": (390, 844)}
SHOWN = (
    "api/functions",
    "",
    "getting-started",
    "rules",
    "rules/total-mismatch",
    "rules/off-scale-points",
    "configuration",
    "configuration-reference",
    "api/tree",
    "comparison",
    "output",
    "performance",
    "stability",
)
"""Pages of each kind."""


def main() -> int:
    """Look at every page; the exit status is 1 if one is not as it should be."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("website: there is no Chromium on PATH", file=sys.stderr)
        return 2
    with served(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        wrong = [line for window in WINDOWS for line in looked_at(browser, window, address, folder)]
    for line in wrong:
        print(f"website: {line}", file=sys.stderr)
    return 1 if wrong else 0


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called there
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of *folder* as a site on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def looked_at(browser: Browser, window: str, address: str, folder: Path | None) -> Iterator[str]:
    """What is wrong with the pages of the site at *address* in a window of this kind."""
    width, height = WINDOWS[window]
    page = browser.new_page(viewport={"width": width, "height": height}, is_mobile=window == "phone")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def fetched(request: Request) -> None:
        if request.url.startswith(("http:", "https:")) and not request.url.startswith(address):
            said.append(f"fetches {request.url}")

    page.on("request", fetched)
    for file in sorted(SITE.rglob("*.html")):
        page.goto(address + file.relative_to(SITE).as_posix().removesuffix("index.html"), wait_until="load")
        name = file.relative_to(SITE).parent.as_posix().removeprefix(".")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{window}: {name or 'index'}: {wide} pixels wide in a window of {width}"
        yield from (f"{window}: {name or 'index'}: {line}" for line in said)
        said.clear()
        if folder is not None and name in SHOWN and file.name == "index.html":
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name.replace('/', '-') or 'index'}-{window}.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
