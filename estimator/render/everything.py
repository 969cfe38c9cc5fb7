"""The third depth: every step and fact of an estimate, by what it is about, with its source as a numbered footnote."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct, field

from estimator.calculation.quantity import Assumed, Derived, Fact, Given, Quantity, Source, derivation
from estimator.estimate import Estimate
from estimator.render.beside import neighbour_words, priced_words
from estimator.render.figures import exact, figure_range
from estimator.render.names import model_words

# each step stands in the first section whose results rest on it
_SECTIONS = (
    ("The work", ("training_compute", "simple_compute", "hardware_compute")),
    ("The MFU and its evidence", ("mfu",)),
    ("Hours and days", ("accelerator_hours", "token_throughput", "wall_clock", "accelerators_needed")),
    ("Money", ("compute_cost", "total_cost", "budget_left", "price")),
    ("Energy", ("energy", "emissions", "electricity_cost")),
    ("Memory and layout", ("memory_per_accelerator",)),
)
_RECENT = 4


class Entry(Struct, frozen=True):
    """One number: its name, its value with all digits, its 80 % range, how it comes about, and its footnote."""

    label: str
    value: str
    range: str
    how: str
    footnote: int | None = None

    @property
    def words(self) -> str:
        """Range, how it comes about, and the footnote's number, in one."""
        span = f"({self.range})" if self.range else ""
        return " ".join(part for part in (span, self.how, self.mark) if part)

    @property
    def mark(self) -> str:
        """The footnote's number in brackets, where there is one."""
        return f"[{self.footnote}]" if self.footnote else ""


class Section(Struct, frozen=True):
    """What an estimate knows about one thing: numbers, and sentences below them."""

    title: str
    entries: tuple[Entry, ...]
    sentences: tuple[str, ...] = ()


class Everything(Struct, frozen=True):
    """All sections, and the sources that their footnotes number from one on."""

    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


class _Footnotes(Struct):
    """Sources in the order in which they are first cited."""

    numbers: dict[Source, int] = field(default_factory=dict)

    def number(self, source: Source | None) -> int | None:
        return self.numbers.setdefault(source, len(self.numbers) + 1) if source else None


@lru_cache(maxsize=_RECENT)
def everything(estimate: Estimate) -> Everything:
    """All that an estimate knows, grouped; each source once."""
    footnotes, told = _Footnotes(), set[str]()
    sections = []
    for title, results in _SECTIONS:
        found = [quantity for quantity in _behind(estimate, results) if quantity.name not in told]
        told |= {quantity.name for quantity in found}
        entries = tuple(_entry(quantity, footnotes) for quantity in _shown(estimate, found))
        sentences = tuple(_sentences(estimate, title))
        if entries or sentences:
            sections.append(Section(title, entries, sentences))
    return Everything(tuple(sections), tuple(footnotes.numbers))


def _behind(estimate: Estimate, results: Iterable[str]) -> tuple[Quantity, ...]:
    known = {step.name: step for step in estimate.steps}
    return derivation(*(known[name] for name in results if name in known))


def _shown(estimate: Estimate, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """The quantities without the constants of formulas, which stand in the formulas already."""
    constants = {
        name
        for step in estimate.steps
        if isinstance(step.origin, Derived)
        for name in getattr(step.origin.equation, "constants", ())
    }
    return (quantity for quantity in found if quantity.name not in constants)


def _entry(quantity: Quantity, footnotes: _Footnotes) -> Entry:
    label, value, span = quantity.term.label, exact(quantity), figure_range(quantity)
    match quantity.origin:
        case Given():
            return Entry(label, value, span, "as you said")
        case Fact(source=source, verified=verified, note=note):
            doubt = "" if verified else "not seen in a primary source"
            return Entry(
                label, value, span, "; ".join(part for part in (note, doubt) if part), footnotes.number(source)
            )
        case Assumed(reason=reason, source=source):
            return Entry(label, value, span, f"assumed: {reason}", footnotes.number(source))
        case Derived() as origin:
            how = f"{quantity.term.symbol} = {origin.formula} = {origin.substituted}"
            return Entry(label, value, span, how, footnotes.number(origin.source))


def _sentences(estimate: Estimate, title: str) -> Iterator[str]:
    match title:
        case "The MFU and its evidence":
            yield from (neighbour_words(near, estimate.run.precision) for near in estimate.neighbours)
        case "Money":
            yield from map(priced_words, estimate.prices)
        case "Energy" if estimate.place:
            yield f"On {estimate.place}."
        case "Memory and layout" if estimate.fit:
            yield estimate.fit.sentence(model_words(estimate.run))
