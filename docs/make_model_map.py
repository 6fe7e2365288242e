"""Draw the map of the model, docs/model.md, from its declarations: python -m docs.make_model_map

Nothing in the map is written by hand but the words around it: processes, writes, wakes and streams are those of the
cast, meanings those of the state's fields, laws those of their registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sim.model.declarations.entries import Process
from sim.model.numbers.streams import STREAMS, Stream
from sim.model.one_world import World
from sim.model.world.cast import CAST
from sim.scenario.values.law_forms import MECHANISMS, Mechanism

MAP = Path(__file__).with_name("model.md")
HEAD = """# The map of the model

Made from the declarations in the code by `python -m docs.make_model_map`; a test keeps it so. What a process writes,
whom it wakes and what it draws is not only declared: the parity set observes it, and both must agree.
"""
PARTS = ("weather", "ground", "people", "supply", "command", "talks", "truce")


def whole_map() -> str:
    """The map as it stands in the file."""
    return "\n".join((HEAD, processes(), wakes(), writes(), luck(), laws()))


def words(name: str) -> str:
    """The name of a process or stream as people read it."""
    return name.replace("_", " ")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


# processes


def processes() -> str:
    """Every process in three lines, in the order in which ties are broken."""
    told = "\n".join(map(in_three_lines, CAST))
    return f"""## Processes

In the order in which those due at one instant act. Instances of one process differ in their side or axis. Each may
write to the log besides.

{told}"""


def in_three_lines(process: Process) -> str:
    """What a process does, when it acts, what it writes."""
    last = process.number + len(process.instances) - 1
    numbers = f"{process.number}" if last == process.number else f"{process.number} to {last}"
    return (
        f"**{words(process.name)}** ({numbers}, `{process.generator.partition(':')[0]}`)\\\n"
        f"{process.does}\\\n"
        f"*Acts:* {process.acts}\\\n"
        f"*Writes:* {'; '.join(by_part(process.writes))}.\n"
    )


def by_part(fields: Sequence[str]) -> Iterator[str]:
    """Fields under the part of the state that holds them."""
    for part in ("series", *PARTS):
        names = [words(field.partition(".")[2]) for field in fields if field.partition(".")[0] == part]
        if names:
            yield f"{part}: {', '.join(names)}" if names != [""] else "the daily series"


# who wakes whom


def wakes() -> str:
    """Arrows from each process to those it lets act at once."""
    arrows = "".join(f"    {process.name} --> {woken}\n" for process in CAST for woken in process.wakes)
    nodes = "".join(f'    {process.name}["{words(process.name)}"]\n' for process in CAST)
    return f"""## Who wakes whom

Each acts when the time comes that it gave; an arrow lets another act at once.

```mermaid
flowchart LR
{nodes}{arrows}```
"""


# who writes what


def writes() -> str:
    """Every field of the state, what it means, and who writes it after day 0."""
    rows = [
        (f"`{part}.{name}`", field.about, writers(f"{part}.{name}"))
        for part in PARTS
        for name, field in World.parts[part].fields.items()
    ]
    return f"""## Who writes what

Everything a replication knows besides its parameters and its map; the rest is set on day 0 and stays.

{table(("field", "meaning", "written by"), rows)}"""


def writers(field: str) -> str:
    """The processes that write a field."""
    return ", ".join(words(process.name) for process in CAST if field in process.writes) or "day 0 alone"


# streams


def luck() -> str:
    """Every stream of luck: what it decides and who draws from it."""
    rows = [(numbers_of(one), words(one.name), one.decides, one.each, drawn_by(one)) for one in STREAMS]
    return f"""## Streams of luck

One a decision, so that a replication has the same luck under every policy.

{table(("number", "stream", "decides", "one for each", "drawn by"), rows)}"""


def numbers_of(stream: Stream) -> str:
    """The numbers of a stream and its like."""
    last = stream.number + stream.instances - 1
    return f"{stream.number}" if last == stream.number else f"{stream.number}-{last}"


def drawn_by(stream: Stream) -> str:
    """The processes that draw from a stream."""
    return ", ".join(words(process.name) for process in CAST if stream.name in process.streams)


# rival laws


def laws() -> str:
    """Every form of every rival law, with what it rests on."""
    told = "\n".join(map(mechanism_in_words, MECHANISMS))
    return f"""## Rival laws

A scenario chooses one form, or draws among several. With `forms: drawn` each replication draws a form of every
mechanism by these weights, but for `command.policy`, which is what somebody decides. The weights are judgement. Without
a choice the form marked *usual* acts, or where there is none a draw by weight. Sources are those of
`scenarios/sources.yaml`.

{told}"""


def mechanism_in_words(mechanism: Mechanism) -> str:
    """The forms of one mechanism."""
    rows = [
        (
            f"[`{form.key}`](../sim/model/{mechanism.laws.replace('.', '/')}/{form.key}.py)",
            form.law.words,
            f"`{form.law.source}`",
            form.law.fitted_on,
            form.law.valid_for,
            f"{form.law.weight:g}{', *usual*' if form.law.usual else ''}",
        )
        for form in mechanism.forms
    ]
    head = ("form", "in words", "source", "fitted on", "valid for", "weight")
    return f"### `{mechanism.slot}`\n\n{mechanism.forms.__doc__}\n\n{table(head, rows)}"


if __name__ == "__main__":
    MAP.write_text(whole_map(), encoding="utf-8")
