"""`llmcost TEXT`: one question, one worked answer, in the form asked for."""

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Mapping, Sequence

from estimator import Estimate, load_catalogue
from estimator.ask import ask
from estimator.render.text import plain
from terminal.main import parser

USAGE = "llmcost [--json | --csv | --markdown | --blocks] TEXT"
ABOUT = """What will it cost to train this model?

  llmcost 70B 2T a100 mfu=0.5              FLOPs, accelerator-hours, dollars, step by step
  llmcost llama-3.1-405b 16384xh100        a known model, its published tokens, a wall clock
  llmcost 671B-A37B 14.8T h800 price=2     a sparse model at your price
  llmcost 8B 15T h100 deadline=30d budget=$3M
  llmcost help [TOPIC]                     the whole language
  llmcost batch [FILE|-]                   one request a line in, one JSON object a line out
  llmcost accelerators|models|prices [FILTER]    the catalogue, with its sources
  llmcost backtest FILE.csv, accuracy      how right the estimates are
"""


def answer(arguments: Sequence[str]) -> int:
    """Answer the text in the arguments."""
    options, text = _options(arguments)
    if not text:
        sys.stdout.write(f"usage: {USAGE}\n\n{ABOUT}")
        return 0
    if text.split()[0].lower() == "help":
        from estimator.render.guide import guide  # noqa: PLC0415 - loaded only when asked

        sys.stdout.write(guide(" ".join(text.split()[1:])) + "\n")
        return 0
    today = datetime.datetime.now(tz=datetime.UTC).date()
    estimate = ask(text, load_catalogue(), today)
    sys.stdout.write(_FORMS[options.form](estimate) + "\n")
    return 0


def _options(arguments: Sequence[str]) -> tuple[argparse.Namespace, str]:
    reader = parser(USAGE, ABOUT)
    form = reader.add_mutually_exclusive_group()
    for name in ("json", "csv", "markdown", "blocks"):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name)
    reader.set_defaults(form="screen")
    flags = [word for word in arguments if word.startswith("--")]
    words = [word for word in arguments if not word.startswith("--")]
    return reader.parse_args(flags), " ".join(words).strip()


def _as_json(estimate: Estimate) -> str:
    from estimator.render.json import as_json  # noqa: PLC0415 - loaded only when asked

    return json.dumps(as_json(estimate), indent=1, ensure_ascii=False, allow_nan=False)


def _as_csv(estimate: Estimate) -> str:
    from estimator.render.csv import as_csv  # noqa: PLC0415 - loaded only when asked

    return as_csv(estimate)


def _as_markdown(estimate: Estimate) -> str:
    from estimator.render.markdown import markdown  # noqa: PLC0415 - loaded only when asked

    return markdown(estimate)


def _as_blocks(estimate: Estimate) -> str:
    from bot.blocks import message  # noqa: PLC0415 - loaded only when asked

    return json.dumps(message(estimate), indent=1, ensure_ascii=False)


def _as_screen(estimate: Estimate) -> str:
    if not sys.stdout.isatty():
        return plain(estimate)
    from terminal.screen import screen  # noqa: PLC0415 - loaded only for a terminal

    return screen(estimate)


_FORMS: Mapping[str, Callable[[Estimate], str]] = {
    "json": _as_json,
    "csv": _as_csv,
    "markdown": _as_markdown,
    "blocks": _as_blocks,
    "screen": _as_screen,
}
