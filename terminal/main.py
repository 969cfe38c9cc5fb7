"""The `llmcost` command: which of its uses is meant, and how it ends."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from estimator.errors import RequestError
from estimator.unforeseen import shown
from terminal.encoding import tolerate_encodings

Command = Callable[[Sequence[str]], int]
UNREADABLE = 2
INTERRUPTED = 130
# where each use is, so that it loads only what it needs
_PLACES = {
    "batch": "terminal.batch:batch",
    "mcp": "agents.server:serve",
    "backtest": "terminal.backtest:backtest",
    "prices refresh": "terminal.refresh:refresh",
    "set": "terminal.rules:set_rule",
    "settings": "terminal.rules:settings",
    "observe": "terminal.observing:observe",
    **dict.fromkeys(("save", "list", "show", "delete"), "terminal.saved:saved"),
}


def main() -> None:
    """Run the command line and leave with its exit status: 0, 2 for a request that cannot be answered, 1 otherwise."""
    tolerate_encodings()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give back its exit status; errors become one line on standard error."""
    try:
        return _command(arguments)(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - whatever it is, the person reads a line and no traceback
        return _told(error)


def _told(error: Exception) -> int:
    """Write an error as one line and give back the exit status that it means."""
    if isinstance(error, OSError) and error.filename:
        sys.stderr.write(f"llmcost: {error.strerror}: {error.filename}\n")
        return 1
    told = shown(error)
    if isinstance(told, RequestError):
        sys.stderr.write(f"llmcost: {told}{_way_forward(told)}\n")
        return UNREADABLE
    sys.stderr.write(f"llmcost: {told}\n")
    return 1


def _way_forward(error: RequestError) -> str:
    """What can be asked instead: a line for each on a terminal, in the one line of the error elsewhere."""
    if sys.stderr.isatty():
        return "".join(f"\n  llmcost {suggestion}" for suggestion in error.suggestions)
    told = "Did you mean" in error.hint or all(f"`{suggestion}`" in error.hint for suggestion in error.suggestions)
    return "" if told else f" Try: {' | '.join(error.suggestions)}"


def _command(arguments: Sequence[str]) -> Command:
    """What only a terminal does, by its first words; everything else is a question."""
    words = " ".join(word for word in arguments if not word.startswith("-")).lower().split()
    place = _PLACES.get(" ".join(words[:2])) or _PLACES.get("".join(words[:1]), "terminal.answer:answer")
    module, _, name = place.partition(":")
    command: Command = getattr(import_module(module), name)
    return command
