"""Fetches a model's config.json from the Hugging Face hub: for the shells, since the estimator has no network."""

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from estimator.catalogue.catalogue import Catalogue
from estimator.configuration.models import configured_model, named_in, repository_of, source_of
from estimator.configuration.reading import MAXIMUM_TEXT, ConfiguredModel, shape_from_text
from estimator.errors import RequestError

TIMEOUT = 10.0
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[\w.-]{1,96}", re.ASCII)
_FILE = "config.json"
_INSTEAD = "Paste its config.json, or give the parameters yourself: `70B 2T h100`."


@dataclass(frozen=True, slots=True)
class Hub:
    """Where models are published: by default the Hugging Face hub, with its usual cache folder.

    `token` lets the operator's own token be used, which opens gated models to everyone who may ask.
    """

    endpoint: str | None = None
    cache: Path | None = None
    token: bool = False

    def model(self, name: str) -> ConfiguredModel:
        """The model named `hf:organisation/name`. Raises RequestError when it cannot be had or read."""
        return shape_from_text(self.config_text(name), repository_of(name)[1])

    def config_text(self, name: str) -> str:
        """The text of the model's config.json, at most a million bytes, waiting at most ten seconds for each answer.

        What was fetched once is kept in the cache and asked for again only when the hub has a newer one.
        Raises RequestError when the name is none, or the model is missing, gated, too large or out of reach.
        """
        repository, _ = repository_of(name)
        if not _NAME.fullmatch(repository):
            raise RequestError(
                f"{repository[:100]!r} is no model of the Hugging Face hub.",
                "Name it as its page does: `hf:meta-llama/Llama-3.1-8B`.",
            )
        with _said_plainly(repository):
            return self._fetch(repository)

    def _fetch(self, repository: str) -> str:
        from huggingface_hub import hf_hub_download  # noqa: PLC0415 - slow to import

        path = hf_hub_download(
            repository,
            _FILE,
            cache_dir=self.cache,
            endpoint=self.endpoint,
            etag_timeout=TIMEOUT,
            token=self.token,
            local_files_only=not self._is_offered(repository),
        )
        return Path(path).read_text(encoding="utf-8")

    def _is_offered(self, repository: str) -> bool:
        """Whether the hub can be reached and has the file, in a size that is read."""
        from huggingface_hub import errors, get_hf_file_metadata, hf_hub_url  # noqa: PLC0415 - slow to import

        url = hf_hub_url(repository, _FILE, endpoint=self.endpoint)
        try:
            size = get_hf_file_metadata(url, timeout=TIMEOUT, token=self.token, endpoint=self.endpoint).size or 0
        except errors.HfHubHTTPError:
            raise
        except (errors.HTTPError, ConnectionError):  # type: ignore[attr-defined]  # whichever client the hub uses
            return False
        if size > MAXIMUM_TEXT:
            raise RequestError(f"The config.json of {repository} has {size:,} bytes; llmcost reads {MAXIMUM_TEXT:,}.")
        return True


def with_named_model(text: str, catalogue: Catalogue, today: datetime.date, hub: Hub | None = None) -> Catalogue:
    """The catalogue, with the model that a text names by `hf:organisation/name` if it names one.

    Raises RequestError when it cannot be had or read.
    """
    name = named_in(text)
    if name is None:
        return catalogue
    return catalogue.with_model(configured_model(name, (hub or Hub()).model(name), source_of(name, today)))


@contextmanager
def _said_plainly(repository: str) -> Iterator[None]:
    """Turns the hub's errors into sentences."""
    from huggingface_hub import errors  # noqa: PLC0415 - slow to import

    try:
        yield
    except errors.GatedRepoError:
        raise RequestError(
            f"{repository} is gated: the hub gives its config.json only to those it knows.", _INSTEAD
        ) from None
    except errors.RepositoryNotFoundError:
        raise RequestError(f"The Hugging Face hub has no model {repository}, or it is private.", _INSTEAD) from None
    except errors.LocalEntryNotFoundError:
        raise RequestError(
            f"The Hugging Face hub is out of reach, and {repository} is not in the cache.", _INSTEAD
        ) from None
    except errors.EntryNotFoundError:
        raise RequestError(f"{repository} has no config.json on the Hugging Face hub.", _INSTEAD) from None
    except UnicodeDecodeError:
        raise RequestError(f"The config.json of {repository} is no text.", _INSTEAD) from None
    except (OSError, errors.HfHubHTTPError):
        raise RequestError(f"The Hugging Face hub did not give the config.json of {repository}.", _INSTEAD) from None
