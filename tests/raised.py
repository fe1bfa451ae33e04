"""Notes which findings the tests of a run make; fails a whole run in which a registered code was not made.

A code with two severities must be made with each. Runs of a part of the tests are not judged. Under pytest-xdist the
workers note, and the controller puts together what they noted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sv_excel.findings.finding import Finding
from sv_excel.findings.registry import CODES

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

NOTED = "findings"
"""What a worker's output calls what it noted."""
EVERY = frozenset((code.name, severity) for code in CODES.values() for severity in code.severities)
PARTIAL = ("keyword", "markexpr", "deselect", "lf", "ignore", "ignore_glob", "collectonly", "stepwise")
"""Options with which a run is no whole one."""


class Recorder:
    """What was noted so far, by code and severity."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.made: set[tuple[str, str]] = set()
        self.missing: list[str] | None = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        """While a test runs, its fixtures among it, every finding is noted as it is made."""
        made = self.made
        check = Finding.__post_init__

        def noted(finding: Finding) -> None:
            check(finding)
            made.add((finding.code, finding.severity))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Finding, "__post_init__", noted)
            return (yield)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - pytest-xdist's
        """A worker is done: its notes come with its output."""
        self.made.update(tuple(one) for one in getattr(node, "workeroutput", {}).get(NOTED, ()))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand on what was noted, or judge it."""
        output = getattr(self.config, "workeroutput", None)
        if output is not None:
            output[NOTED] = sorted(self.made)
        elif is_whole(self.config):
            self.missing = not_made(self.made)
            if self.missing:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how a whole run was judged."""
        if self.missing:
            said = f"{len(self.missing)} findings that no test makes: {', '.join(self.missing)}."
            terminalreporter.write_line(said, red=True)
        elif self.missing is not None:
            terminalreporter.write_line(f"Every finding was made by a test: {len(CODES)} codes.")


def not_made(made: Iterable[tuple[str, str]]) -> list[str]:
    """The codes that are registered and were not made, each with the severity that is missing."""
    return [f"{code} ({severity})" for code, severity in sorted(EVERY - set(made))]


def is_whole(config: pytest.Config) -> bool:
    """Whether all tests run: those that pytest runs when nothing is named."""
    named = {(config.invocation_params.dir / path).resolve() for path in config.args}
    every = {(config.rootpath / path).resolve() for path in config.getini("testpaths")}
    return named == every and not any(getattr(config.option, name, None) for name in PARTIAL)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(config))
