"""How far a long run is, told on standard error, and only where somebody looks on."""

from __future__ import annotations

import pytest

from sv_excel import console


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Written:
    return Written(capsys, monkeypatch)


class Written:
    """What three steps of a run write."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def by(self, *, quiet: bool = False, terminal: bool = True, soon: float = 0.0) -> str:
        self._monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
        self._monkeypatch.setenv("FORCE_COLOR", "1")
        self._monkeypatch.setenv("TERM", "xterm")
        self._monkeypatch.setattr(console, "SOON", soon)
        with console.meter(quiet=quiet) as tell:
            for done in range(1, 4):
                tell(done, 3)
        out, err = self._capsys.readouterr()
        assert out == ""
        return err


def test_long_run_tells_how_far_it_is(written: Written) -> None:
    assert "100%" in written.by()


def test_json_stays_silent(written: Written) -> None:
    assert written.by(quiet=True) == ""


def test_short_run_stays_silent(written: Written) -> None:
    assert written.by(soon=60.0) == ""


def test_pipe_stays_silent(written: Written) -> None:
    assert written.by(terminal=False) == ""
