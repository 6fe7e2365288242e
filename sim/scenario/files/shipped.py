"""Where the scenarios that come with the package are."""

import contextlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
NO_SCENARIOS = ("settings", "theatres")
SOURCES, STATEMENTS, QUESTIONS = "sources.yaml", "checks.yaml", "questions.yaml"
NO_SCENARIO = (SOURCES, STATEMENTS, QUESTIONS)


@cache
def scenario_folder() -> Path:
    """The folder of shipped scenarios: inside the installed package, or beside it in a checkout."""
    inside = PACKAGE / "shipped_scenarios"
    return inside if inside.is_dir() else PACKAGE.parent / "scenarios"


def shipped_names() -> tuple[str, ...]:
    """Names such as `kursk/baseline` of all shipped scenarios, in alphabetical order."""
    return tuple(sorted(name for file in scenario_folder().rglob("*.yaml") if (name := shipped_name(file))))


def shipped_name(file: Path) -> str | None:
    """The name of a shipped scenario file, or None for any other file."""
    folder = scenario_folder().resolve()
    resolved = file.resolve()
    if resolved.suffix != ".yaml" or resolved.name in NO_SCENARIO or not resolved.is_relative_to(folder):
        return None
    relative = resolved.relative_to(folder)
    return None if relative.parts[0] in NO_SCENARIOS else relative.with_suffix("").as_posix()


def shipped_file(name: str) -> Path | None:
    """The file of a shipped scenario, or None where no such name exists."""
    file = scenario_folder() / f"{name}.yaml"
    with contextlib.suppress(OSError, ValueError):  # what no file can be called
        return file if shipped_name(file) == name and file.is_file() else None
    return None
