"""Text to answer: the one place where the bot asks the estimator."""

import copy
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from estimator import Estimate, Request
from estimator.ask import answered
from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.team import TeamDefault, TeamRun
from estimator.configuration.models import likened
from estimator.errors import RequestError
from estimator.language import Reading, read, write
from estimator.questions.question import Answered
from estimator.questions.table import answer
from estimator.render.text import plain
from estimator.suggestions import ways_forward
from service.market import Market
from service.models import Models

# an answer with its message takes some 50 KB
KEPT_ANSWERS = 16
KEPT_TEAMS = 32
AWAY = Doubt(
    "team_defaults_away", "What your team has set could not be looked up just now: this takes my own defaults instead."
)


@dataclass(frozen=True, eq=False)
class Answer:
    """An estimate with the words that asked for it.

    `typed` is what the person wrote, `canonical` the same request in the language's own words, `text` the complete
    answer without formatting, `deliver` what the words asked to be done with it: of `share` and `pin`, `market` a line
    on what the accelerator rents for now, or nothing.
    """

    estimate: Estimate
    typed: str
    canonical: str
    text: str
    deliver: frozenset[str] = frozenset()
    market: str = ""

    @classmethod
    def of(cls, found: Estimate, deliver: frozenset[str] = frozenset(), market: str = "") -> "Answer":
        """The answer that an estimate is."""
        canonical = write(found.request)
        return cls(found, found.request.text or canonical, canonical, plain(found, market), deliver, market)


class Answers:
    """The estimator with its catalogue and today's date; the same words on the same day are worked out once."""

    def __init__(
        self,
        catalogue: Catalogue,
        today: Callable[[], datetime.date] | None = None,
        models: Models | None = None,
        market: Market | None = None,
    ) -> None:
        self.catalogue = catalogue
        self._away: tuple[Doubt, ...] = ()
        self._names = catalogue.names
        self._today = today or _today
        self._models = models or Models()
        self._market = market
        self._remembered = lru_cache(maxsize=KEPT_ANSWERS)(self._work_out)
        self._catalogue_of = lru_cache(maxsize=KEPT_TEAMS)(catalogue.with_team)

    def under(
        self, team: tuple[TeamDefault, ...], runs: tuple[TeamRun, ...] = (), *, is_known: bool = True
    ) -> "Answers":
        """The same, as a team asks that has measured runs; `is_known` is false where that could not be looked up."""
        if not (team or runs) and is_known:
            return self
        mine = copy.copy(self)
        mine.catalogue = self._catalogue_of(team, runs) if team or runs else self.catalogue
        mine._away = () if is_known else (AWAY,)  # noqa: SLF001 - it is our own
        return mine

    @property
    def today(self) -> datetime.date:
        """The day that answers are of."""
        return self._today()

    def read(self, text: str) -> Reading:
        """What the words ask for. Raises RequestError with the offending word and its field."""
        return read(likened(text), self._names, today=self._today())

    def readable(self, text: str) -> Request | None:
        """What the words ask for, or nothing when they cannot be read."""
        try:
            return self.read(text).request
        except RequestError:
            return None

    def answer(self, text: str) -> Answer:
        """The estimate that the words ask for.

        Raises RequestError when they cannot be read or answered, ModelNotFetchedError when they name a model that has
        to be fetched first.
        """
        return self._remembered(text.strip(), self._today(), self.catalogue, self._away)

    def laid_out(self, text: str) -> Estimate:
        """The estimate with its parallel layout, which takes up to 50 ms: not for the loop. Raises as `answer` does."""
        day = self._today()
        text = likened(text)
        reading = read(text, self._names, today=day)
        doubts = (*reading.doubts, *self._away)
        return answered(reading.request, self._models.beside(self.catalogue, text), day, doubts, layout=True)

    def ask(self, text: str) -> Answered:
        """The answer to whatever question the text asks. Raises as `answer` does."""
        text = likened(text)
        return answer(text, self._models.beside(self.catalogue, text), self._today())

    async def fetch(self, name: str) -> None:
        """Fetch the model `hf:organisation/name`, so that it can be asked about. Raises RequestError."""
        await self._models.fetch(name, self._today())

    def paste(self, text: str) -> str:
        """Keep the model of a pasted config.json, and give the name to call it by. Raises RequestError."""
        return self._models.paste(text, self._today())

    def written(self, request: Request) -> str:
        """A request in the language's own words."""
        return write(request)

    def _work_out(self, text: str, day: datetime.date, known: Catalogue, away: tuple[Doubt, ...]) -> Answer:
        text = likened(text)
        catalogue = self._models.beside(known, text)

        def worked_out(words: str) -> Answer:
            reading = read(words, self._names, today=day)
            found = answered(reading.request, catalogue, day, (*reading.doubts, *away))
            return Answer.of(found, reading.deliver, self._market.line(found) if self._market else "")

        try:
            return worked_out(text)
        except RequestError as error:
            error.suggestions = ways_forward(text, error, worked_out)
            raise


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
