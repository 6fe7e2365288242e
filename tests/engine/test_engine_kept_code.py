"""Machine code kept in a file: linked and called without numba, refused where it is not whole."""

import json
import platform
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.engine.cache import compiled_entry
from sim.engine.compiled import kept_code, less_work, linking, one_module
from sim.engine.compiled.kept_code import FILE, FREES, Code, Entry, compiled, kept, save
from sim.engine.compiled.less_work import is_plain
from sim.engine.compiled.one_module import callers_first, link
from tests.machine import patience

numba = pytest.importorskip("numba")
ROOT = Path(__file__).parents[2]
PLACED = sys.platform == "linux" and platform.machine() == "x86_64"  # where code takes no linker
SIGNATURE = "void(float64[::1], int64[:, ::1], float64, int64)"


@numba.njit
def grown(x):
    """A function of the C library."""
    return np.expm1(x)


@numba.njit
def doubled(x):
    """A function that holds another."""

    def again(y):
        return x + y

    return again(x)


def toy(values, table, factor, count):
    """Values times a factor plus the corner of a table; raises what is known when compiled, and what is not."""
    if count < 0:
        raise IndexError("out of the table", 7)
    if count > 9:
        raise ValueError("too many", count)
    for place in range(count):
        values[place] = values[place] * grown(factor) + doubled(table[1, 1])


def modest(values, table, factor, count):
    """Needs nothing that numba alone brings."""
    for place in range(count):
        values[place] = values[place] * grown(factor) + table[1, 1]


@pytest.fixture(scope="module")
def code() -> Code:
    return compiled(toy, SIGNATURE)


def arguments(count: int = 2) -> tuple:
    return np.array([1.0, 2.0]), np.array([[1, 2], [3, 4]]), 0.3, count


def test_kept_code_gives_the_bits_that_numba_gives(code: Code, tmp_path: Path) -> None:
    save(code, tmp_path)
    here, there = arguments(), arguments()
    numba.njit(SIGNATURE)(toy)(*here)
    Entry(kept(tmp_path))(*there)
    assert here[0].tobytes() == there[0].tobytes() != arguments()[0].tobytes()


