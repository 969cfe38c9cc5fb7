"""The `llmcost` command: which of its uses is meant, and how it ends."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from estimator.errors import EstimatorError, RequestError

Command = Callable[[Sequence[str]], int]
UNREADABLE = 2
INTERRUPTED = 130
# the module of each use, loaded only when it is asked for, holds a function of its name
_USES = {
    "batch": "batch",
    **dict.fromkeys(("accelerators", "models", "prices", "grids"), "tables"),
    **dict.fromkeys(("backtest", "accuracy"), "accuracy"),
    "compare": "comparison",
    **dict.fromkeys(("save", "list", "show", "delete"), "saved"),
}
# first words that the language keeps for what is not built yet, where no estimate can begin with them
_LATER = frozenset({"plan", "optimal", "observe", "set", "settings"})


def main() -> None:
    """Run the command line and leave with its exit status: 0, 2 for a request that cannot be answered, 1 otherwise."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give back its exit status; errors become one line on standard error."""
    try:
        return _command(arguments)(arguments)
    except RequestError as error:
        sys.stderr.write(f"llmcost: {error}\n")
        return UNREADABLE
    except EstimatorError as error:
        sys.stderr.write(f"llmcost: {error}\n")
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        sys.stderr.write(f"llmcost: {error.strerror}: {error.filename}\n")
        return 1


def _command(arguments: Sequence[str]) -> Command:
    words = " ".join(word for word in arguments if not word.startswith("-")).lower().split()
    first = words[0] if words else ""
    if first in _LATER:
        raise RequestError(f"`llmcost {first}` is coming; it is not built yet.", "`llmcost help` shows what works.")
    use = "refresh" if words[:2] == ["prices", "refresh"] else _USES.get(first, "answer")
    command: Command = getattr(import_module(f"terminal.{use}"), use)
    return command


def parser(usage: str, description: str) -> argparse.ArgumentParser:
    """An argument parser of ours: short, and without abbreviations that a later option would break."""
    return argparse.ArgumentParser(
        prog="llmcost",
        usage=usage,
        description=description,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
