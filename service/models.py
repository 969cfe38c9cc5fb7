"""People's own models: fetched from the hub by name, or pasted as a config.json; kept while the process runs."""

import asyncio
import concurrent.futures
import datetime
import hashlib
import threading
from collections import OrderedDict

from estimator.calculation.quantity import Source
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Model
from estimator.configuration.models import (
    configured_model,
    is_local,
    local_name,
    named_in,
    repository_of,
    source_of,
)
from estimator.configuration.reading import shape_from_text
from estimator.errors import RequestError
from service.hub import Hub

KEPT_MODELS = 256
LONGEST_FETCH = 25.0
MAXIMUM_FETCHES = 4


class ModelNotFetchedError(Exception):
    """A text names a model of the hub that is not here yet; fetching it takes longer than an answer may."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Models:
    """The latest 256 models that are in no catalogue, by the name that a request calls them."""

    def __init__(self, hub: Hub | None = None) -> None:
        self._hub = hub or Hub()
        self._kept: OrderedDict[str, Model] = OrderedDict()
        self._fetching = asyncio.Semaphore(MAXIMUM_FETCHES)

    def beside(self, catalogue: Catalogue, text: str) -> Catalogue:
        """The catalogue with the model that a text names by `hf:…`, if it names one.

        Raises ModelNotFetchedError when it has to be fetched first, RequestError when it was pasted and is gone.
        """
        name = named_in(text)
        if name is None:
            return catalogue
        if name in self._kept:
            self._kept.move_to_end(name)
            return catalogue.with_model(self._kept[name])
        if is_local(name):
            raise RequestError(
                "The config.json that was pasted for this is no longer here.",
                "Press Edit and paste it again, or give the parameters yourself: `70B 2T h100`.",
                field="model",
            )
        raise ModelNotFetchedError(name)

    def paste(self, text: str, today: datetime.date) -> str:
        """Keep the model of a config.json, and give the name to call it by. Raises RequestError when it is none."""
        configured = shape_from_text(text)
        name = local_name(f"{configured.family}-{hashlib.sha256(text.encode()).hexdigest()[:8]}")
        self._keep(configured_model(name, configured, Source("config.json, as pasted", None, today)))
        return name

    async def fetch(self, name: str, today: datetime.date) -> None:
        """Fetch a model of the hub and keep it. Raises RequestError when it cannot be had in time, or read."""
        async with self._fetching:
            found = _in_thread(self._hub, name)
            try:
                async with asyncio.timeout(LONGEST_FETCH):
                    text = await asyncio.wrap_future(found)
            except TimeoutError:
                raise RequestError(
                    f"The Hugging Face hub took more than {LONGEST_FETCH:.0f} seconds.", "Please try again."
                ) from None
        self._keep(configured_model(name, shape_from_text(text, repository_of(name)[1]), source_of(name, today)))

    def _keep(self, model: Model) -> None:
        self._kept[model.id] = model
        while len(self._kept) > KEPT_MODELS:
            self._kept.popitem(last=False)


def _in_thread(hub: Hub, name: str) -> "concurrent.futures.Future[str]":
    """The model's config.json, once a thread has it that the process does not wait for when it stops."""
    found: concurrent.futures.Future[str] = concurrent.futures.Future()
    found.set_running_or_notify_cancel()

    def run() -> None:
        try:
            found.set_result(hub.config_text(name))
        except Exception as error:  # noqa: BLE001 - whoever waits for the result gets it
            found.set_exception(error)

    threading.Thread(target=run, name=f"hub {name}", daemon=True).start()
    return found