def test_a_process_without_numba_runs_it(tmp_path: Path) -> None:
    save(compiled(modest, SIGNATURE), tmp_path)
    program = f"""
import json, sys
from pathlib import Path
import numpy as np
from sim.engine.compiled.kept_code import Entry, kept
values = np.array([1.0, 2.0])
Entry(kept(Path({str(tmp_path)!r})))(values, np.array([[1, 2], [3, 4]]), 0.3, 2)
print(json.dumps([values.tolist(), "numba" in sys.modules, "llvmlite" in sys.modules]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    expected = arguments()
    numba.njit(modest)(*expected)
    values, with_numba, with_llvm = json.loads(done.stdout)
    assert values == expected[0].tolist()
    assert with_numba == (sys.platform != "linux")
    assert with_llvm == (not PLACED)


SAME = """
import json
from llvmlite import binding
from sim.engine.compiled.linking import _of_the_process
binding.initialize_native_target()
binding.initialize_native_asmprinter()
machine = binding.Target.from_default_triple().create_target_machine(jit=True)
held = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
names = ("exp", "log", "erfc", "expm1", "sqrt", "memset")
print(json.dumps([[find(name) for name in names] for find in (_of_the_process, binding.address_of_symbol)]))
"""


@pytest.fixture(scope="module")
def modest_code() -> Code:
    return compiled(modest, SIGNATURE)


@pytest.mark.skipif(not PLACED, reason="code is put in its place on Linux with x86-64 alone")
class TestCodePutInItsPlace:
    def test_it_gives_the_bits_that_linked_code_gives(self, modest_code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
        there, here = arguments(), arguments()
        entry = Entry(modest_code)
        assert isinstance(entry._held, linking.Placed)
        entry(*there)
        monkeypatch.setattr(kept_code, "_placed", lambda code: None)
        linked = Entry(modest_code)
        assert not isinstance(linked._held, linking.Placed)
        linked(*here)
        assert here[0].tobytes() == there[0].tobytes() != arguments()[0].tobytes()

    def test_the_model_is(self) -> None:
        assert isinstance(compiled_entry()._held, linking.Placed)

    def test_functions_of_the_c_library_are_those_that_llvm_finds(self) -> None:
        """Without numba, which tells LLVM of its own ways to them."""
        done = subprocess.run([sys.executable, "-c", SAME], capture_output=True, text=True, timeout=60, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        ours, of_llvm = json.loads(done.stdout)
        assert ours == of_llvm
        assert len({*ours}) == len(ours) == 6

    def test_code_that_nobody_can_write_to(self, modest_code: Code) -> None:
        held = linking.placed(modest_code.machine_code, modest_code.function, {FREES: 1})
        assert held is not None
        ranges = [line.split()[:2] for line in Path("/proc/self/maps").read_text().splitlines()]
        [allowed] = [
            what for ends, what in ranges
            if int(ends.partition("-")[0], 16) <= held.address < int(ends.partition("-")[2], 16)
        ]
        assert allowed == "r-xp"

    def test_what_needs_a_linker_is_left_to_one(self, modest_code: Code) -> None:
        """Each change makes of code that can be placed code that cannot."""
        good, name = modest_code.machine_code, modest_code.function
        assert linking.placed(good, name, {FREES: 1})
        assert linking.placed(good, "another_function", {FREES: 1}) is None
        assert linking.placed(good, name, {}) is None, "a name that nobody has"
        of_another_kind, of_another_processor = (good[:16] + b"\3" + good[17:], good[:18] + b"\xb7" + good[19:])
        for damaged in (b"", good[:100], b"MZ" + good[2:], of_another_kind, of_another_processor):
            assert linking.placed(damaged, name, {FREES: 1}) is None

    def test_a_file_that_contradicts_itself_is_left_to_a_linker(self, modest_code: Code) -> None:
        good, name = modest_code.machine_code, modest_code.function
        sections, [table] = linking._sections(good), struct.unpack_from("<Q", good, 40)
        [symbols] = [number for number, one in enumerate(sections) if one.kind == linking.SYMBOLS]
        [used, *_] = [
            one for one in sections if one.kind == linking.RELOCATIONS and sections[one.info].kind != linking.UNWINDING
        ]
        without_names, no_such_symbol, beyond = bytearray(good), bytearray(good), bytearray(good)
        struct.pack_into("<I", without_names, table + symbols * struct.calcsize(linking.SECTION) + 4, 1)
        struct.pack_into("<I", no_such_symbol, used.offset + 12, 1_000_000)
        struct.pack_into("<Q", beyond, used.offset, sections[used.info].size - 7)
        for damaged in (without_names, no_such_symbol, beyond):
            assert linking.placed(bytes(damaged), name, {FREES: 1}) is None

    def test_other_relocations_and_sections_that_are_written_to_are_refused(self, modest_code: Code) -> None:
        good, name = modest_code.machine_code, modest_code.function
        sections = linking._sections(good)
        [first, *_] = [
            one for one in sections if one.kind == linking.RELOCATIONS and sections[one.info].kind != linking.UNWINDING
        ]
        other = bytearray(good)
        struct.pack_into("<I", other, first.offset + 8, 2)  # R_X86_64_PC32
        assert linking.placed(bytes(other), name, {FREES: 1}) is None
        written, [table] = bytearray(good), struct.unpack_from("<Q", good, 40)
        place = table + first.info * struct.calcsize(linking.SECTION) + 8
        struct.pack_into("<Q", written, place, sections[first.info].flags | linking.WRITTEN)
        assert linking.placed(bytes(written), name, {FREES: 1}) is None


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell the memory of a process")
def test_numba_frees_what_it_makes_after_code_that_needed_no_numba(tmp_path: Path) -> None:
    """The name by which code gives back memory was bound to something else before numba came."""
    save(compiled(modest, SIGNATURE), tmp_path)
    program = f"""
import resource, sys
from pathlib import Path
from sim.engine.compiled.kept_code import Entry, kept
Entry(kept(Path({str(tmp_path)!r})))
assert sys.platform != "linux" or "numba" not in sys.modules
import numba, numpy as np

@numba.njit
def filled(n):
    return np.ones(n) + 1.0

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()

filled(10)
before = resident()
for _ in range(100):
    filled(1_000_000)
print(resident() - before)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 40_000_000 < 100 * 8_000_000


def test_what_the_code_raises_is_raised(code: Code) -> None:
    with pytest.raises(IndexError, match="out of the table") as caught:
        Entry(code)(*arguments(-1))
    assert caught.value.args == ("out of the table", 7)


def test_what_is_put_together_at_run_time_is_raised_in_general_words(code: Code) -> None:
    with pytest.raises(ArithmeticError):
        Entry(code)(*arguments(10))


