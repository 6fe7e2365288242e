"""The switch `forms`: what it draws, what stays chosen, and that the last word on it counts."""

from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiment.design.drawn import drawn_values
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load, restore, tuned, write_tuned
from sim.scenario.schema.drawn_forms import DRAW_ALL
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.law_forms import MECHANISMS, UNKNOWN, Mechanism

EACH = pytest.mark.parametrize("mechanism", UNKNOWN, ids=lambda mechanism: mechanism.slot)


def of(loaded: LoadedScenario, path: str) -> object:
    return next(leaf.quantity for leaf in loaded.leaves() if leaf.path == path)


def scenario(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    file = folder / name
    file.write_text(f"title: Mine\n{text}")
    return file


@EACH
def test_each_mechanism_is_drawn_by_the_weights_of_the_registry(mechanism: Mechanism) -> None:
    drawn = of(load("kursk/hold", ["forms=drawn"]), mechanism.slot)
    assert isinstance(drawn, Distribution)
    assert drawn.arguments == tuple(form.law.weight for form in mechanism.forms)
    assert (drawn.evidence.source, drawn.evidence.basis.value) == ("judgement-forms", "judgement")


def test_what_somebody_decides_is_not_drawn() -> None:
    assert [one.slot for one in MECHANISMS if one not in UNKNOWN] == ["command.policy"]
    assert of(load("kursk/hold", ["forms=drawn"]), "command.policy") == of(load("kursk/hold"), "command.policy")


def test_the_drawn_form_is_an_input_of_the_replication() -> None:
    drawn = drawn_values(load("kursk/hold", ["forms=drawn"]), seed=3, replications=1600)
    for number, value in enumerate(drawn.values):
        if value.leaf.path in {mechanism.slot for mechanism in UNKNOWN}:
            shares = np.bincount(drawn.amounts(number).astype(int)) / 1600
            assert shares == pytest.approx(value.distribution.arguments[: len(shares)], abs=0.01)


@pytest.mark.parametrize("order", [1, -1])
def test_a_form_chosen_beside_the_switch_stays_chosen(order: int) -> None:
    loaded = load("kursk/hold", ["forms=drawn", "attrition.form=tempo_elastic"][::order])
    assert of(loaded, "attrition.form").support() == (2.0, 2.0)
    assert isinstance(of(loaded, "ground.force_form"), Distribution)


def test_a_file_draws_over_its_base_and_under_its_own_words(tmp_path: Path) -> None:
    one = load(scenario(tmp_path, "extends: kursk/hold\nforms: drawn\nground: {force_form: power_ratio}\n"))
    assert isinstance(of(one, "attrition.form"), Distribution)
    assert of(one, "ground.force_form").support() == (1.0, 1.0)
    assert one.scenario.forms == "drawn"
    assert not one.warnings


def test_the_last_word_on_the_switch_counts(tmp_path: Path) -> None:
    base = scenario(tmp_path, "extends: kursk/hold\nforms: drawn\n", "base.yaml")
    back = load(scenario(tmp_path, f"extends: {base}\nforms: chosen\n"))
    assert of(back, "attrition.form") == of(load("kursk/hold"), "attrition.form")
    assert of(load(base, ["forms=chosen"]), "attrition.form") == of(load("kursk/hold"), "attrition.form")
    assert of(load(base, ["forms=chosen", "forms=drawn"]), "attrition.form") == of(load(base), "attrition.form")


def test_without_the_switch_nothing_is_drawn_that_was_chosen() -> None:
    assert of(load("kursk/hold"), "attrition.form").support() == (0.0, 0.0)
    assert load("kursk/hold").scenario.forms == "chosen"


def test_it_comes_to_the_same_however_it_is_loaded(tmp_path: Path) -> None:
    loaded = load("kursk/hold", [DRAW_ALL])
    assert loaded.hash == load("kursk/hold", ["forms=drawn"]).hash != load("kursk/hold").hash
    assert tuned(load("kursk/hold"), ["forms=drawn"]).hash == loaded.hash
    assert restore(loaded.name, loaded.text, loaded.theatre_text).hash == loaded.hash
    file = tmp_path / "tuned.yaml"
    write_tuned(loaded, {"ground.force_form": "density_floor"}, file)
    assert of(load(file), "ground.force_form").support() == (0.0, 0.0)
    assert of(load(file), "attrition.form") == of(loaded, "attrition.form")


def test_another_word_is_refused() -> None:
    with pytest.raises(InputError, match=r"forms = 'all' is not allowed .* give one of: 'chosen' or 'drawn'"):
        load("kursk/hold", ["forms=all"])
