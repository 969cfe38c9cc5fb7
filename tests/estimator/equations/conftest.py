"""Runs a test that asks for an `equation` on every equation that there is."""

import importlib
import pkgutil

import pytest

import estimator.equations
from estimator.calculation.equation import Equation


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "equation" in metafunc.fixturenames:
        found = _all_equations()
        metafunc.parametrize("equation", found.values(), ids=found)


def _all_equations() -> dict[str, Equation]:
    modules = [
        importlib.import_module(f"estimator.equations.{found.name}")
        for found in pkgutil.iter_modules(estimator.equations.__path__)
    ]
    values = [value for module in modules for value in vars(module).values() if isinstance(value, Equation)]
    return {f"{value.function.__module__.split('.')[-1]}.{value.function.__name__}": value for value in values}
