"""What docs/python.md shows runs as it stands there."""

import re
from pathlib import Path

import pytest

import sim

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


def test_the_script_shown_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [script] = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert "replications=1000" in script
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(script.replace("replications=1000", "replications=32"), str(PAGE), "exec"), names)
    assert "B: kursk/undecided: 32 runs over 90 days" in capsys.readouterr().out
    assert sim.load("leaving.yaml").hash == names["leaving"].hash
    assert len(Path("runs.csv").read_text(encoding="utf-8").splitlines()) == 65
