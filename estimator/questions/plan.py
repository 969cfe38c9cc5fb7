"""`plan 70B 2T deadline=45d budget=$4M`: which accelerators, how many and on whose terms."""

from estimator.questions.question import Answered, Asked, Question


def _answer(asked: Asked) -> Answered:
    from estimator.questions.planned import planned  # noqa: PLC0415 - numpy, which only arrays need

    return planned(asked)


QUESTION = Question(
    "plan",
    "Over every accelerator, number of them and term that can be rented: the cheapest, the fastest, and what no other "
    "option beats in both cost and time.",
    {
        "plan 70B 2T deadline=45d budget=$4M": "what makes a deadline within a budget",
        "plan 70B 2T h100 billing=on-demand deadline=30d": "one accelerator, without commitment",
        "plan 70B 2T h100 vs b200 deadline=30d": "some accelerators to choose from",
    },
    _answer,
)
