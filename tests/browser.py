"""Headless Chromium, for the page that people look at: what axe-core finds, what it fetches, how it looks."""

from __future__ import annotations

import base64
import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
DRIVER = "/usr/bin/chromedriver"
SERIOUS = frozenset({"serious", "critical"})


@contextmanager
def browser(*, width: int = 1100, height: int = 900) -> Iterator[Chrome]:
    """A Chromium that is gone afterwards."""
    options = ChromeOptions()
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(switch)
    options.add_argument(f"--window-size={width},{height}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    chrome = Chrome(options=options, service=Service(DRIVER))
    try:
        yield chrome
    finally:
        chrome.quit()


def look(chrome: Chrome, scheme: str) -> None:
    """Show pages as somebody sees them who asked for ``light`` or ``dark``."""
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)


def serious(chrome: Chrome) -> list[str]:
    """What axe-core finds on the open page that is serious or worse, each with the elements."""
    chrome.execute_script(AXE.read_text("utf-8"))
    found: dict[str, Any] = chrome.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']}).then(done);"
    )
    return [
        f"{fault['id']}: {', '.join(str(node['target']) for node in fault['nodes'])}"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
    ]


def fetched(chrome: Chrome) -> list[str]:
    """Every address that was asked for since the browser opened."""
    events = [json.loads(line["message"])["message"] for line in chrome.get_log("performance")]  # type: ignore[no-untyped-call]
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


def picture(chrome: Chrome, path: Path) -> Path:
    """The whole page, from top to bottom, as PNG."""
    shot = chrome.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"})
    path.write_bytes(base64.b64decode(shot["data"]))
    return path


def paper(chrome: Chrome, path: Path) -> Path:
    """The page as it would be printed, as PDF."""
    printed = chrome.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    path.write_bytes(base64.b64decode(printed["data"]))
    return path
