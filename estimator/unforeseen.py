"""What nobody foresaw, as errors: a number that leaves the range of floats, and whatever else escapes."""

import zlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from estimator.errors import EstimatorError, InternalError, OutOfRangeError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
# how Python's math begins to say that a number is 0, infinite or no number where it may not be
_OUTSIDE_MATH = ("math domain error", "expected a", "cannot convert float")


def refusing_overflow(calculation: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """The calculation, raising OutOfRangeError where its numbers overflow, or vanish so that a division fails."""

    @wraps(calculation)
    def refusing(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return calculation(*args, **kwargs)
        except ArithmeticError:
            raise OutOfRangeError from None
        except ValueError as error:
            if str(error).startswith(_OUTSIDE_MATH):
                raise OutOfRangeError from None
            raise

    return refusing


def shown(error: Exception) -> EstimatorError:
    """The error as a person may read it: a sentence that was meant for people, or an InternalError.

    An EstimatorError of no kind speaks of our own code, so it counts as unforeseen.
    """
    if isinstance(error, EstimatorError) and type(error) is not EstimatorError:
        return error
    return internal(error)


def internal(error: Exception) -> InternalError:
    """An exception as an error that can be shown: where it was raised, and a reference that its way there gives it."""
    way = list(_way(error))
    kind = type(error).__name__
    reference = zlib.crc32("\n".join([kind, *way]).encode())
    return InternalError(f"{kind} at {place_of(error)}", f"{reference:08x}")


def place_of(error: BaseException) -> str:
    """File, line and function where an exception was raised: enough to find it, without the values in it."""
    return [*_way(error)][-1] if error.__traceback__ else "an unknown place"


def _way(error: BaseException) -> Iterator[str]:
    """The places that an exception passed, outermost first."""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
