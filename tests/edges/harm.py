"""Ways in which a result folder is harmed: by a disk, by a program, by a hand, by somebody who means it."""

import hashlib
import json
import os
import random
import shutil
import socket
from pathlib import Path

from sim.experiment.store.recorded import sealed

FILES = ("manifest.json", "outcomes.parquet", "inputs.parquet", "paths.parquet", "events.parquet")
VALUES = (
    None, True, -1, 0, 1, 2, 7, 10**12, 10**18, 2**64, 1.5, -0.0, 1e308, "", "x", "fake/baseline", "../../x",
    "\x1b[31m", [], {}, [[]], {"a": {}}, ["x"] * 50, "a" * 100_000, "\U0001f600",
)  # fmt: skip


def one_file(folder: Path, luck: random.Random) -> Path:
    return folder / luck.choice(FILES)


def flip_bits(folder, luck):
    file = one_file(folder, luck)
    content = bytearray(file.read_bytes())
    for _ in range(luck.choice([1, 1, 4, 40])):
        content[luck.randrange(len(content))] ^= 1 << luck.randrange(8)
    file.write_bytes(content)


def cut(folder, luck):
    file = one_file(folder, luck)
    os.truncate(file, luck.choice([0, 1, 4, luck.randrange(file.stat().st_size), file.stat().st_size - 1]))


def append(folder, luck):
    with one_file(folder, luck).open("ab") as file:
        file.write(luck.choice([b"\n", b"PAR1", b"\0" * 1000, b"{}"]))


def remove(folder, luck):
    one_file(folder, luck).unlink()


def empty_the_folder(folder, luck):
    for file in folder.iterdir():
        file.unlink()


def copy_over(folder, luck):
    one, other = luck.sample(FILES, 2)
    shutil.copyfile(folder / one, folder / other)


def rename(folder, luck):
    one_file(folder, luck).rename(folder / luck.choice(["x", ".hidden", "outcomes.parquet.bak", "Manifest.json"]))


def add_a_file(folder, luck):
    (folder / luck.choice(["notes.txt", "paths2.parquet", ".DS_Store", "manifest.json~", "\udcff"])).write_text("mine")


def folder_in_place(folder, luck):
    file = one_file(folder, luck)
    file.unlink()
    file.mkdir()
    (file / "mine").write_text("keep me")


def nested(folder, luck):
    shutil.copytree(folder, folder / "inner")


def link_in_place(folder, luck):
    file = one_file(folder, luck)
    moved = folder.parent.parent / "canary" / file.name
    target = luck.choice([moved, Path("/dev/zero"), Path("nowhere"), file.name, Path("/proc/self/mem"), folder])
    if target == moved:
        shutil.copyfile(file, moved)
    file.unlink()
    file.symlink_to(target)


def pipe_in_place(folder, luck):
    file = one_file(folder, luck)
    file.unlink()
    os.mkfifo(file)


def socket_in_place(folder, luck):
    file = one_file(folder, luck)
    file.unlink()
    here = os.getcwd()
    os.chdir(folder)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(file.name)
    os.chdir(here)


def odd_time(folder, luck):
    os.utime(folder / "manifest.json", (0, luck.choice([-1, 0, 2**33, 2**40, 253_402_300_800])))


def odd_name(folder, luck):
    folder.rename(folder.parent / luck.choice(["mine", *(f"{name}-seed1-0123456789" for name in ("x", "\udcff"))]))


def link_to_folder(folder, luck):
    moved = folder.parent.parent / "canary" / "moved"
    folder.rename(moved)
    folder.symlink_to(moved)


def file_for_folder(folder, luck):
    shutil.rmtree(folder)
    folder.write_text("mine")


def locked_away(folder, luck):
    one_file(folder, luck).chmod(0)


# the manifest, as text and as content


def odd_text(folder, luck):
    deep = luck.choice([250, 100_000])
    told = luck.choice([
        b"[" * deep, b'{"a":' * deep, b"\xff\xfe" + b"x", b"\xef\xbb\xbf{}", b"[]", b"null", b'"x"', b"",
        b" " * 20_000_000, b"NaN", b'{"name": "\\ud800"}', b'{"seed": ' + b"9" * 5000 + b"}",
    ])  # fmt: skip
    (folder / "manifest.json").write_bytes(told)


