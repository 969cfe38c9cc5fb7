"""The estimator as the bot starts with it: the catalogue, and the market where a refresh has written one."""

from bot.observability import LOGGER
from estimator import load_catalogue
from estimator.errors import CatalogueError
from service.answers import Answers
from service.folder import data_folder
from service.market import Market, load_market


def starting_answers() -> Answers:
    """The answers of a bot that starts; a market that cannot be read is logged and left out."""
    return Answers(load_catalogue(), market=current_market())


def current_market() -> Market | None:
    """The market as the operator's newest refresh has written it; nothing where there is none."""
    try:
        return load_market(data_folder())
    except (CatalogueError, OSError) as error:
        LOGGER.warning("the market is left out: %s", error, extra={"event": "market"})
        return None
