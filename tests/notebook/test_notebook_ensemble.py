"""Runs as a notebook gets them: frames that agree with the files, a finding in few lines, the app's charts."""

import builtins
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.errors import ExtraMissing, InputError
from sim.experiment.inputs import inputs_of
from sim.model.outcomes import OUTCOMES
from sim.model.recorder import SERIES
from sim.notebook import summaries as shapes
from sim.notebook.datasets import dataset
from sim.report.answered import compared, pictures
from sim.report.drawing.palette import palette
from sim.report.words.outcomes import COMPARED, COMPARED_PEOPLE

N = 64
A, B, C = "tutorial/baseline", "tutorial/leave-early", "tutorial/monitored-truce"
HOSTILE = "<script>alert('x')</script> & \"more\""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def one(folder: Path) -> sim.Ensemble:
    return sim.run(sim.load(A, ["forms=drawn"]), replications=N, out=folder, logs=2)


@pytest.fixture(scope="module")
def several() -> sim.Comparison:
    return sim.compare([A, B, C, sim.load(A).with_(command__policy="hold")], replications=N)


def read(ensemble: sim.Ensemble, name: str) -> pd.DataFrame:
    assert ensemble.folder is not None
    return pd.read_parquet(ensemble.folder / name)


def plain(column: pd.Series) -> list[object]:
    """Values as Python has them, None where there is none."""
    return column.astype(object).where(column.notna(), None).tolist()


def test_outcomes_are_those_of_the_file(one: sim.Ensemble) -> None:
    stored = read(one, "outcomes.parquet").set_index("replication")[list(one.outcomes)]
    assert list(one.outcomes) == [outcome.name for outcome in OUTCOMES]
    assert [name for name, column in one.outcomes.items() if plain(column) != plain(stored[name])] == []
    assert one.outcomes.index.name == "replication"
    assert isinstance(one.outcomes["first_event"].dtype, pd.CategoricalDtype)


def test_series_are_those_of_the_file(one: sim.Ensemble) -> None:
    stored = read(one, "paths.parquet").set_index(["replication", "day"])[list(one.paths)]
    pd.testing.assert_frame_equal(one.paths, stored, check_index_type=False)
    assert one.paths.loc[(N - 1, 0), "held_area_km2"] == one.arrays.paths["held_area_km2"][N - 1, 0]
    assert list(one.paths) == [series.name for series in SERIES]


def test_logs_are_those_of_the_file(one: sim.Ensemble) -> None:
    stored = read(one, "events.parquet")
    assert one.events["kind"].tolist() == stored["kind"].tolist()
    assert one.events["time"].tolist() == stored["time"].tolist()
    assert set(one.events["replication"]) == {0, 1}


def test_inputs_are_what_was_drawn_with_words_for_choices(one: sim.Ensemble) -> None:
    drawn = inputs_of(one.scenario, one.seed, N)
    assert list(one.inputs) == list(drawn)
    for name, values in drawn.items():
        assert one.inputs[name].tolist() == values.tolist(), name
    form = one.inputs["attrition.form"]
    assert isinstance(form.dtype, pd.CategoricalDtype)
    assert {"per_km2", "epstein_1985"} <= set(form.cat.categories)  # also those that nobody drew


def test_units_and_meanings_travel_with_a_column(one: sim.Ensemble, tmp_path: Path) -> None:
    assert one.outcomes["area_end_km2"].attrs["units"]["area_end_km2"] == "km²"
    assert one.inputs.attrs["units"]["supply.demand_kg_per_person_day"] == "kg/person/day"
    assert one.paths.attrs["about"]["held_area_km2"] == "Ground firmly held by the holder"
    both = one.to_frame()
    assert both.shape == (N, one.inputs.shape[1] + one.outcomes.shape[1])
    assert both.attrs["units"].keys() == set(both)
    assert (both.attrs["scenario"], both.attrs["hash"], both.attrs["seed"]) == (A, one.hash, 1)
    both.to_parquet(tmp_path / "both.parquet")
    assert pd.read_parquet(tmp_path / "both.parquet").attrs["units"]["area_end_km2"] == "km²"


