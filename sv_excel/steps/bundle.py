"""`bundle`: the auditor's zip of a pack: its inputs, its outputs, its log, and how to do all of it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding, Report
from sv_excel.pack.bundle_file import bundled, contents
from sv_excel.pack.locking import locked
from sv_excel.pack.paths import Pack
from sv_excel.pack.register import Register
from sv_excel.pack.writing import write_files
from sv_excel.tender.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sv_excel.pack.run_context import Occasion
    from sv_excel.pack.writing import Written

README = "README.txt"
_INPUTS = ("tender.yaml", "tender.", "decisions.yaml", "catalogue.json", "templates/", "returned/", "moderation.xlsx")
_TOLD = """\
{title}

This is the whole record of one procurement as sv-excel keeps it: what was put in, what came out, and the log of
every run. It holds prices and personal data: keep it as the tender itself is kept.

To do all of it again, on any machine:

  1. Install Python 3.11 or newer and {tool}:
         python -m pip install "{requirement}"
  2. Verify this zip. Nothing is written into it:
         sv-excel verify THIS.zip
     It makes the issued workbooks again from the definition and compares their seals, reads the returned ones again,
     consolidates again, works out the result again, and holds every file against its SHA-256 and the chained log.
  3. To see it step by step, unpack it and run, in a copy:
         sv-excel check .
         sv-excel status .
         sv-excel consolidate . --force
         sv-excel summarise . --force
     Then compare result/result.json with the one in this zip.

What the log shows is a change made to some of it. Its hashes have no key: whoever rewrites the whole pack and the whole
log can make them agree. Keep this line, which names the last state of the log, somewhere else:
         {last}  log.jsonl

Inputs: what people wrote
{inputs}
Outputs: what sv-excel made of them
{outputs}"""


@dataclass(frozen=True, slots=True)
class Bundled:
    """The zip that was written (``written`` is empty where it was there, just so), and what is in it."""

    pack: Pack
    path: Path
    sha256: str
    files: tuple[str, ...]
    written: tuple[Written, ...]
    report: Report


def bundle(folder: Path, target: Path | None, occasion: Occasion, *, force: bool = False) -> Bundled:
    """Write the zip of a pack to ``target`` (default: beside the pack); the same pack gives the same bytes.

    Raises:
        WouldReplaceError: another file is there, and ``force`` is not given.
    """
    pack = Pack.open(folder)
    with locked(pack):
        register = Register.load(pack)
        files = contents(pack)
        path = target or pack.folder.resolve().parent / f"{register.tender}-bundle.zip"
        links = [found.relative_to(folder) for found in sorted(folder.rglob("*")) if found.is_symlink()]
        told = _readme(register, files)
        content = bundled({**files, README: told.encode()})
        written = write_files({path: content}, occasion, force=force)
    return Bundled(
        pack,
        path,
        digest(content),
        tuple(sorted(files)),
        written,
        Report(tuple(_link(link.as_posix()) for link in links)),
    )


def _link(name: str) -> Finding:
    problem, remedy = "a link is left out: what it points to is not in the pack.", "Put the file itself there."
    return Finding("file-left-out", problem, remedy, file=name)


def _readme(register: Register, files: Mapping[str, bytes]) -> str:
    inputs = {file: content for file, content in files.items() if file.startswith(_INPUTS)}
    outputs = {file: content for file, content in files.items() if file not in inputs}
    title = f"Bundle of {register.tender}"
    return _TOLD.format(
        title=f"{title}\n{'=' * len(title)}",
        tool=register.tool,
        requirement=_requirement(register.tool),
        last=digest(files.get("log.jsonl", b"")),
        inputs=_listed(inputs),
        outputs=_listed(outputs),
    )


def _requirement(tool: str) -> str:
    """What pip is asked for; a tool that ran from a folder has no number."""
    name, _, number = tool.partition(" ")
    return f"{name}=={number}" if number[:1].isdecimal() else name


def _listed(files: Mapping[str, bytes]) -> str:
    return "".join(f"         {digest(content)}  {name}\n" for name, content in sorted(files.items()))
