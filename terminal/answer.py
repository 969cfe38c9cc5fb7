"""`llmcost TEXT`: one question, one answer, in the form asked for."""

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.names import CONFIGURED
from estimator.language import first_word
from estimator.questions import estimate
from estimator.questions.question import Answered, Asked
from terminal.files import FILES, file_of, write
from terminal.forms import shown
from terminal.options import parser
from terminal.own import own_catalogue

USAGE = (
    "llmcost [--json | --csv | --markdown | --blocks | --html | --svg | --png FILE] [--explain] [--config FILE] TEXT"
)
ABOUT = """What will it cost to train this model?

  llmcost 70B 2T a100 mfu=0.5              dollars, hours and days on one screen
  llmcost explain 70B 2T a100 mfu=0.5      every step, fact and source behind it
  llmcost llama-3.1-405b 16384xh100        a known model, its published tokens, a wall clock
  llmcost 671B-A37B 14.8T h800 price=2     a sparse model at your price
  llmcost 8B 15T h100 deadline=30d budget=$3M
  llmcost --config config.json 2T h100     your own model, from its Hugging Face config.json
  llmcost hf:org/name 2T h100              the same, fetched from the hub; `like=llama` reads a family that is not known
  llmcost compare 70B 2T a100 vs h100      up to six runs side by side
  llmcost 70B 2T a100 --html run.html      the answer and everything behind it as one page, to forward or to print
  llmcost compare 70B 2T --png run.png     its chart as a picture, or with --svg as a drawing
  llmcost help [TOPIC]                     the whole language
  llmcost set price h100=2.10, settings    your own defaults; `observe … save` keeps a measured run to lean on
  llmcost mcp [--http]                     the same questions for agents, over the Model Context Protocol
  llmcost batch [FILE|-] [--layout]        one request a line in, one line of JSON out; memory with --layout
  llmcost accelerators|models|prices|grids [FILTER]    the catalogue, with its sources
  llmcost prices refresh                   what accelerators rent for now, shown beside the default from then on
  llmcost backtest FILE.csv, accuracy      how right the estimates are
"""

# forms that hold all that is known, the layout included
_COMPLETE = frozenset({"json", "csv", "html"})


def answer(arguments: Sequence[str]) -> int:
    """Answer the text in the arguments."""
    options, text = _options(arguments)
    if not text:
        sys.stdout.write(f"usage: {USAGE}\n\n{ABOUT}")
        return 0
    today = datetime.datetime.now(tz=datetime.UTC).date()
    if options.explain:
        text = f"explain {text}"
    found = answered(*_with_models(text, options.config, today), today, layout=options.form in _COMPLETE)
    typed = f"{text} --config {options.config}" if options.config else text
    sys.stdout.write(f"{_written(found, options, typed)}\n")
    return 0


def answered(text: str, catalogue: Catalogue, today: datetime.date, *, layout: bool) -> Answered:
    """The answer to a text; most ask for an estimate, and need not wait until all other questions are loaded."""
    if first_word(text) is None:
        return estimate.QUESTION.answer(Asked(text, catalogue, today, layout))
    from estimator.questions import table  # noqa: PLC0415 - see above

    return table.answer(text, catalogue, today, layout=layout)


def _written(found: Answered, options: argparse.Namespace, typed: str) -> str:
    """The answer, or where it was written."""
    form = options.form
    return write(found, form, typed, options.file) if options.file else shown(found, form, typed)


def _options(arguments: Sequence[str]) -> tuple[argparse.Namespace, str]:
    reader = parser(USAGE, ABOUT)
    form = reader.add_mutually_exclusive_group()
    for name in ("json", "csv", "markdown", "blocks"):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name)
    for name, written in FILES.items():
        form.add_argument(f"--{name}", metavar="FILE", help=f"write {written}")
    reader.add_argument("--explain", action="store_true", help="every step, fact and source")
    reader.add_argument("--config", metavar="FILE", help="the config.json of your own model")
    reader.set_defaults(form="screen")
    flags: list[str] = []
    words: list[str] = []
    takes_next = False
    takers = ("--config", *(f"--{name}" for name in FILES))
    for word in arguments:
        (flags if takes_next or word.startswith("--") else words).append(word)
        takes_next = word in takers
    options = reader.parse_args(flags)
    options.file = None
    for name in FILES:
        if (file := getattr(options, name)) is not None:
            options.form, options.file = name, file_of(name, file)
    return options, " ".join(words).strip()


def _with_models(text: str, config: str | None, today: datetime.date) -> tuple[str, Catalogue]:
    """The text and the catalogue, with the model of a config.json: of a file, or of the hub when the text names it."""
    catalogue = own_catalogue()
    if config:
        from terminal.configurations import with_file  # noqa: PLC0415 - loaded only when asked

        return with_file(text, Path(config), catalogue, today)
    if CONFIGURED in text.lower():
        from estimator.configuration.models import likened  # noqa: PLC0415 - loaded only when asked
        from service.hub import with_named_model  # noqa: PLC0415 - loaded only when asked

        text = likened(text)
        return text, with_named_model(text, catalogue, today)
    return text, catalogue
