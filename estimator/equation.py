"""`@equation`: a pure function of one return expression that can show its working.

The formula that a reader sees is read from the expression that ran, so the two cannot drift apart.
"""

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from estimator.errors import EstimatorError
from estimator.numbers import compact
from estimator.quantity import Assumed, Derived, Quantity, Source
from estimator.vocabulary import term

Numeric = Callable[..., float]


class EquationFunction(Protocol):
    """A plain function of floats, as an equation is written."""

    __name__: str

    def __call__(self, *args: float, **kwargs: float) -> float:
        """Evaluate the formula."""


@dataclass(frozen=True)
class Equation:
    """A formula: callable on plain numbers, and on quantities through `of`, which records the working."""

    name: str
    function: Numeric
    source: Source
    parameters: tuple[str, ...]
    constants: Mapping[str, Quantity]
    meaning: str
    template: Callable[[Mapping[str, str]], str]
    formula: str

    def __call__(self, *args: float, **kwargs: float) -> float:
        """Evaluate on plain numbers."""
        return self.function(*args, **kwargs)

    def of(self, *quantities: Quantity) -> Quantity:
        """Evaluate on quantities, bound by name, and return the result with its working.

        Raises EstimatorError when a quantity is not a parameter, comes twice, or is missing.
        """
        bound = self._bind(quantities)
        value = self.function(**{name: quantity.value for name, quantity in bound.items()})
        substituted = self.template({name: compact(quantity.value) for name, quantity in bound.items()})
        origin = Derived(self.formula, substituted, tuple(bound.values()), self.source)
        return Quantity(self.name, value, origin)

    def _bind(self, quantities: tuple[Quantity, ...]) -> dict[str, Quantity]:
        given = {quantity.name: quantity for quantity in quantities}
        if len(given) != len(quantities) or not given.keys() <= set(self.parameters):
            raise EstimatorError(f"{self.name} takes {self.parameters}, not {[q.name for q in quantities]}.")
        bound = {**self.constants, **given}
        if len(bound) != len(self.parameters):
            missing = set(self.parameters) - bound.keys()
            raise EstimatorError(f"{self.name} lacks {', '.join(sorted(missing))}.")
        return {name: bound[name] for name in self.parameters}


def equation(source: Source, name: str | None = None) -> Callable[[Numeric], Equation]:
    """Make an equation of a function with one return expression.

    The function's name, or `name` where several formulas give one quantity, and its parameters' names are vocabulary
    names; a parameter's default is a constant that shows up in the working. Raises EstimatorError otherwise.
    """

    def decorate(function: Numeric) -> Equation:
        result = name or function.__name__
        term(result)
        signature = inspect.signature(function).parameters
        symbols = {parameter: term(parameter).symbol for parameter in signature}
        template = _template(function)
        constants = {
            key: Quantity(key, float(parameter.default), Assumed(term(key).meaning, source))
            for key, parameter in signature.items()
            if parameter.default is not inspect.Parameter.empty
        }
        return Equation(
            name=result,
            function=function,
            source=source,
            parameters=tuple(signature),
            constants=constants,
            meaning=inspect.getdoc(function) or "",
            template=template,
            formula=template(symbols),
        )

    return decorate


def _template(function: Numeric) -> Callable[[Mapping[str, str]], str]:
    """A function that writes the formula with each name replaced by its symbol or its number."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    body = definition.body if isinstance(definition, ast.FunctionDef) else []
    statements = [node for node in body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    if len(statements) != 1 or not isinstance(statements[0], ast.Return) or statements[0].value is None:
        raise EstimatorError(f"The equation {getattr(function, '__name__', '?')} is not one return expression.")
    return functools.partial(_write, statements[0].value)


_PRECEDENCE: dict[type[ast.operator], tuple[int, str]] = {
    ast.Add: (1, " + "),
    ast.Sub: (1, " − "),  # noqa: RUF001
    ast.Mult: (2, " × "),
    ast.Div: (2, " / "),
    ast.Pow: (4, "^"),
}
_NEEDS_RIGHT_BRACKETS = (ast.Sub, ast.Div)


def _write(node: ast.expr, names: Mapping[str, str], outer: int = 0) -> str:
    match node:
        case ast.Name(id=name):
            return names.get(name, name)
        case ast.Constant(value=float() | int() as value):
            return compact(value)
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=args):
            return f"{called}({', '.join(_write(arg, names) for arg in args)})"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"−{_write(operand, names, 3)}"  # noqa: RUF001
        case ast.BinOp(left=left, op=operator, right=right):
            level, sign = _PRECEDENCE[type(operator)]
            inner = level + 1 if isinstance(operator, (*_NEEDS_RIGHT_BRACKETS, ast.Pow)) else level
            text = f"{_write(left, names, level)}{sign}{_write(right, names, inner)}"
            return f"({text})" if level < outer else text
        case _:
            raise EstimatorError(f"An equation may not contain {ast.dump(node)[:80]}.")
