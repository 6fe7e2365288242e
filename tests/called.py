"""The command line, called in this process."""

import pytest

from sim.cli import main


def salient(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run one command: exit code, stdout, stderr but for the word that the model is compiled."""
    code = 0
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as end:
        code = int(end.code or 0)
    captured = capsys.readouterr()
    told = [line for line in captured.err.splitlines(keepends=True) if not line.startswith("salient: compiling")]
    return code, captured.out, "".join(told)
