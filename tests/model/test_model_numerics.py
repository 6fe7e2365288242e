"""Elementary functions: right to the last digits, and the same bits plain and compiled; nothing else is used."""

import ast
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtri

import sim.model
from sim.model.numbers import numerics
from sim.model.numbers.compilable import tell_numba

POINTS = 100_000
MODEL = Path(sim.model.__file__).parent
FILES = sorted(MODEL.rglob("*.py"))
MATH = {"ceil", "erfc", "exp", "expm1", "floor", "isfinite", "isnan", "log", "sqrt"}  # swept below
MATH_NUMBERS = {"inf", "nan"}
BUILT_IN = {"abs", "float", "int", "max", "min", "range"}
OPERATORS = {ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.FloorDiv, ast.USub, ast.Not, ast.BitAnd}


def acts_compiled(node):
    """Whether a function is a law or a process: marked compilable, or a generator."""
    marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
    return "compilable" in marks or any(isinstance(inner, ast.Yield) for inner in ast.walk(node))


def made_here(tree):
    """Names of laws that a module makes of others: by a call at its top level, or handed to the function around it."""
    calls = [node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)]
    makers = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not acts_compiled(node)]
    names = {target.id for node in calls for target in node.targets if isinstance(target, ast.Name)}
    return names | {argument.arg for maker in makers for argument in maker.args.args}


def forbidden(source):
    """What a module's laws and processes use beyond the allow-list."""
    tree = ast.parse(source)
    modules = {
        alias.asname or alias.name for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    known = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)} | modules | made_here(tree)
    found = []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and acts_compiled(function):
            body = [inner for statement in function.body for inner in ast.walk(statement)]
            found += [f"{function.name}: {fault}" for node in body if (fault := fault_of(node, known, modules))]
    return found


def fault_of(node, known, modules):
    """What is wrong with one node, or nothing."""
    if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.AugAssign)) and type(node.op) not in OPERATORS:
        return f"operator {type(node.op).__name__}"
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == "math" and node.attr not in MATH | MATH_NUMBERS:
            return f"math.{node.attr}"
        if node.value.id in ("np", "numpy"):
            return f"np.{node.attr}"
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id not in known | BUILT_IN:
            return f"call of {node.func.id}"
        if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) not in modules:
            return f"call of {ast.unparse(node.func)}"
    return None


@pytest.mark.parametrize(
    "planted",
    [
        "x**2", "x**0.5", "np.sum(x)", "x.sum()", "sum(x)", "math.hypot(x, x)", "math.gamma(x)", "math.pow(x, 2.0)",
        "pow(x, 2)",
    ],
)
def test_the_allow_list_finds_what_must_not_be_used(planted):
    source = f"import math\nimport numpy as np\n@compilable\ndef law(x):\n    return {planted}\n"
    assert forbidden(source)


def test_there_are_laws_and_processes_to_look_at():
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(MODEL).as_posix())
def test_laws_and_processes_use_nothing_beyond_the_allow_list(path):
    assert forbidden(path.read_text(encoding="utf-8")) == []


def spread(low, high, seed=1):
    """Random points between two bounds, the bounds and zero among them."""
    points = np.random.default_rng(seed).uniform(low, high, POINTS)
    points[:3] = low, high, min(max(0.0, low), high)
    return points


def positive(low, high):
    """Random points over many orders of magnitude."""
    return np.exp(spread(math.log(low), math.log(high)))


