"""Chunks under an address that several machines share: the same chunks under the same names, whoever keeps them."""

import os

import numpy as np
import pytest

from sim.errors import InputError, StorageError
from sim.experiment.chunks.packing import Label, packed, unpacked
from sim.experiment.chunks.partial import Partial
from sim.experiment.chunks.places import as_folder, shelf_at, shelves_at
from sim.experiment.ensemble import Interrupted
from sim.experiment.running.running import run
from sim.experiment.store.records import Part
from sim.scenario.loading import load

fsspec = pytest.importorskip("fsspec")
SCENARIO, N = "tutorial/baseline", 400
PLACE = ".fake-seed1-0123456789-partial-paths-20"


@pytest.fixture(scope="module")
def bucket():
    """A bucket on a server that speaks as S3 does."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    known = {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any",
             "AWS_DEFAULT_REGION": "us-east-1"}  # fmt: skip
    before = {name: os.environ.get(name) for name in known}
    os.environ.update(known)
    fsspec.filesystem("s3").mkdir("runs")
    yield "s3://runs/of/ours"
    server.stop()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


def a_part(first=0, n=3, value=1.0):
    return Part(first, np.full((n, 2), value), np.zeros(n, np.int64), np.zeros((n, 4, 1), np.float32), np.zeros(0))


def test_the_same_chunk_has_the_same_name_and_bytes_whoever_makes_it():
    label, content = packed(a_part(), PLACE)
    turned = Part(0, np.asfortranarray(a_part().outcomes), *list(vars(a_part()).values())[2:])
    assert packed(turned, PLACE) == (label, content)
    assert Label.of(label.name) == label
    assert packed(a_part(value=1.0 + 2**-52), PLACE)[0] != label
    assert packed(a_part(), PLACE.replace("seed1", "seed2"))[0].proof != label.proof


def test_a_chunk_counts_only_in_its_place_with_its_bytes():
    label, content = packed(a_part(), PLACE)
    assert unpacked(label, content, PLACE).outcomes.tobytes() == a_part().outcomes.tobytes()
    assert unpacked(label, content, PLACE.replace("seed1", "seed2")) is None
    assert unpacked(label, content[:-1], PLACE) is None
    assert unpacked(Label(1, 4, label.proof), content, PLACE) is None


@pytest.mark.parametrize("root", ["memory://runs/of/ours", "folder", "file"])
def test_shelves_of_all_kinds_do_the_same(root, tmp_path, caplog):
    root = {"folder": str(tmp_path), "file": f"file://{tmp_path}"}.get(root, root)
    shelf = shelf_at(root, PLACE)
    assert (shelf.names(), shelf.labels(), shelves_at(root)) == ([], [], [])
    first, second = shelf.save(a_part()), shelf.save(a_part(3))
    assert shelf.note("order", {"n": 6}) == shelf.note("order", {"n": 6})
    assert shelf.labels() == [first, second]
    assert [other.place for other in shelves_at(root)] == [PLACE]
    assert [part.first for part in shelf.load(below=3)] == [0]
    shelf.put(second.name, b"half of it")
    assert [part.first for part in shelf.load()] == [0]
    assert f"{shelf.address}/{second.name} is damaged" in caplog.text
    assert shelf.notes("order") == [{"n": 6}]
    shelf.remove(below=3)
    assert (shelf.labels(), shelf.notes("order")) == ([second], [{"n": 6}])
    shelf.remove()
    assert shelf.names() == []


def test_a_run_is_kept_in_a_bucket_until_its_result_stands_here(bucket, tmp_path):
    def stop(done, n):
        if done >= n // 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        run(load(SCENARIO), replications=N, out=tmp_path, share=bucket, progress=stop)
    [shelf] = shelves_at(bucket)
    kept = len({one for label in shelf.labels() for one in range(label.first, label.last)})
    assert kept >= N // 2
    assert list(tmp_path.iterdir()) == []
    resumed = run(load(SCENARIO), replications=N, out=tmp_path, share=bucket)
    assert resumed.manifest["timings"]["replications_computed"] == N - kept
    assert shelf.names() == []
    whole = run(load(SCENARIO), replications=N)
    assert all(np.array_equal(resumed.outcomes[name], whole.outcomes[name], equal_nan=True) for name in whole.outcomes)


def test_an_address_that_cannot_be_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(InputError, match=r"^nowhere://runs: .*give a folder, or an address whose library"):
        shelf_at("nowhere://runs", PLACE)
    with pytest.raises(InputError, match="share = '' names no place"):
        run(load(SCENARIO), replications=5, out=tmp_path, share="")
    with pytest.raises(InputError, match="share = s3://runs: what is kept there becomes a result in `out`"):
        run(load(SCENARIO), replications=5, share="s3://runs")


def test_a_bucket_that_is_not_there_is_told_in_one_line(bucket):
    with pytest.raises(StorageError, match=r"^s3://nobodys: .*check the address, the rights and the way there") as told:
        shelf_at("s3://nobodys", PLACE).save(a_part())
    assert "\n" not in str(told.value)


def test_only_addresses_of_this_machine_are_folders(tmp_path):
    assert as_folder(f"file://{tmp_path}/a%20b") == tmp_path / "a b"
    assert as_folder("results") == as_folder(os.fspath("results"))
    assert as_folder("s3://runs") is as_folder("file://other/runs") is None
    assert isinstance(shelf_at(tmp_path, PLACE), Partial)
