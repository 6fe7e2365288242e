"""The tables of the evidence: values, sources and what they say, as data frames and as files to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.analysis.article import facts_behind
from sim.analysis.value_shapes import Shape
from sim.language.saying import say, spoken
from sim.legible import LONGEST_MESSAGE
from sim.report.drawing.frames import frame
from sim.report.evidence.influence import Influence
from sim.report.evidence.values import BASES, BASIS_WORDS, BasisShare, Cited, Parameter, published_words
from sim.report.words.groups import GROUPS
from sim.report.words.markdown import address, shown

if TYPE_CHECKING:
    import pandas as pd

ALL, VARYING = spoken("All values"), spoken("Values that vary from run to run")
MARK_LABELS = {0.05: "5%", 0.5: "half", 0.95: "95%"}


def values_table(found: Sequence[Parameter], moving: Mapping[str, Influence]) -> pd.DataFrame:
    """A row a value, as readers look for it, with the answer that it moves most."""
    import pandas as pd

    moved = [moving.get(one.path) for one in found]
    return pd.DataFrame(
        {
            spoken("What it means"): [one.meaning for one in found],
            spoken("Value"): [shown(one.value) for one in found],
            spoken("Basis"): [say(one.badge) for one in found],
            spoken("Moves most"): ["" if one is None else one.moved for one in moved],
            spoken("How far"): [None if one is None else round(100.0 * one.size) for one in moved],
            spoken("Source"): [shown(say(one.source.title)) for one in found],
            spoken("Published"): [published_words(one.source) for one in found],
            spoken("Link"): [address(one.source.url) for one in found],
            spoken("Changed"): [_before(one) for one in found],
            spoken("Name in files"): [shown(one.path) for one in found],
        }
    )


def _before(one: Parameter) -> str:
    if not one.changed:
        return ""
    return say("before: {value}", value=shown(one.base_value) or say("absent"))


def values_csv(found: Sequence[Parameter]) -> str:
    """Every value with all that is known about it, a row a value."""
    import pandas as pd

    table = pd.DataFrame(
        {
            "path": [one.path for one in found],
            "group": [one.group for one in found],
            "meaning": [one.meaning for one in found],
            "value": [one.value for one in found],
            "unit": [one.unit for one in found],
            "allowed": [one.allowed for one in found],
            "varies": ["yes" if one.varies else "no" for one in found],
            "basis": [one.basis.value for one in found],
            "badge": [one.badge for one in found],
            "source": [one.source.id for one in found],
            "source_title": [one.source.title for one in found],
            "publisher": [one.source.publisher for one in found],
            "published": [str(one.source.published) for one in found],
            "link": [one.source.url for one in found],
            "note": [one.note for one in found],
            "article_paragraphs": [" ".join(f"P{number}" for number in _paragraphs(one)) for one in found],
            "changed_from_base": ["yes" if one.changed else "no" for one in found],
            "base_value": [one.base_value if one.changed else "" for one in found],
        }
    )
    return str(table.to_csv(index=False))


def _paragraphs(one: Parameter) -> list[int]:
    """The paragraphs behind a value: those it cites, and those whose statements name it."""
    return sorted(one.paragraphs | {fact.paragraph for fact in facts_behind(one.path) if one.paragraphs})


def sources_table(cited: Sequence[Cited]) -> pd.DataFrame:
    """A row a source, those with most values first."""
    import pandas as pd

    return pd.DataFrame(
        {
            spoken("Source"): [shown(say(one.source.title)) for one in cited],
            spoken("Values"): [one.values for one in cited],
            spoken("Published by"): [shown(say(one.source.publisher)) for one in cited],
            spoken("Published"): [published_words(one.source) for one in cited],
            spoken("Link"): [address(one.source.url) for one in cited],
            spoken("Note"): [shown(say(one.source.note), LONGEST_MESSAGE) for one in cited],
            spoken("Name in files"): [one.source.id for one in cited],
        }
    )


def sources_csv(cited: Sequence[Cited]) -> str:
    """The sources as a file."""
    table = sources_table(cited)
    table["Published"] = [str(one.source.published) for one in cited]
    return str(table.to_csv(index=False))


def shares_frame(counted: Sequence[BasisShare]) -> pd.DataFrame:
    """Bars of 100 %: which values, basis, share, its start and end in the bar, count."""
    import pandas as pd

    bars = {ALL: [share.all for share in counted], VARYING: [share.varying for share in counted]}
    tables = []
    for which, counts in bars.items():
        total = sum(counts)
        start = 0
        for share, count in zip(counted, counts, strict=True):
            if count:
                ends = {"from": [start / total], "to": [(start + count) / total]}
                row = {"which": [f"{say(which)}: {total}"], "row": [say(which)], "basis": [BASIS_WORDS[share.basis]]}
                tables.append(frame({**row, **ends, "count": [float(count)]}))
            start += count
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def shares_table(found: Sequence[Parameter]) -> pd.DataFrame:
    """How many values rest on what, a row a group and one for all; in brackets how many of them vary."""
    import pandas as pd

    rows = {say(group): [one for one in found if one.group == group] for group in GROUPS}
    rows[say("all")] = list(found)
    columns = {
        say(BASIS_WORDS[basis]): [_counted([one for one in values if one.basis == basis]) for values in rows.values()]
        for basis in BASES
    }
    return pd.DataFrame({"about": list(rows), **columns, "together": [_counted(values) for values in rows.values()]})


def _counted(found: Sequence[Parameter]) -> str:
    varying = sum(one.varies for one in found)
    return f"{len(found)} ({varying})" if varying else f"{len(found)}"


def shape_frame(shape: Shape, mark_texts: Sequence[str]) -> pd.DataFrame:
    """The picture of a drawn value: part='density' (value, density), 'mass' and 'mark' with their texts."""
    import pandas as pd

    tables = [frame({"part": "density", "value": shape.at, "density": shape.density})]
    if not shape.masses:  # a row of no height, because Vega complains of layers without any
        tables.append(frame({"part": ["mass"], "value": [shape.marks[1].value], "density": [0.0]}))
    for mass in shape.masses:
        text = say("exactly here: {percent:.0f}%", percent=100.0 * mass.share)
        tables.append(frame({"part": ["mass"], "value": [mass.value], "density": [1.0], "text": [text]}))
    for mark, text in zip(shape.marks, mark_texts, strict=True):
        label = f"{say(MARK_LABELS[mark.share])}: {text}"
        tables.append(frame({"part": [f"mark {mark.share:g}"], "value": [mark.value], "text": [label]}))
    return pd.concat([table for table in tables if len(table)], ignore_index=True)


def options_frame(shape: Shape, names: Sequence[str]) -> pd.DataFrame:
    """The picture of a choice that is drawn: option, share, and the share as text."""
    return frame(
        {
            "option": [names[int(mass.value)] for mass in shape.masses],
            "share": [mass.share for mass in shape.masses],
            "text": [f"{100.0 * mass.share:.0f}%" for mass in shape.masses],
        }
    )
