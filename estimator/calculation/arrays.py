"""Equations on arrays: a function's own code over a table of functions that take arrays. Importing this loads numpy."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from types import CodeType, FunctionType, SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from estimator.calculation.equation import Equation
from estimator.calculation.recipe import Step

Array = NDArray[Any]
Values = dict[str, Array]


def _least(*values: Array) -> Array:
    return reduce(np.minimum, values)


def _most(*values: Array) -> Array:
    return reduce(np.maximum, values)


_MATH = SimpleNamespace(inf=math.inf, exp=np.exp, log=np.log, log2=np.log2, ceil=np.ceil, sqrt=np.sqrt)
_OF_ARRAYS = {"min": _least, "max": _most, "round": np.rint, "either": np.where, "math": _MATH, **vars(_MATH)}


@cache
def array_form(function: FunctionType) -> Callable[..., Any]:
    """The same code on arrays: what it calls by name takes arrays too, be it of Python or of the estimator."""
    named = {name: function.__globals__.get(name) for name in _names(function.__code__)}
    own = {name: array_form(value) for name, value in named.items() if _is_ours(value)}
    table = {**function.__globals__, **own, **_OF_ARRAYS}
    form = FunctionType(function.__code__, table, function.__name__, function.__defaults__, function.__closure__)
    form.__kwdefaults__ = function.__kwdefaults__
    return form


def on_arrays(steps: Iterable[Step], known: Mapping[str, Any]) -> dict[str, Any]:
    """All results of equations in order, each finding its inputs by name; constants of the equations hold."""
    values = dict(known)
    for step in steps:
        if isinstance(step, Equation):
            inputs = [values[name] if name in values else step.constants[name].value for name in step.parameters]
            values[step.name] = array_form(step.function)(*inputs)
        else:
            values[step.name] = step.evaluate(values)
    return values


def _is_ours(value: object) -> bool:
    return isinstance(value, FunctionType) and value.__module__.startswith("estimator.")


def _names(code: CodeType) -> set[str]:
    """The names that code looks up, within what it defines too."""
    inner = (_names(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*inner)
