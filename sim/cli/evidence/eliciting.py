"""`elicit`: what people say of a number, as a distribution to write into a scenario."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json
from sim.cli.output import write_json, write_tables
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.analysis.elicited import Bounds, Elicited, Fit

People = Annotated[
    list[str],
    typer.Argument(metavar="VALUES...", help="One person each: the values for the levels, such as 25,30,40."),
]
Levels = Annotated[
    str, typer.Option("--levels", help="The chances of staying below the values, in the same order.")
]
Low = Annotated[float, typer.Option("--low", help="The number cannot be below this.")]
High = Annotated[float, typer.Option("--high", help="The number cannot be above this.")]
Weights = Annotated[str, typer.Option("--weights", help="How much each person counts [default: all alike].")]
Family = Annotated[str | None, typer.Option("--family", help="normal, lognormal or beta [default: the nearest].")]


def elicit_command(
    people: People,
    levels: Levels = "0.25,0.5,0.75",
    low: Low = -math.inf,
    high: High = math.inf,
    weights: Weights = "",
    family: Family = None,
    as_json: Json = False,
) -> None:
    """Turn the judgements of one or several people about a number into a distribution of a scenario.

    Each says values with the chance of staying below each. Families are fitted by least squares, people are pooled by
    the mean of their chances. A value below 0 needs `--` before the first person.
    """
    from sim.analysis.elicited import Bounds, elicited

    bounds = Bounds(low, high)
    judgements = [numbers(one, "VALUES") for one in people]
    found = elicited(judgements, numbers(levels, "--levels"), bounds, numbers(weights, "--weights"), family)
    told = content(found, bounds)
    if as_json:
        write_json(told)
        return
    from sim.report.terminal.evidence.eliciting import elicited_tables

    write_tables(elicited_tables(told))


def numbers(text: str, name: str) -> list[float]:
    """Numbers between commas."""
    try:
        found = [float(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise InputError(f"{name} {text}: write numbers with commas between them, such as 25,30,40") from None
    if not all(math.isfinite(number) for number in found):
        raise InputError(f"{name} {text}: write finite numbers")
    return found


def content(found: Elicited, bounds: Bounds) -> dict[str, Any]:
    """What was said and fitted, as plain data, with the line to write into a scenario."""
    return {
        "people": [
            {"values": list(one.values), "levels": list(one.levels), "weight": round(weight, 4),
             "fits": [_fit(fit, bounds) for fit in one.fits]}
            for one, weight in zip(found.experts, found.weights, strict=True)
        ],
        "pool": {"p05": found.pool[0], "p50": found.pool[len(found.pool) // 2], "p95": found.pool[-1]},
        "fits": [_fit(fit, bounds) for fit in found.fits],
        "write": spelled(found, bounds),
    }  # fmt: skip


def _fit(fit: Fit, bounds: Bounds) -> dict[str, Any]:
    from sim.analysis.elicited import central

    low, middle, high = central(fit.quantity(bounds))
    return {
        "family": fit.family, "arguments": list(fit.arguments), "squares": fit.squares, "p05": low, "p50": middle,
        "p95": high,
    }  # fmt: skip


def spelled(found: Elicited, bounds: Bounds) -> str:
    """The distribution as a scenario writes it, with who said so."""
    from sim.scenario.values.distributions import Distribution

    quantity = found.fits[0].quantity(bounds)
    arguments = ", ".join(f"{value:.4g}" for value in found.fits[0].arguments)
    window = ""
    if isinstance(quantity, Distribution) and quantity.truncate is not None:
        ends = ("null" if end is None else f"{end:g}" for end in quantity.truncate)
        window = f", truncate: [{', '.join(ends)}]"
    said = "; ".join(", ".join(f"{value:g}" for value in one.values) for one in found.experts)
    at = ", ".join(f"{100 * level:g}" for level in found.experts[0].levels)
    who = "one person" if len(found.experts) == 1 else f"{len(found.experts)} people"
    note = f"Elicited of {who} at {at} %: {said}"
    return f'{{{found.fits[0].family}: [{arguments}]{window}, source: user, basis: judgement, note: "{note}"}}'
