"""What a calibration says, as plain data, and the posterior as a file that a scenario can name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sim.analysis.calibration.calibrated import Calibrated
from sim.analysis.calibration.dependence import pairs_of
from sim.analysis.calibration.posterior import Moved
from sim.analysis.calibration.seen import Seen
from sim.scenario.files.inline import inline
from sim.scenario.values.distributions import Basis, Distribution, Evidence
from sim.scenario.values.spelling import spell, value_text

HEAD = """\
# Made by `salient calibrate`: values that moved, as distributions fitted to weighted runs, and how their draws hang
# together. A scenario takes them with `parameters: {posterior: this-file.yaml}`; what is not listed keeps its prior.
"""


def content(found: Calibrated, moved: Sequence[Moved]) -> dict[str, Any]:
    """Scenario, runs, observations with what was expected of them, and each drawn value before and after."""
    return {
        **_settings(found),
        "observations": [
            {**_seen(one), "expected": {"p05": low, "p50": middle, "p95": high}}
            for one, (low, middle, high) in zip(found.observations.seen, found.expected.tolist(), strict=True)
        ],
        "held_back": found.observations.held_back,
        "outside": found.observations.outside,
        "parameters": [_parameter(one, found.observations.seen) for one in moved],
        "together": [pair._asdict() for pair in pairs_of(found.together)],
    }


def _settings(found: Calibrated) -> dict[str, Any]:
    return {
        "scenario": found.ensemble.name,
        "hash": found.ensemble.hash,
        "seed": found.size.seed,
        "replications": found.size.replications,
        "failures": len(found.ensemble.failures),
        "tolerance": found.size.tolerance,
        "until": found.observations.until.isoformat(),
        "observations_sha256": found.observations.sha256,
        "effective": round(found.effective, 1),
    }


def _seen(one: Seen) -> dict[str, Any]:
    told = {"date": one.date.isoformat(), "held_km2": one.held_km2, "observer": one.observer}
    return told if one.sd_km2 is None else {**told, "sd_km2": round(one.sd_km2, 3)}


def _parameter(one: Moved, seen: Sequence[Seen]) -> dict[str, Any]:
    options = one.leaf.declaration.options
    return {
        "path": one.leaf.path,
        "unit": one.leaf.declaration.unit,
        "prior": dict(zip(("p05", "p50", "p95"), one.prior, strict=True)),
        "posterior": dict(zip(("p05", "p50", "p95"), one.posterior, strict=True)),
        "shift_in_prior_sd": one.shift,
        "sd_ratio": one.sd_ratio,
        "distance": one.distance,
        "moved": one.form is not None,
        "moved_most_by": None if one.by is None else seen[one.by].label,
        "written": None if one.form is None else value_text(one.form, options),
    }


def posterior_file(found: Calibrated, moved: Sequence[Moved]) -> str:
    """The YAML of a posterior: where it comes from, the source its values cite, and a value a line."""
    source = f"posterior-{found.observations.sha256[:8]}-{found.ensemble.hash[:8]}"
    lines = [HEAD.rstrip(), "posterior:", *_block(_settings(found)), "  observations:"]
    lines += [f"    - {inline(_seen(one))}" for one in found.observations.seen]
    lines += ["source:", *_block(_source(found, source))]
    if found.together is not None:
        lines += ["together:", *_block(found.together.plain())]
    lines += ["values:"]
    return "\n".join([*lines, *_tree(_values(moved, found, source), 1)]) + "\n"


def _block(told: dict[str, Any]) -> Iterator[str]:
    return (f"  {key}: {inline(value)}" for key, value in told.items())


def _source(found: Calibrated, name: str) -> dict[str, Any]:
    seen = found.observations.seen
    return {
        "id": name,
        "title": f"Posterior of {found.ensemble.name} given {len(seen)} observations of the ground held",
        "publisher": "salient calibrate",
        "published": found.observations.until.isoformat(),
        "note": f"{found.effective:.0f} effective of {found.size.replications} runs, seed {found.size.seed}; "
        + "; ".join(one.label for one in seen[:6])
        + (f"; {len(seen) - 6} more" if len(seen) > 6 else ""),
    }


def _values(moved: Sequence[Moved], found: Calibrated, source: str) -> dict[str, Any]:
    tree = dict[str, Any]()
    for one in moved:
        if one.form is None:
            continue
        *sections, last = one.leaf.path.split(".")
        node = tree
        for name in sections:
            node = node.setdefault(name, {})
        node[last] = spell(_with_evidence(one, found, source), one.leaf.declaration.options)
    return tree


def _with_evidence(one: Moved, found: Calibrated, source: str) -> Distribution:
    assert one.form is not None
    before = value_text(one.leaf.quantity, one.leaf.declaration.options)
    by = "" if one.by is None else f", most by {found.observations.seen[one.by].label}"
    note = f"Prior {before}; mean moved by {one.shift:+.2f} of its SD, SD times {one.sd_ratio:.2f}{by}"
    return replace(one.form, evidence=Evidence(source, Basis.FITTED, note))


def _tree(tree: dict[str, Any], depth: int) -> Iterator[str]:
    for key, value in tree.items():
        if "source" in value:
            yield f"{'  ' * depth}{inline(key)}: {inline(value)}"
        else:
            yield f"{'  ' * depth}{inline(key)}:"
            yield from _tree(value, depth + 1)
