"""Everything as a page in a fixed-width font, below the glance: sections, footnotes, and the rest of what was noted."""

from collections.abc import Iterator

from estimator.estimate import Estimate
from estimator.render.columns import BLANK, Column, PageLine, paragraph, table
from estimator.render.everything import Everything, Section, everything
from estimator.render.page import WIDTH

_ENTRIES = (Column("label"), Column("value", right=True), Column(grows=True))
_SOURCES = (Column("label", right=True), Column("quiet", grows=True))


def explanation_page(estimate: Estimate, width: int = WIDTH) -> Iterator[PageLine]:
    """All steps and facts by section, then the sources by number."""
    found = everything(estimate)
    for section in found.sections:
        yield BLANK
        yield from _section(section, width)
    yield BLANK
    yield from _sources(found, width)


def _section(section: Section, width: int) -> Iterator[PageLine]:
    yield from paragraph(section.title, width, "title")
    rows = [(entry.label, entry.value, entry.words) for entry in section.entries]
    yield from table(_ENTRIES, rows, width)
    for sentence in section.sentences:
        yield from paragraph(sentence, width, indent=2)


def _sources(found: Everything, width: int) -> Iterator[PageLine]:
    yield from paragraph("Sources", width, "title")
    rows = [
        (str(number), " · ".join(part for part in (source.title, source.url, str(source.retrieved or "")) if part))
        for number, source in enumerate(found.sources, 1)
    ]
    yield from table(_SOURCES, rows, width)
