"""The bytes that a hash is taken of: one spelling for equal data, made in one place."""

from __future__ import annotations

import hashlib
import json


def canonical(data: object) -> bytes:
    """JSON with sorted keys, no spaces and ASCII only; TypeError where a binary float hides in it.

    Numbers that are not whole travel as text, since a float is already rounded.
    """
    _refuse_floats(data)
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def digest(content: bytes) -> str:
    """The SHA-256 of ``content``, in lower-case hex."""
    return hashlib.sha256(content).hexdigest()


_HARMLESS = frozenset({str, int, bool, type(None)})


def _refuse_floats(data: object) -> None:
    if isinstance(data, float):
        message = f"{data!r} is a binary float; write the number as text"
        raise TypeError(message)
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list | tuple) else ():
        if type(value) not in _HARMLESS:
            _refuse_floats(value)
