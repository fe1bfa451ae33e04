"""The auditor's zip: always the same, whole, verified as it is; and a stranger's zip is unpacked safely or refused."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sv_excel.cli import cli
from sv_excel.errors.files import BundleError, NotAPackError, WouldReplaceError
from sv_excel.pack import bundle_file as bundles
from sv_excel.pack.paths import Pack
from sv_excel.steps.bundle import bundle
from sv_excel.steps.verify import verify
from trust.packs import OCCASION, copied, demo_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def special(name: str, kind: int) -> bytes:
    """A zip with a link, a pipe or a device in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        facts = zipfile.ZipInfo(name)
        facts.create_system, facts.external_attr = 3, (kind | 0o777) << 16
        archive.writestr(facts, "/etc/passwd")
    return target.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """The same zip, whose directory claims another unpacked size for its first file."""
    head = data.index(b"PK\1\2")
    return data[: head + 24] + struct.pack("<I", size) + data[head + 28 :]


def counting(data: bytes, count: int) -> bytes:
    """The same zip, whose end claims another number of files."""
    end = data.rindex(b"PK\5\6")
    return data[: end + 8] + struct.pack("<HH", count, count) + data[end + 12 :]


def locked(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[changed.index(b"PK\1\2") + 8] |= 1
    return bytes(changed)


REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no zip": lambda: b"register.json",
    "cut short": lambda: zipped({"register.json": b"{}"})[:-30],
    "path upwards": lambda: zipped({"../register.json": b"{}"}),
    "path upwards inside": lambda: zipped({"pack/../../register.json": b"{}"}),
    "path from the root": lambda: zipped({"/tmp/register.json": b"{}"}),  # noqa: S108 - that is the point
    "path with a drive": lambda: zipped({"C:register.json": b"{}"}),
    "path with backslashes": lambda: zipped({"pack\\register.json": b"{}"}),
    "device of Windows": lambda: zipped({"nul.json": b"{}"}),
    "name that Windows trims": lambda: zipped({"pack. /register.json": b"{}"}),
    "names that differ in case": lambda: zipped({"a/register.json": b"{}", "A/Register.json": b"{}"}),
    "link": lambda: special("register.json", stat.S_IFLNK),
    "pipe": lambda: special("register.json", stat.S_IFIFO),
    "bomb": lambda: zipped({"register.json": bytes(64 << 20)}),
    "size that claims little": lambda: lying(zipped({"register.json": bytes(64 << 20)}), 10),
    "size that claims much": lambda: lying(zipped({"register.json": b"{}"}), 0xFFFFFFF0),
    "more files than any": lambda: counting(zipped({"register.json": b"{}"}), 0xFFFE),
    "password": lambda: locked(zipped({"register.json": b"{}"})),
}


def test_bundle_is_the_same_each_time_and_verifies_as_it_is(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")

    first = bundle(folder, tmp_path / "first.zip", OCCASION)
    again = bundle(folder, tmp_path / "again.zip", OCCASION)

    assert first.sha256 == again.sha256
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert verify(tmp_path / "first.zip").report.findings == ()


def test_bundle_holds_every_file_and_how_to_do_it_again(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")

    bundle(folder, tmp_path / "b.zip", OCCASION)

    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names, readme = set(archive.namelist()), archive.read("README.txt").decode()
    assert names == {*(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()), "README.txt"}
    assert "sv-excel verify THIS.zip" in readme
    assert all(name in readme for name in names - {"README.txt"})


def test_bundle_leaves_out_what_programs_left_and_links(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    (folder / "returned" / "~$evaluation-e1.xlsx").write_bytes(b"somebody")
    (folder / "returned" / "secret.xlsx").symlink_to("/etc/hostname")

    done = bundle(folder, tmp_path / "b.zip", OCCASION)

    assert not {"returned/~$evaluation-e1.xlsx", "returned/secret.xlsx"} & set(done.files)
    assert [(finding.code, finding.file) for finding in done.report] == [("file-left-out", "returned/secret.xlsx")]


def test_bundle_is_never_written_over_another_file(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    (tmp_path / "mine.zip").write_bytes(b"mine")

    with pytest.raises(WouldReplaceError):
        bundle(folder, tmp_path / "mine.zip", OCCASION)

    assert (tmp_path / "mine.zip").read_bytes() == b"mine"


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_zip_is_refused_and_writes_nothing_outside(case: str, tmp_path: Path) -> None:
    path, inside = tmp_path / "sent.zip", tmp_path / "inside" / "deeper"
    path.write_bytes(REFUSED[case]())
    inside.mkdir(parents=True)

    with pytest.raises((BundleError, NotAPackError)) as refused:
        bundles.unpack(path, inside)

    assert str(refused.value).startswith(f"{path}: ")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["inside", "sent.zip"]
    assert [found.name for found in inside.parent.iterdir()] == ["deeper"]


def test_zip_that_unpacks_to_more_than_it_says_stops_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "MAX_TOTAL", 1 << 20)
    path = tmp_path / "sent.zip"
    path.write_bytes(zipped({"register.json": os.urandom(2 << 20)}))

    with pytest.raises(BundleError):
        bundles.unpack(path, tmp_path / "inside")


def test_zip_without_a_pack_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    path.write_bytes(zipped({"readme.txt": b"hello"}))

    run = CliRunner().invoke(cli, ["verify", str(path), "--json"])

    assert run.exit_code == 2
    assert json.loads(run.stdout)["clean"] is False


def test_command_says_where_the_bundle_is(tmp_path: Path) -> None:
    run = CliRunner().invoke(cli, ["bundle", str(demo_pack()), "-o", str(tmp_path / "b.zip"), "--json"])

    document = json.loads(run.stdout)
    assert run.exit_code == 0
    assert document["bundle"] == str(tmp_path / "b.zip")
    assert len(document["files"]) == len(bundles.contents(Pack(demo_pack())))
