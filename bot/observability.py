"""Structured logs and metrics: what happened and how often; never a token, never a user's text."""

import json
import logging
import sys
import time
from collections import Counter

from estimator.unforeseen import place_of

LOGGER = logging.getLogger("llmcost")
OWN_FIELDS = ("event", "outcome", "error", "reference", "seconds")


class JsonFormatter(logging.Formatter):
    """One JSON object a line.

    Messages of other people's loggers may quote a payload, so only their place and kind of error are written.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        line: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.partition(".")[0] == LOGGER.name:
            line["message"] = record.getMessage()
            line |= {name: getattr(record, name) for name in OWN_FIELDS if hasattr(record, name)}
        else:
            line["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            line["error"] = type(record.exc_info[1]).__name__
            line["at"] = place_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def configure_logging(level: str) -> None:
    """Send every log to standard error as JSON; other people's loggers only from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    LOGGER.setLevel(level)


class Metrics:
    """Counters in the text form that Prometheus reads."""

    HELP = (
        ("llmcost_requests_total", "What came in from Slack, by kind and outcome."),
        ("llmcost_slack_errors_total", "What Slack refused, by method and error."),
    )

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._started = time.time()

    def count(self, name: str, **labels: str) -> None:
        """Add one to a counter; labels are our own words, never a user's."""
        self._counts[name, ",".join(f'{key}="{value}"' for key, value in labels.items())] += 1

    def exposition(self) -> str:
        """All counters, one a line."""
        lines = [
            "# HELP llmcost_start_time_seconds When this process started, in seconds since 1970.",
            "# TYPE llmcost_start_time_seconds gauge",
            f"llmcost_start_time_seconds {self._started:.3f}",
        ]
        for name, meaning in self.HELP:
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} counter"]
            lines += [f"{key}{{{labels}}} {n}" for (key, labels), n in sorted(self._counts.items()) if key == name]
        return "\n".join(lines) + "\n"
