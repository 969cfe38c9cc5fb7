"""`accelerators`, `models`, `prices`, `grids`: the facts behind the answers, or each fact of a single entry."""

from collections.abc import Callable
from functools import partial

from estimator.catalogue.catalogue import Catalogue
from estimator.questions.question import Answered, Asked, Question
from estimator.render import listing, tables
from estimator.render.entry_page import entry_page
from estimator.render.report import Report

Table = Callable[[Catalogue, str], tables.CatalogueTable]
Listed = Callable[[Catalogue, str], list[listing.Listed]]


def _question(word: str, about: str, examples: dict[str, str], table: Table, listed: Listed) -> Question:
    def answer(asked: Asked) -> Answered:
        entries = partial(listed, asked.catalogue, asked.text)
        return Answered(entries, partial(_report, word, table, asked), text=partial(_object, word, entries))

    return Question(word, f"{about} All words of the filter must match.", examples, answer)


def _object(word: str, entries: Callable[[], list[listing.Listed]]) -> bytes:
    """The entries inside an object, since each line of a batch is one."""
    import orjson  # noqa: PLC0415 - a question in a terminal does without

    return orjson.dumps({"question": word, "entries": entries()})


def _report(word: str, table: Table, asked: Asked) -> Report:
    """The one entry that the words mean, else all that hold them."""
    found = entry_page(asked.catalogue, word, asked.text)
    title, rows = found or ("", table(asked.catalogue, asked.text))
    if not rows.rows:
        return Report(notes=(f'No {word} match "{asked.text}". `{word}` lists all of them.',), is_list=True)
    return Report(title, rows.headers, rows.rows, is_list=True)


QUESTIONS = (
    _question(
        "accelerators",
        "The accelerators with their peaks, memory and default price; a single one with the source of each fact.",
        {"accelerators hopper": "those of one architecture", "accelerators h100-sxm": "a single one, with its sources"},
        tables.accelerator_table,
        listing.list_accelerators,
    ),
    _question(
        "models",
        "The known models with their parameters, published tokens and shape; a single one with its sources.",
        {"models llama": "those of one family"},
        tables.model_table,
        listing.list_models,
    ),
    _question(
        "prices",
        "What providers ask for an accelerator-hour, each with its day.",
        {"prices h100 aws": "one accelerator at one provider"},
        tables.price_table,
        listing.list_prices,
    ),
    _question(
        "grids",
        "How much CO2e a kWh of electricity emits, by place.",
        {"grids france": "one country"},
        tables.grid_table,
        listing.list_grids,
    ),
)