LOGISTIC = 1.0 / (1.0 + np.exp(-spread(-36.0, 36.0)))
SWEEPS = [
    (math.exp, (spread(-700.0, 700.0),)),
    (math.expm1, (spread(-700.0, 700.0),)),
    (math.log, (positive(1e-300, 1e300),)),
    (math.sqrt, (positive(1e-300, 1e300),)),
    (math.erfc, (spread(-6.0, 27.0),)),
    (math.floor, (spread(-1e9, 1e9),)),
    (math.ceil, (spread(-1e9, 1e9),)),
    (numerics.exp, (spread(-900.0, 900.0),)),
    (numerics.log, (spread(-1.0, 5.0),)),
    (numerics.power, (positive(1e-12, 1e9), spread(-3.0, 3.0, 2))),
    (numerics.clip, (spread(-9.0, 9.0), spread(-5.0, 0.0, 2), spread(0.0, 5.0, 3))),
    (numerics.normal_cdf, (spread(-38.0, 38.0),)),
    (numerics.normal_quantile, (np.clip(LOGISTIC, 2.0**-54, 1.0 - 2.0**-53),)),
    (numerics.chance_of, (positive(1e-9, 1e3), spread(0.0, 30.0))),
    (numerics.on_grid, (positive(1e-6, 1e10),)),
]


@pytest.mark.parametrize(("function", "arguments"), SWEEPS, ids=lambda part: getattr(part, "__qualname__", ""))
def test_a_function_gives_the_same_bits_plain_and_compiled(function, arguments):
    numba = pytest.importorskip("numba")
    tell_numba()
    compiled = numba.njit(sweep_of(function, len(arguments)))(*arguments)
    plain = np.array([function(*point) for point in zip(*(a.tolist() for a in arguments), strict=True)], dtype=float)
    assert np.array_equal(plain.view(np.uint64), compiled.view(np.uint64))


def sweep_of(function, n_arguments):
    """A loop over points that numba compiles with the function inside."""
    if n_arguments == 1:
        def sweep(a):
            out = np.empty(a.shape[0])
            for i in range(a.shape[0]):
                out[i] = function(a[i])
            return out
    elif n_arguments == 2:
        def sweep(a, b):
            out = np.empty(a.shape[0])
            for i in range(a.shape[0]):
                out[i] = function(a[i], b[i])
            return out
    else:
        def sweep(a, b, c):
            out = np.empty(a.shape[0])
            for i in range(a.shape[0]):
                out[i] = function(a[i], b[i], c[i])
            return out
    return sweep


def test_every_allowed_function_is_swept():
    swept = {function.__name__ for function, _ in SWEEPS if getattr(function, "__module__", "") == "math"}
    assert swept | {"isfinite", "isnan"} == MATH


def test_the_normal_quantile_is_right_to_the_last_digits():
    points = np.concatenate([spread(2.0**-54, 1.0 - 2.0**-53), positive(1e-300, 0.5), 1.0 - positive(2.0**-53, 0.5)])
    points = points[points < 1.0]
    ours, expected = np.array([numerics.normal_quantile(p) for p in points.tolist()]), ndtri(points)
    away = np.abs(points - 0.5) > 1e-6  # at a half both are zero, where a relative error says nothing
    assert np.max(np.abs(ours[away] / expected[away] - 1.0)) < 1e-15 * 3.0
    assert numerics.normal_quantile(0.5) == 0.0


def test_saturation_takes_the_place_of_faults():
    assert numerics.exp(1e4) == math.exp(700.0)
    assert numerics.exp(-1e4) == math.exp(-700.0)
    assert numerics.log(0.0) == math.log(1e-300)
    assert numerics.power(0.0, 0.5) == pytest.approx(0.0, abs=1e-149)
    assert numerics.power(0.0, 0.0) == 1.0


def test_chances_over_days_follow_the_exponential_law():
    assert numerics.chance_of(0.02, 1.0) == pytest.approx(1.0 - math.exp(-0.02))
    assert numerics.chance_of(0.0, 5.0) == 0.0
    assert numerics.chance_of(-1.0, 5.0) == 0.0


def test_times_on_the_grid_add_up_exactly():
    one, other = numerics.on_grid(9.3), numerics.on_grid(46.1)
    assert (one + other) - one == other
    assert abs(one - 9.3) <= 1.0 / 2048.0
    assert numerics.on_grid(math.inf) == math.inf
