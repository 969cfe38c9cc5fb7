"""`sweep 70B 2T h100 gpus=64..4096 mfu=0.3..0.5`: one run at many points."""

from estimator.questions.question import Answered, Asked, Question


def _answer(asked: Asked) -> Answered:
    from estimator.questions.swept import swept  # noqa: PLC0415 - numpy, which only arrays need

    return swept(asked)


QUESTION = Question(
    "sweep",
    "One run on many numbers of accelerators, at many MFUs and prices, each with each: `a..b` for the ends, `a..b:n` "
    "for so many points. In Python up to millions of points: `Estimator().sweep`.",
    {
        "sweep 70B 2T h100 gpus=64..4096": "hours, days and cost by number of accelerators",
        "sweep 70B 2T 1024xh100 mfu=0.3..0.5:5 price=2..3:3": "cost by MFU and price",
    },
    _answer,
)
