"""Every question by the word that asks it: the one table of chat, terminal, batch and programs."""

import datetime

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language import first_word
from estimator.questions import (
    accuracy,
    bill,
    compare,
    estimate,
    listing,
    observe,
    optimal,
    own,
    phases,
    plan,
    sensitivity,
    sweep,
)
from estimator.questions.question import Answered, Asked, Question
from estimator.questions.topics import guide, topics_of
from estimator.render.report import Report
from estimator.suggestions import MOST, ways_forward_with

QUESTIONS: tuple[Question, ...] = (
    estimate.QUESTION,
    compare.QUESTION,
    plan.QUESTION,
    optimal.QUESTION,
    sensitivity.QUESTION,
    sweep.QUESTION,
    observe.QUESTION,
    bill.QUESTION,
    own.QUESTION,
    phases.QUESTION,
    *listing.QUESTIONS,
    accuracy.QUESTION,
)
TOPICS = topics_of(QUESTIONS)


def answer(text: str, catalogue: Catalogue, today: datetime.date, *, layout: bool = False) -> Answered:
    """The answer to a text: to the question that its first word asks, else an estimate.

    Raises RequestError for what cannot be read or answered.
    """
    word, rest = first_word(text) or ("", text)
    if word not in _ANSWERS:
        raise RequestError(f"I don't answer `{word}` here.", "`help` shows what I answer.")
    asked = Asked(rest, catalogue, today, layout)
    if word not in _ABOUT_A_RUN:
        return _ANSWERS[word](asked)
    examples = tuple(_ABOUT_A_RUN[word].examples)
    if not rest.strip():
        raise RequestError(f"`{word}` needs to know of what.", "Say it behind the word.", suggestions=examples[:MOST])
    try:
        return _ANSWERS[word](asked)
    except RequestError as error:
        error.suggestions = ways_forward_with(word, error, examples)
        raise


def _help(asked: Asked) -> Answered:
    text = guide(asked.text, TOPICS)
    data = {"topics": [{"name": topic.name, "about": topic.about, "examples": topic.examples} for topic in TOPICS]}
    return Answered(lambda: data, lambda: Report(notes=tuple(text.splitlines())))


def _explained(asked: Asked) -> Answered:
    return answer(asked.text, asked.catalogue, asked.today, layout=True)._replace(explains=True)


# questions that say nothing without a request behind their word
_ABOUT_A_RUN = {
    asked.word: asked
    for asked in QUESTIONS
    if asked.word in ("compare", "plan", "optimal", "sensitivity", "observe", "bill", "own", "phases", "sweep")
}
_ANSWERS = {question.word: question.answer for question in QUESTIONS} | {
    "": estimate.QUESTION.answer,
    "help": _help,
    "explain": _explained,
}
