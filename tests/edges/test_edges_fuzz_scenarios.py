"""Random changes of shipped scenarios, theatres, options and uploads: refused with a place, or run alike."""

import pytest
from fuzz_scenarios import DOORS, Trouble, bench, tried

CASES, SEED = 300, 20250312


@pytest.mark.slow(14)
def test_every_changed_file_is_refused_with_its_place_or_runs_alike() -> None:
    with bench() as here:
        told = [tried(here, SEED, number) for number in range(CASES)]
    assert set(told) == {f"{door}: {verdict}" for door in DOORS for verdict in ("ran", "refused")}
    assert sum(verdict.endswith("ran") for verdict in told) > CASES / 10


def test_a_refusal_without_a_place_an_odd_exception_and_a_wait_are_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.errors import InputError

    def of(fault: Exception):
        def door(*_):
            raise fault

        return door

    def spin(*_):
        while True:
            pass

    monkeypatch.setattr("fuzz_scenarios.SECONDS", 0.2)
    with bench() as here:
        for door, words in (
            (of(InputError("mine.yaml: is wrong")), "a refusal without a place"),
            (of(ValueError("x")), "ValueError: x"),
            (spin, "takes more than"),
        ):
            monkeypatch.setattr("fuzz_scenarios.DOORS", dict.fromkeys(DOORS, door))
            with pytest.raises(Trouble, match=words):
                tried(here, 1, 1)