@pytest.mark.parametrize(
    "values",
    [np.zeros(2, dtype=np.float32), np.zeros((2, 1)), np.zeros(4)[::2]],
    ids=["other numbers", "other dimensions", "gaps"],
)
def test_an_array_of_another_kind_is_refused(code: Code, values: np.ndarray) -> None:
    with pytest.raises(TypeError, match="contiguous float64 array of 1 dimensions"):
        Entry(code)(values, *arguments()[1:])


def test_too_few_arguments_are_refused(code: Code) -> None:
    with pytest.raises(ValueError, match="longer than argument 1"):
        Entry(code)(*arguments()[:3])


@pytest.mark.parametrize("content", [b"", b"{}\n", b"[]\n", b"no facts\ncode"])
def test_a_file_that_holds_no_code_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert kept(tmp_path) is None


def test_a_damaged_file_counts_as_none(code: Code, tmp_path: Path) -> None:
    assert kept(tmp_path) is None
    save(code, tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    assert kept(tmp_path) == code
    for damaged in (whole[:-1], whole + b"\n", whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]):
        (tmp_path / FILE).write_bytes(damaged)
        assert kept(tmp_path) is None


def test_code_that_needs_what_nobody_has_is_not_linked(code: Code) -> None:
    with pytest.raises(ImportError, match="numba has no function_of_nobody"):
        Entry(replace(code, needs=("function_of_nobody",)))


APART = """
import sys
from pathlib import Path
from sim.engine.compiled.kept_code import compiled, save
from sim.engine.compiled import less_work, one_module
from tests.engine.test_engine_kept_code import SIGNATURE, toy
assert less_work.fits()
assert one_module.fits()
save(compiled(toy, SIGNATURE, apart=True), Path(sys.argv[1]))
"""


def test_one_module_gives_the_bits_of_many(code: Code, tmp_path: Path) -> None:
    """Tried with the versions of numba that both modules name; another that does not fit shows here."""
    subprocess.run([sys.executable, "-c", APART, str(tmp_path)], check=True, timeout=patience(120), cwd=ROOT)
    many, one = arguments(), arguments()
    Entry(code)(*many)
    Entry(kept(tmp_path))(*one)
    assert one[0].tobytes() == many[0].tobytes() != arguments()[0].tobytes()


def test_numba_that_lacks_what_is_changed_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_module, "NEEDED", (*one_module.NEEDED, "what_no_numba_has"))
    monkeypatch.setattr(less_work, "IDLE", (*less_work.IDLE, "WhatNoNumbaHas"))
    monkeypatch.setattr(one_module, "holding_back", lambda: pytest.fail("numba was changed"))
    monkeypatch.setattr(less_work, "sparing", lambda: pytest.fail("numba was changed"))
    assert compiled(modest, SIGNATURE, apart=True).machine_code


def test_who_calls_comes_before_who_is_called() -> None:
    """A library asked for by two others stands behind both; each stands once."""

    class Library:
        def __init__(self, *called: "Library") -> None:
            self._linking_libraries = list(called)

    last = Library()
    middle = Library(last)
    first = Library(last, middle, last)
    assert callers_first(first) == [middle, last]


def test_libraries_are_linked_in_groups_and_only_the_first_is_seen_from_outside() -> None:
    """Functions of one another's modules, in three groups; what nobody calls may go."""
    from llvmlite import binding

    class Library:
        def __init__(self, name: str, *called: str) -> None:
            declared = "".join(f"declare double @{one}(double)\n" for one in called)
            calls = "".join(f"%{one} = call double @{one}(double %x)\n" for one in called)
            text = f"{declared}define double @{name}(double %x) {{\n{calls}ret double %x\n}}"
            self._final_module = binding.parse_assembly(text)

    names = [f"f{number}" for number in range(2 * one_module.GROUP + 1)]
    first = Library("entry", *names)
    link(first, [Library(name, *names[place + 1 :]) for place, name in enumerate(names)])
    linkage = {one.name: one.linkage.name for one in first._final_module.functions if not one.is_declaration}
    assert linkage == {"entry": "external"} | dict.fromkeys(names, "linkonce_odr")
    first._final_module.verify()


def test_a_function_that_holds_another_goes_through_every_pass() -> None:
    assert is_plain("sim.model.supply", grown.py_func.__code__)
    assert not is_plain("sim.model.supply", doubled.py_func.__code__)
    assert not is_plain("numba.cpython.builtins", grown.py_func.__code__)