def test_a_comparison_is_a_sequence_and_its_frames_name_the_scenario(several: sim.Comparison) -> None:
    first, *_, last = several
    assert (first.name, len(several), several[B].name) == (A, 4, B)
    assert several[1:3].names == (B, C)
    assert list(several.outcomes.index.names) == ["scenario", "replication"]
    for name in several.names:
        assert several.outcomes.loc[(name, 7), "holder_lost"] == several[name].outcomes.loc[7, "holder_lost"]
    assert list(several.paths.index.names) == ["scenario", "replication", "day"]
    assert several.to_frame().attrs["scenario"] == [A, B, C, f"{A}, tuned"]
    assert several[f"{A}, tuned"] is last
    assert sim.Comparison([first, first]).names == (f"{A} (A)", f"{A} (B)")
    with pytest.raises(KeyError, match=f"did you mean '{B}'"):
        several["tutorial/leave-erly"]


def test_numbers_are_those_of_the_analysis(several: sim.Comparison) -> None:
    base, other, *_ = (ensemble.arrays for ensemble in several)
    assert several.differences[B] == differences(base, other)
    assert several.summaries[A] == summarise(base)
    paired = several.outcomes.loc[B, "holder_lost"] - several.outcomes.loc[A, "holder_lost"]
    assert several.differences[B]["holder_lost"]["mean"] == pytest.approx(paired.mean())


def test_numbers_have_the_shapes_that_checkers_are_told(several: sim.Comparison) -> None:
    summary, change = several[0].summary, several.differences[B]
    assert set(summary) == shapes.Summary.__required_keys__
    kinds = {"share": shapes.Share, "amount": shapes.Amount, "category": shapes.Category, "day": shapes.Day}
    for name, entry in summary["outcomes"].items():
        assert set(entry) == kinds[entry["kind"]].__required_keys__, name
    kinds = dict.fromkeys(("share", "amount"), shapes.NumberDifference)
    kinds |= {"category": shapes.CategoryDifference, "day": shapes.DayDifference}
    for name, entry in change.items():
        assert set(entry) - {"unit"} == kinds[entry["kind"]].__required_keys__ - {"unit"}, name
    assert set(change["truce_day"]["share"]) == shapes.Paired.__required_keys__


def test_runs_of_other_luck_are_not_set_side_by_side(several: sim.Comparison) -> None:
    with pytest.raises(InputError, match="seed"):
        sim.Comparison([several[0], sim.run(B, replications=N, seed=2)])


