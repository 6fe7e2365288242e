"""Questions for the terminal: each with the model's chance beside what others said, then scores where there are any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from sim.report.terminal.grids import Grid

NOTE = (
    "Chance: share of the runs that meet the condition, with the 95 % interval that more runs would narrow. "
    "What others said stands beside it with its day. Where what followed was known when the scenario was written, "
    "agreement is plausibility and not skill."
)
SCORES = (
    "Brier: squared difference of stated and came, summed over answers that exclude each other; log: -ln of what was "
    "stated for what came. Lower is better; the model's mean beside each is over the same questions."
)


def question_tables(told: Mapping[str, Any]) -> list[RenderableType]:
    """Answers, what they were made with, and scores."""
    parts: list[RenderableType] = [_answers(told["answers"]), Text(NOTE, style="dim"), *_stamp(told)]
    scores = told["scores"]
    if scores is not None:
        parts += [Text(""), Text(f"{scores['resolved']} resolved, {scores['open']} open", style="bold")]
        parts += [_means(rows) for rows in (scores["means"], scores["group_means"]) if rows]
        parts.append(Text(SCORES, style="dim"))
    return parts


def said(entry: Mapping[str, Any]) -> str:
    """One answer of others in words: `RFI .08 (2025-03-31)`."""
    return f"{entry['who']} {share(entry['chance'])} ({entry['asked']})"


def share(value: float | None) -> str:
    """A share without its zero, or a dash."""
    return "–" if value is None else f"{value:.3f}".removeprefix("0") if value < 1.0 else "1"


def _answers(answers: Sequence[Mapping[str, Any]]) -> Grid:
    grid = Grid(("question", "runs", "chance", "95 %", "others said"), least_widths=(36, 0, 0, 0, 30))
    for one in answers:
        reach = "–" if one["low"] is None else f"{share(one['low'])}-{share(one['high'])}"
        others = "; ".join(said(entry) for entry in one["crowd"]) or "–"
        grid.add_row(one["ask"] or one["id"], f"{one['n']:,}", share(one["chance"]), reach, others)
    return grid


def _stamp(told: Mapping[str, Any]) -> Iterator[Text]:
    for one in told["made_with"]:
        runs = f"{one['replications']:,} runs, seed {one['seed']}"
        yield Text(f"{one['name']} {one['hash'][:12]}: {runs}, {one['horizon_days']} days")
    yield Text(f"SHA-256 {told['sha256']}, {told['answered_on']}")


def _means(rows: Sequence[Mapping[str, Any]]) -> Grid:
    grid = Grid(("who", "asked", "n", "Brier", "log", "model's Brier", "model's log"))
    for row in rows:
        model = row["model_on_the_same"]
        numbers = (row["brier"], row["log"], model["brier"], model["log"])
        grid.add_row(row["who"], row["asked"], str(row["n"]), *("–" if v is None else f"{v:.3f}" for v in numbers))
    return grid
