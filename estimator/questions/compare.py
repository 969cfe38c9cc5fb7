"""`compare 70B 2T a100 vs h100`: up to six runs side by side, whatever it is that differs."""

from estimator.language.decisions import RENT_OR_BUY
from estimator.questions import own
from estimator.questions.question import Answered, Asked, Question


def _answer(asked: Asked) -> Answered:
    if RENT_OR_BUY.search(asked.text):
        return own.QUESTION.answer(asked)
    from estimator.questions.comparison import answer  # noqa: PLC0415 - an estimate does not wait for it

    return answer(asked)


QUESTION = Question(
    "compare",
    "Up to six runs side by side. What a side leaves out it takes from the first; with one side alone, the usual "
    "accelerators stand beside it.",
    {
        "compare 70B 2T a100 vs h100, mi300x": "the same run on other accelerators",
        "compare 70B 2T a100 mfu=0.3 vs 0.4": "another value for anything that can be said",
        "compare 7B vs 13B on 2T tokens with h100": "two models",
        "compare 70B 2T a100": "beside the accelerators that people weigh against it",
    },
    _answer,
)
