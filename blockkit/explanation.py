"""Every step of an estimate in a modal, a page for each thing that it is about."""

import json
from collections.abc import Iterator

from blockkit.kit import Block, Element, actions, button, context, cut, header, plain_text, section
from blockkit.neutral import neutral
from estimator.calculation.quantity import Source
from estimator.estimate import Estimate
from estimator.render.everything import Entry, Everything, Section, everything

CALLBACK = "explanation"
MAXIMUM_PAGES = 8
TITLE = 24
SECTION_ROOM = 2_800
SOURCES = "Sources"


def explanation_view(estimate: Estimate, text: str, page: int = 0) -> Element:
    """One page of everything, with buttons to the others; `text` asks for the same estimate again."""
    found = everything(estimate)
    titles = [section.title for section in found.sections] + [SOURCES]
    page = min(max(page, 0), len(titles) - 1)
    content = _section(found.sections[page]) if page < len(found.sections) else _sources(found)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text("All steps", TITLE),
        "close": plain_text("Close", TITLE),
        "private_metadata": json.dumps({"text": text}),
        "blocks": [_pages(titles, page, text), header(titles[page]), *content],
    }


def _pages(titles: list[str], page: int, text: str) -> Block:
    """A button for each page; the one that is open is marked by a dot and by colour."""
    return actions(
        *(
            button(f"• {title}" if place == page else title, f"explain_{place}", text, "primary" * (place == page))
            for place, title in enumerate(titles)
        )
    )


def _section(shown: Section) -> Iterator[Block]:
    yield from _sections([_entry(entry) for entry in shown.entries])
    if shown.sentences:
        yield from _sections([neutral(sentence) for sentence in shown.sentences])
    yield context(f"Numbers in brackets are footnotes: see {SOURCES}.")


def _entry(entry: Entry) -> str:
    line = f"*{neutral(entry.label)}* {neutral(entry.value)}"
    return f"{line}\n{neutral(entry.words)}" if entry.how or entry.range else f"{line} {entry.mark}".rstrip()


def _sources(found: Everything) -> Iterator[Block]:
    yield from _sections([f"{number}. {_linked(source)}" for number, source in enumerate(found.sources, 1)])


def _linked(source: Source) -> str:
    title = neutral(source.title).replace("|", "/")
    day = f", {source.retrieved.isoformat()}" if source.retrieved else ""
    return (f"<{source.url}|{title}>" if source.url else title) + day


def _sections(lines: list[str]) -> Iterator[Block]:
    """The lines, as many together as one paragraph holds."""
    piece = ""
    for line in (cut(line, SECTION_ROOM) for line in lines):
        if piece and len(piece) + len(line) > SECTION_ROOM:
            yield section(piece)
            piece = ""
        piece = f"{piece}\n{line}" if piece else line
    if piece:
        yield section(piece)
