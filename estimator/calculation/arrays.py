"""The array form of an equation: its own expression, with numpy's functions in the place of those for one number."""

import math
from functools import cache, reduce
from types import CodeType, FunctionType, SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _least(*values: Array) -> Array:
    return np.asarray(reduce(np.minimum, values))


def _most(*values: Array) -> Array:
    return np.asarray(reduce(np.maximum, values))


_MATH = {"inf": math.inf, "exp": np.exp, "log": np.log, "log2": np.log2, "ceil": np.ceil}
_FUNCTIONS = {"min": _least, "max": _most, "either": np.where, "math": SimpleNamespace(**_MATH), **_MATH}


@cache
def on_arrays(function: FunctionType) -> FunctionType:
    """The same code on arrays that broadcast, with what it calls of the estimator: the expression is not a copy."""
    named = {name: function.__globals__.get(name) for name in _names(function.__code__)}
    called = {name: on_arrays(value) for name, value in named.items() if _is_ours(value)}
    known = {**function.__globals__, **called, **_FUNCTIONS}
    return FunctionType(function.__code__, known, function.__name__, function.__defaults__, function.__closure__)


def _is_ours(value: object) -> bool:
    return isinstance(value, FunctionType) and value.__module__.startswith("estimator.")


def _names(code: CodeType) -> set[str]:
    """The names that code looks up, within what it defines too."""
    inner = (_names(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*inner)