def deep_value(folder, luck):
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace('"seed": 1,', '"seed": ' + "[" * 100_000 + "]" * 100_000 + ",", 1))


def places(content, before=()):
    """Every place in a manifest, as keys one after another."""
    for key in content if isinstance(content, dict) else range(len(content)):
        yield (*before, key)
        if isinstance(content[key], dict | list):
            yield from places(content[key], (*before, key))


def edited(folder, luck):
    """The manifest with one to three values removed or changed."""
    content = json.loads((folder / "manifest.json").read_text())
    for _ in range(luck.choice([1, 1, 1, 3])):
        *way, last = luck.choice(list(places(content)))
        inner = content
        for key in way:
            inner = inner[key]
        if luck.random() < 0.3:
            del inner[last]
        else:
            inner[last] = luck.choice(VALUES)
    return content


def edit(folder, luck):
    (folder / "manifest.json").write_text(json.dumps(edited(folder, luck)))


def without_hashes(folder, luck):
    """A result as versions wrote it that hashed no file, perhaps with a file changed."""
    content = json.loads((folder / "manifest.json").read_text())
    for name in ("files", "digest"):
        del content[name]
    del content["content"]["events"]
    (folder / "manifest.json").write_text(json.dumps(content))
    if luck.random() < 0.7:
        file = folder / luck.choice(FILES[1:])
        whole = bytearray(file.read_bytes())
        whole[luck.randrange(len(whole))] ^= 1 << luck.randrange(8)
        file.write_bytes(whole[: luck.choice([len(whole), len(whole) // 2])])


# what somebody does who means it: new hashes for what was changed


def reseal(folder, content=None):
    content = content or json.loads((folder / "manifest.json").read_text())
    for name, told in content["files"].items():
        whole = (folder / name).read_bytes()
        told.update(size=len(whole), sha256=hashlib.sha256(whole).hexdigest())
    (folder / "manifest.json").write_text(json.dumps(sealed(content)))


def edit_and_seal(folder, luck):
    (folder / "manifest.json").write_text(json.dumps(sealed(edited(folder, luck))))


def flip_and_seal(folder, luck):
    file = folder / luck.choice(FILES[1:])
    content = bytearray(file.read_bytes())
    for _ in range(luck.choice([1, 4, 40])):
        content[luck.randrange(4, len(content) - 4)] ^= 1 << luck.randrange(8)
    file.write_bytes(content)
    reseal(folder)


def other_table_and_seal(folder, luck):
    """A table of another shape, type or size, with hashes that fit."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = folder / luck.choice(FILES[1:])
    table = pq.read_table(file)
    name = luck.choice(table.column_names)
    place = table.column_names.index(name)
    kind = luck.randrange(6)
    if kind == 0:
        table = table.set_column(place, name, pa.array(["x"] * len(table)))
    elif kind == 1:
        table = table.drop([name])
    elif kind == 2:
        table = table.slice(0, luck.randrange(len(table)))
    elif kind == 3:
        table = table.set_column(place, name, pa.array([[1, 2]] * len(table)))
    elif kind == 4:
        table = table.set_column(place, name, pa.nulls(len(table)))
    else:
        table = pa.table({"replication": pa.array([0] * 3_000_000)})
    pq.write_table(table, file)
    reseal(folder)


WAYS = (
    flip_bits, flip_bits, cut, append, remove, empty_the_folder, copy_over, rename, add_a_file, folder_in_place, nested,
    link_in_place, link_in_place, pipe_in_place, socket_in_place, odd_time, odd_name, link_to_folder, file_for_folder,
    locked_away, odd_text, odd_text, deep_value, edit, edit, edit, without_hashes, without_hashes,
    edit_and_seal, edit_and_seal, edit_and_seal, flip_and_seal, other_table_and_seal,
)  # fmt: skip
MEANT = frozenset({edit_and_seal, flip_and_seal, other_table_and_seal})
