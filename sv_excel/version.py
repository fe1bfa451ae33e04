"""The version of sv-excel that runs."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """As the installed package says; "not installed" where it runs from a folder."""
    try:
        return metadata.version("sv-excel")
    except metadata.PackageNotFoundError:
        return "not installed"
