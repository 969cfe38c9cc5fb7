"""`accuracy`: how right the estimates are, on runs that the calibration had not seen."""

from functools import partial

from estimator.errors import RequestError
from estimator.questions.question import Answered, Asked, Question
from estimator.render.accuracy import accuracy_data, accuracy_text
from estimator.render.report import Report


def _answer(asked: Asked) -> Answered:
    if asked.text:
        raise RequestError(f'`accuracy` stands alone: I don\'t know what "{asked.text[:60]}" asks.', "Type `accuracy`.")
    data = partial(accuracy_data, asked.catalogue)
    return Answered(data, lambda: Report(notes=tuple(accuracy_text(asked.catalogue).splitlines())))


QUESTION = Question(
    "accuracy",
    "How right the estimates are: their errors on runs that the fit has not seen.",
    {"accuracy": "the errors of each kind of run, and how often the range holds"},
    _answer,
)
