"""The Dockerfile copies what is there, runs as nobody of the host, and asks the app what the app answers."""

import fnmatch
import json
import re
import tomllib
from pathlib import Path

import pytest
import typer.main
from packaging.specifiers import SpecifierSet

from sim.cli.application import app
from sim.cli.serving import USUAL_PORT

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def instructions() -> list[tuple[str, str]]:
    """Keyword and the rest of each instruction, continued lines joined, comments left out."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(word, rest.strip()) for line in lines if line.strip() for word, _, rest in [line.partition(" ")]]


def of(keyword: str) -> list[str]:
    return [rest for word, rest in instructions() if word == keyword]


def copied() -> list[str]:
    """What is copied from the repository."""
    sources = [rest.split()[:-1] for rest in of("COPY") if not rest.startswith("--from")]
    return [source for line in sources for source in line]


def test_what_is_copied_is_there_and_is_sent_to_the_builder() -> None:
    rules = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rules[0] == "*"
    assert {f"!{source}" for source in copied()} == {rule for rule in rules if rule.startswith("!")}
    for source in copied():
        assert (ROOT / source).exists(), source


def test_what_the_wheel_is_made_of_is_copied() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], *wheel["force-include"], PROJECT["project"]["readme"], "pyproject.toml"}
    needed |= set(PROJECT["project"]["license-files"])
    assert needed <= set(copied())


def test_its_python_is_one_of_ours_and_slim() -> None:
    found = [re.match(r"python:(3\.\d+)-slim", line) for line in of("FROM")]
    assert all(found)
    assert all(one[1] in SpecifierSet(PROJECT["project"]["requires-python"]) for one in found if one)


def test_it_runs_as_a_user_of_its_own_and_to_the_end() -> None:
    words = [word for word, _ in instructions()]
    [user] = of("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert f"--uid {user.partition(':')[0]} " in " ".join(of("RUN"))
    assert "RUN" not in words[words.index("USER") :]
    assert "ADD" not in words


def test_the_command_is_one_that_the_app_takes_on_the_port_that_is_open() -> None:
    [entry], [arguments], [port] = of("ENTRYPOINT"), of("CMD"), of("EXPOSE")
    assert json.loads(entry) == ["salient"]
    name, *options = json.loads(arguments)
    found = typer.main.get_command(app).get_command(None, name)  # type: ignore[attr-defined, arg-type]
    made = found.make_context(name, options).params
    assert (made["port"], made["no_browser"], made["host"]) == (int(port), True, "0.0.0.0")
    assert int(port) == USUAL_PORT
    [check] = of("HEALTHCHECK")
    assert f"http://127.0.0.1:{port}/_stcore/health" in check


@pytest.mark.parametrize("file", ["docs/serving.md", "Dockerfile"])
def test_no_one_is_told_to_publish_the_port_to_all(file: str) -> None:
    published = re.findall(r"(?:--publish|-p) (\S+)", (ROOT / file).read_text(encoding="utf-8"))
    assert published
    assert all(fnmatch.fnmatch(one.strip("`,."), "127.0.0.1:*:*") for one in published)
