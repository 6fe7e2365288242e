"""Values are found by the words in which people speak of them."""

from sim.scenario.loading import load
from sim.session.inputs.everyday import to_find

FOUND = to_find(load("kursk/baseline"))


def test_long_run_finds_the_long_run_tempo() -> None:
    assert "ground.tempo_mean" in {path for path, (words, _) in FOUND.items() if "long-run tempo" in words}


def test_every_value_has_words_of_its_own_each_said_once() -> None:
    assert len({words for words, _ in FOUND.values()}) == len(FOUND) > 300
    for words, _ in FOUND.values():
        parts = [part.lower() for part in words.split(" · ")]
        assert len(set(parts)) == len(parts)
