"""`llmcost set …`, `settings`: one's own defaults, in a local file."""

import datetime
import sys
from collections.abc import Sequence
from functools import partial

from estimator import load_catalogue
from estimator.errors import RequestError
from estimator.language import read
from service.evidence import told
from service.folder import data_folder
from service.house_rules import EXAMPLES, VISIBILITY, rule_of, written
from terminal.notebook import Notebook


def set_rule(arguments: Sequence[str]) -> int:
    """Keep a default, or drop it."""
    today = _today()
    text = " ".join(arguments).partition(" ")[2]
    rule = rule_of(text, partial(read, names=load_catalogue().names, today=today), today)
    if rule.key == VISIBILITY:
        raise RequestError("`visibility` is for channels in Slack: here you alone see an answer.", EXAMPLES)
    notebook = Notebook(data_folder(), "rules")
    if rule.content is None and notebook.latest(rule.key) is None:
        raise RequestError(f"{rule.key} is not set.", "`llmcost settings` lists what is.")
    notebook.add(rule.key, dict(rule.content) if rule.content else None)
    done = f"Set {written(rule.content)}" if rule.content else f"Unset {rule.key}"
    sys.stdout.write(f"{done}. `llmcost settings` lists all that is set.\n")
    return 0


def settings(arguments: Sequence[str]) -> int:
    """List the defaults and the measured runs."""
    if more := " ".join(arguments).partition(" ")[2]:
        raise RequestError(f'`settings` takes no words, and "{more}" is some.', EXAMPLES)
    folder = data_folder()
    rules = [f"{written(one.content or {})}\t{one.at[:10]}" for one in Notebook(folder, "rules").everything()]
    runs = [f"measured {told(one.content or {})}\t{one.at[:10]}" for one in Notebook(folder, "runs").everything()]
    sys.stdout.write("\n".join([*rules, *runs] or [f"Nothing is set. {EXAMPLES}"]) + "\n")
    return 0


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
