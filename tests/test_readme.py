"""The README keeps its word: its blocks run, its tree is the tree, its commands are what `.ci/run` runs."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from sim.cli.application import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace("\\\n", " ")


def blocks(language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)
    return [text for name, text in fenced if name == language]


def salient_lines() -> list[str]:
    lines = "\n".join(blocks("bash") + blocks("powershell")).splitlines()
    names = "|".join(str(one.name) for one in app.registered_commands)
    command = rf"salient ((?:{names})\b.*)"
    found = [re.search(command, line) for line in lines]
    return [match[1].split("#")[0].strip() for match in found if match]


def tree() -> list[str]:
    """Paths of the drawn tree; two spaces of indentation are a folder down."""
    paths, folder = [], ""
    [block] = blocks("")[-1:]
    for line in block.splitlines():
        name = line.split()[0]
        if line.startswith("  "):
            paths.append(folder + name)
        else:
            paths.append(name)
            folder = name
    return paths


def test_first_screen_has_question_picture_and_two_commands() -> None:
    screen = "\n".join(README.splitlines()[:30])
    assert "?" in screen
    assert "](docs/first-answer.png)" in screen
    assert screen.count("```bash") == 2
    assert "```powershell" in screen


def test_linked_files_exist() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("path", tree())
def test_the_tree_exists(path: str) -> None:
    place = ROOT / path
    assert place.is_dir() if path.endswith("/") else place.is_file()


def test_the_tree_is_whole() -> None:
    drawn = set(tree())
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    for file in listing.stdout.splitlines():
        first, _, rest = file.partition("/")
        if first.startswith("."):
            continue
        assert first in drawn or f"{first}/" in drawn, file
        if first == "sim" and rest != "__init__.py":
            second, slash, _ = rest.partition("/")
            assert f"sim/{second}{slash}" in drawn or second in {"data", "py.typed"}, file


def test_the_check_script_runs_both_commands() -> None:
    first, second = (block.strip() for block in blocks("bash")[:2])
    job = first.split("salient ")[1]
    assert f"salient {job}" in CI
    assert second.split("pip install -q ")[1].split(" && ")[0] in CI
    assert second.endswith("pytest")
    assert re.search(r"^step \"tests\" pytest$", CI, flags=re.MULTILINE)
    [browser] = re.findall(r"`(pytest tests/\w+)`", README)
    assert re.search(rf"^step \"browser tests\" {browser}$", CI, flags=re.MULTILINE)


def test_powershell_says_the_same() -> None:
    def bare(text: str) -> list[str]:
        text = text.replace(".venv\\Scripts\\", "").replace(".venv/bin/", "").replace("; ", " && ")
        return text.replace("python3 ", "py ").strip().splitlines()

    assert bare("".join(blocks("bash")[:2])) == bare(blocks("powershell")[0])


@pytest.mark.parametrize("line", salient_lines())
def test_every_command_shown_parses_and_names_shipped_scenarios(line: str) -> None:
    import typer.main

    from sim.scenario.files.shipped import shipped_names

    name, *arguments = shlex.split(line)
    command = typer.main.get_command(app)
    found = command.get_command(None, name)  # type: ignore[attr-defined, arg-type]
    assert found is not None
    found.make_context(name, arguments)
    for word in arguments:
        if word.startswith("kursk/"):
            assert word in shipped_names()


def test_the_scenario_shown_is_valid(tmp_path: Path) -> None:
    from sim.scenario.loading import load

    [text] = blocks("yaml")
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    assert {"command.policy", "command.order_day", "attacker.people_persons"} <= set(load(file).changed)
