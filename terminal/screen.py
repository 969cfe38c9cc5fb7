"""Pages of an answer on a terminal: the same lines as in a pipe, in colour, as wide as the terminal."""

import io
from collections.abc import Callable, Iterable

from rich.console import Console
from rich.text import Text

from estimator.render.columns import PageLine
from estimator.render.page import WIDTH

_COLOURS = {"title": "bold", "value": "bold green", "label": "cyan", "quiet": "dim", "warning": "bold yellow"}
_LEAST = 60


def screen(page: Callable[[int], Iterable[PageLine]]) -> str:
    """The page for a terminal of this width, coloured unless NO_COLOR is set."""
    terminal = Console()
    width = max(min(terminal.width, WIDTH), _LEAST)
    console = Console(file=io.StringIO(), force_terminal=True, width=max(width, terminal.width), highlight=False)
    for line in page(width):
        console.print(Text.assemble(*((text, _COLOURS.get(style, "")) for style, text in line)), soft_wrap=True)
    drawn = console.file
    return drawn.getvalue().rstrip() if isinstance(drawn, io.StringIO) else ""
