"""Verify: a stored run comes out the same, and what differs is said in words."""

import json

import pytest
from fake_kernel import FakeKernel, FakeLoaded

from sim.errors import InputError
from sim.experiment.results.verify import verify
from sim.experiment.running.running import run
from sim.experiment.store.recorded import sealed


@pytest.fixture
def folder(tmp_path):
    return run(FakeLoaded(), replications=100, out=tmp_path, kernel=FakeKernel()).folder


def edit(folder, change):
    """Change the manifest and seal it anew, so that the change is no damage."""
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text())
    change(manifest)
    file.write_text(json.dumps(sealed(manifest)))


def test_a_stored_run_comes_out_the_same(folder):
    report = verify(folder, workers=2, kernel=FakeKernel())
    assert report.equal
    assert report.differences == ()
    assert "100 replications of fake/baseline come out the same" in str(report)
    assert report.as_json()["equal"] is True


def test_a_model_that_gives_other_numbers_is_found_out(folder):
    edit(folder, lambda manifest: manifest["scenario"].update(shift=0.5))
    report = verify(folder, kernel=FakeKernel())
    assert not report.equal
    [area] = [line for line in report.differences if line.startswith("area:")]
    assert "100 of 100 replications differ; the first is 0, stored" in area
    assert any(line.startswith("daily path area") for line in report.differences)


def test_a_table_changed_by_hand_is_found_out(folder, tmp_path):
    other = run(FakeLoaded(), replications=100, seed=2, out=tmp_path / "other", kernel=FakeKernel())
    (folder / "outcomes.parquet").write_bytes((other.folder / "outcomes.parquet").read_bytes())
    report = verify(folder, kernel=FakeKernel())
    [difference] = report.differences
    assert difference.startswith("outcomes.parquet")
    assert "its files are not as they were written" in str(report)


def test_a_table_and_its_hash_changed_by_hand_are_found_out(folder, tmp_path):
    other = run(FakeLoaded(), replications=100, seed=2, out=tmp_path / "other", kernel=FakeKernel())
    (folder / "outcomes.parquet").write_bytes((other.folder / "outcomes.parquet").read_bytes())
    edit(folder, lambda manifest: manifest["files"].update({"outcomes.parquet": other_hash(other.folder)}))
    report = verify(folder, kernel=FakeKernel())
    assert "area: outcomes.parquet does not hold the numbers that the manifest recorded" in report.differences


def other_hash(folder):
    return json.loads((folder / "manifest.json").read_text())["files"]["outcomes.parquet"]


def other_numpy(manifest):
    for versions in (manifest["versions"], manifest["key"]["provenance"]):
        versions["numpy"] = "1.0"


def test_other_versions_are_named_when_numbers_differ(folder):
    edit(folder, lambda m: (other_numpy(m), m["content"]["outcomes"].update(area="other")))
    differences = verify(folder, kernel=FakeKernel()).differences
    assert any(line.startswith("made with numpy 1.0, now ") for line in differences)


def test_other_versions_alone_are_no_difference(folder):
    edit(folder, other_numpy)
    assert verify(folder, kernel=FakeKernel()).equal


def test_a_different_number_of_failures_is_named(folder):
    report = verify(folder, kernel=FakeKernel(fails=frozenset({7})))
    assert "1 replications fail now, stored were 0" in report.differences


def test_an_outcome_the_model_no_longer_has_is_named(folder):
    kernel = FakeKernel()
    kernel.outcomes = (*kernel.outcomes[:1], type(kernel.outcomes[0])("size", "amount"), *kernel.outcomes[2:])
    differences = verify(folder, kernel=kernel).differences
    assert "area: stored, but the model has no such outcome any more" in differences
    assert "size: the model has this outcome now, the stored run did not" in differences


def test_a_folder_without_a_manifest_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no manifest.json of a run"):
        verify(tmp_path, kernel=FakeKernel())


def test_a_folder_without_its_table_is_told_in_one_line(folder):
    (folder / "outcomes.parquet").unlink()
    report = verify(folder, kernel=FakeKernel())
    assert (report.equal, report.differences) == (False, ("outcomes.parquet is missing",))
