"""The zip that a workbook is: its directory checked against limits before anything is inflated, then part by part."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.xlsx.read.refusal import damaged, too_large

MAX_FILE = 48 << 20  # the largest workbook that we issue (60 questions x 25 bids) has 0.2 MiB
MAX_PARTS = 1_000  # ours have about 20, Excel adds a few for each sheet and picture
MAX_PART = 64 << 20  # 100,000 score rows with their reasons come to 40 MiB
MAX_TOTAL = 160 << 20  # with MAX_PART it holds the memory of one read under half a gigabyte
MAX_RATIO = 200  # XML of real workbooks shrinks 5 to 60 times; deflate's own limit is 1,032
RATIO_FROM = 1 << 20  # below this size a high ratio does no harm

_END = struct.Struct("<IHHHHIIH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL_MARK, _LOCAL_MARK = 0x02014B50, 0x04034B50
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 1, 1 << 11
_WIDE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Entry:
    """One part as the directory declares it."""

    name: bytes
    offset: int
    packed: int
    size: int
    crc: int
    method: int


class Container:
    """The parts of a package by name. Names are compared without case, as the Open Packaging Conventions say.

    Raises:
        UnreadableWorkbook: the directory is damaged, beyond a limit, or names a part that no workbook has.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._entries: dict[str, _Entry] = {}
        self._read_directory()

    @property
    def names(self) -> tuple[str, ...]:
        """Every part's name, in lower case."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def part(self, name: str) -> bytes:
        """A part inflated to the size that the directory declares, its checksum compared."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise damaged(f"its part {name} is missing")
        start = entry.offset + _LOCAL.size
        signature, *_rest, name_length, extra = _LOCAL.unpack_from(self._data, entry.offset)
        if signature != _LOCAL_MARK or self._data[start : start + name_length] != entry.name:
            raise damaged(f"its part {name} is not where its directory says")
        start += name_length + extra
        packed = self._data[start : start + entry.packed]
        content = zlib.decompressobj(-15).decompress(packed, entry.size + 1) if entry.method else packed
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise damaged(f"its part {name} is not what its directory says")
        return content

    def _read_directory(self) -> None:
        """Every entry of the central directory, under the limits."""
        data = self._data
        end = data.rfind(b"PK\5\6", max(0, len(data) - 0xFFFF - _END.size))
        if end < 0 or end + _END.size > len(data):
            raise damaged("it ends too early, or it is no workbook")
        _sig, _disk, _start, _here, count, size, offset, comment = _END.unpack_from(data, end)
        if end + _END.size + comment != len(data) or offset + size > end:
            raise damaged("it ends too early, or something was added at its end")
        if count > MAX_PARTS:
            raise too_large(f"it has more than {MAX_PARTS:,} parts")
        total = 0
        for _ in range(count):
            entry, offset, flags = self._entry(offset)
            total += entry.size
            if total > MAX_TOTAL:
                raise too_large(f"it unpacks to more than {MAX_TOTAL >> 20} MiB")
            self._add(entry, flags)
        if offset != end and data[offset : offset + 4] not in (b"PK\6\6", b"PK\5\5"):
            raise damaged("its directory does not end where it should")
        self._check_overlap(offset)

    def _entry(self, offset: int) -> tuple[_Entry, int, int]:
        """One entry of the directory, the offset of the next, its flags."""
        (signature, _made, _needs, flags, method, _time, _date, crc, packed, size, name, extra, comment, *_, start) = (
            _CENTRAL.unpack_from(self._data, offset)
        )
        if signature != _CENTRAL_MARK:
            raise damaged("its directory is broken")
        after = offset + _CENTRAL.size
        raw = self._data[after : after + name]
        if _WIDE in (packed, size, start):
            packed, size, start = self._wide(after + name, extra, (size, packed, start))
        if size > MAX_PART:
            raise too_large(f"a part of it unpacks to more than {MAX_PART >> 20} MiB")
        if size > RATIO_FROM and size > MAX_RATIO * packed:
            raise too_large(f"a part of it unpacks to more than {MAX_RATIO} times its size")
        return _Entry(raw, start, packed, size, crc, method), after + name + extra + comment, flags

    def _wide(self, offset: int, length: int, sizes: tuple[int, int, int]) -> tuple[int, int, int]:
        """Packed size, size and offset where some stand in a zip64 field, as streaming writers put them."""
        end = offset + length
        while offset + 4 <= end:
            kind, room = struct.unpack_from("<HH", self._data, offset)
            if kind == 1:
                wide = iter(struct.unpack_from(f"<{room // 8}Q", self._data, offset + 4))
                size, packed, start = (next(wide) if figure == _WIDE else figure for figure in sizes)
                return packed, size, start
            offset += 4 + room
        raise damaged("its directory is broken")

    def _add(self, entry: _Entry, flags: int) -> None:
        """Take an entry in, unless it is one that no workbook has."""
        name = entry.name.decode("utf-8" if flags & _UTF8 else "cp437")
        if flags & _ENCRYPTED:
            raise UnreadableWorkbook(
                "encrypted", "The file is locked with a password.", "Ask for it without a password."
            )
        if entry.method not in (_STORED, _DEFLATED) or (entry.method == _STORED and entry.packed != entry.size):
            raise damaged("a part of it is packed in a way that Excel does not use")
        steps = name.split("/")
        if "\\" in name or ":" in name or "\0" in name or ".." in steps or "." in steps or not steps[0]:
            raise UnreadableWorkbook("unreadable", "The file holds a part whose name points outside of it.")
        if name.endswith("/") and not entry.size:
            return
        if name.lower() in self._entries:
            raise damaged(f"it holds the part {name} twice")
        self._entries[name.lower()] = entry

    def _check_overlap(self, end: int) -> None:
        """Parts share no bytes: overlapping ones are how a small file claims to be an immense one."""
        entries = sorted(self._entries.values(), key=lambda entry: entry.offset)
        for entry, following in zip(entries, [following.offset for following in entries[1:]] + [end], strict=True):
            if entry.offset + _LOCAL.size + len(entry.name) + entry.packed > following:
                raise damaged("its parts overlap")
