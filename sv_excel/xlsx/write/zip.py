"""A zip with a fixed clock, made of entries that may come ready compressed: the same parts give the same bytes."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIME, _DATE = 0, (46 << 9) | (1 << 5) | 1
_LEVEL = 6
_UTF8_NAME = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a package, compressed."""

    local: bytes
    head: bytes
    name: bytes


def part(name: str, content: bytes, level: int = _LEVEL) -> Part:
    """Compress a part once; it can stand in any number of packages."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = squeeze.compress(content) + squeeze.flush()
    label = name.encode("ascii")
    facts = struct.pack(
        "<HHHHHIIIHH", 20, _UTF8_NAME, 8, _TIME, _DATE, zlib.crc32(content), len(packed), len(content), len(label), 0
    )
    local = b"PK\3\4" + facts + label + packed
    return Part(local, b"PK\1\2" + struct.pack("<H", 20) + facts + struct.pack("<HHHI", 0, 0, 0, 0), label)


def package(parts: Iterable[Part]) -> bytes:
    """The finished zip."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for item in parts:
        body.append(item.local)
        directory.append(item.head + struct.pack("<I", offset) + item.name)
        offset += len(item.local)
    tail = b"".join(directory)
    end = struct.pack("<HHHHIIH", 0, 0, len(directory), len(directory), len(tail), offset, 0)
    return b"".join([*body, tail, b"PK\5\6", end])