class Seen(HTMLParser):
    """Tags and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.heads: list[dict[str, str | None]] = []
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.heads += [dict(attrs)] if tag == "th" else []

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.parametrize("places", [slice(1), slice(2), slice(4)])
def test_what_is_shown_is_short_and_opens_with_the_finding_of_the_app(several: sim.Comparison, places: slice) -> None:
    shown = several[places]
    for what in (shown, *([shown[0]] if len(shown) == 1 else [])):
        text, page = repr(what), Seen(what._repr_html_())
        finding = f"{compared.comparison_headline(what._told.page())}."
        assert len(text.splitlines()) < 40
        assert len(text) < 6_000
        assert finding in text
        assert finding in page.said
        assert "Odds under the stated assumptions, not a prediction." in page.said


def test_its_table_can_be_read_aloud(several: sim.Comparison) -> None:
    page = Seen(several[:2]._repr_html_())
    assert page.tags.count("table") == page.tags.count("caption") == 1
    scopes = [head["scope"] for head in page.heads]
    assert scopes.count("col") == 3
    assert scopes.count("row") == page.tags.count("tr") - 1 > 10
    assert not re.search(r"color:|background", several[0]._repr_html_())  # those of the page, light or dark


def test_texts_of_others_are_no_html() -> None:
    named = sim.load(A).with_(title=HOSTILE, summary=HOSTILE)
    object.__setattr__(named, "name", HOSTILE)
    page = Seen(sim.run(named, replications=2)._repr_html_() + named._repr_html_())
    assert not {"script", "img"} & set(page.tags)
    assert HOSTILE in page.said


@pytest.fixture
def all_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.notebook.answer.nothing_finished", lambda summary: True)


@pytest.mark.usefixtures("all_fail")
def test_without_a_finished_run_there_is_no_table(several: sim.Comparison) -> None:
    assert "table" not in Seen(sim.Comparison(several[:2])._repr_html_()).tags


def test_few_and_failed_runs_are_told() -> None:
    def failing(env: Any, salient: Any) -> Iterator[Any]:
        yield env.timeout(1)
        raise ValueError("on purpose")

    assert "Only 3 runs: too few to tell." in repr(sim.run(A, replications=3))
    failed = repr(sim.run(A, replications=2, processes=[failing]))
    assert "2 runs of tutorial/baseline failed and are in no number." in failed


def test_every_chart_is_one_of_the_app(several: sim.Comparison) -> None:
    alone, both = several[0].plot, several[:2].plot
    drawn = [alone.first_events(), alone.area(), alone.casualties(), alone.acceptance_days()]
    drawn += [chart() for plot in (alone, both) for chart in (plot.truce_durability, plot.truce_violations)]
    drawn += [both.exit_modes(), both.acceptance("holder"), both.area("B"), both.curves("truce"), both.curves("lost")]
    drawn += [both.people(COMPARED_PEOPLE[-1]), both.differences(COMPARED[-1], "B")]
    for chart in drawn:
        assert isinstance(chart, alt.LayerChart)
        assert chart.title.text
    page = several[:2]._told.page("dark")
    title = both.curves("truce").to_dict(validate=False)["title"]["text"]
    assert " ".join(title) == pictures.draw("curves_truce", page).title
    spec = both.differences("holder_casualties", "B", "dark").to_dict()
    picture = pictures.draw("pairs_holder_casualties:B", page)
    assert " ".join(spec["title"]["text"]) == picture.title
    assert len(spec["data"]["values"]) == len(picture.frame)
    assert spec["config"]["background"] == palette("dark").background


def test_a_chart_of_nothing_says_so(several: sim.Comparison) -> None:
    same = sim.Comparison([several[0], several[0]])
    assert "No pair differs, so there is nothing to draw." in str(same.plot.differences().to_dict())


@pytest.mark.parametrize(
    ("draw", "sentence"),
    [
        (lambda plot: plot.curves("truse"), "event = 'truse' has no chart; did you mean 'truce'?"),
        (lambda plot: plot.differences("holder_casualtys"), "did you mean 'holder_casualties'?"),
        (lambda plot: plot.differences(other="A"), "other = 'A' has no chart; known here: B"),
        (lambda plot: plot.area(theme="darc"), "theme = 'darc' has no chart; did you mean 'dark'?"),
    ],
)
def test_a_chart_that_does_not_exist_names_the_nearest(several: sim.Comparison, draw: Any, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        draw(several[:2].plot)
    assert sentence in str(refused.value)


def test_a_dataset_has_dimensions_units_and_the_same_numbers(one: sim.Ensemble, several: sim.Comparison) -> None:
    data = one.to_xarray()
    days = one.scenario.scenario.horizon_days + 1
    assert dict(data.sizes) == {"replication": N, "day": days}
    assert float(data["area_end_km2"].mean()) == pytest.approx(one.outcomes["area_end_km2"].mean())
    ends = data["daily_held_area_km2"].isel(day=-1).to_numpy()
    np.testing.assert_allclose(ends, one.outcomes["area_end_km2"], rtol=1e-6)
    assert data["area_end_km2"].attrs == {"units": "km²", "long_name": "Ground held at the horizon"}
    assert data["truce_in_force"].attrs["units"] == "1"
    both = several[:2].to_xarray()
    assert list(both["scenario"].to_numpy()) == [A, B]
    assert both["holder_lost"].dims == ("scenario", "replication")
    np.testing.assert_array_equal(both["holder_lost"].sel(scenario=B), several[B].outcomes["holder_lost"])
    missing = {name.replace(".", "__") for name in set(several[0].inputs) ^ set(several[1].inputs)}
    assert all(both[name].isnull().any() for name in missing)
    assert data["supply__demand_kg_per_person_day"].attrs["units"] == "kg/person/day"


def test_series_of_fewer_runs_have_a_dimension_of_their_own(one: sim.Ensemble) -> None:
    data = dataset(one.to_frame(), one.paths.loc[: N // 2 - 1])
    assert data["daily_held_area_km2"].dims == ("replication_with_series", "day")
    assert (data.sizes["replication"], data.sizes["replication_with_series"]) == (N, N // 2)


def test_without_xarray_the_error_says_what_to_install(one: sim.Ensemble, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without(name: str, *more: Any, **others: Any) -> Any:
        if name == "xarray":
            raise ImportError(name)
        return found(name, *more, **others)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExtraMissing, match=r"pip install 'salient-sim\[xarray\]'"):
        one.to_xarray()
