"""`set` and `settings`: what a team takes where a request leaves it open, in words and as it is kept."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from estimator import Request
from estimator.catalogue.team import TeamDefault
from estimator.errors import RequestError
from estimator.language import Reading

VISIBILITY, GROUP = "visibility", "group"
_VISIBLE = ("channel", "asker")
EXAMPLES = "Try `set price h100=2.10 until=2027-06-30`, `set mfu h100=0.38` or `set grid=france`."
_WORDS = re.compile(
    r"(?P<everywhere>workspace\s+)?"
    r"(?:(?P<name>price|mfu)\s+(?P<accelerator>[^=]+?)|grid)\s*=\s*(?P<value>(?!(?:provider|until)=)\S+)?"
    r"(?P<more>(?:\s+(?:provider|until)=\S+)*)",
    re.IGNORECASE,
)
_WORKSPACE_LAST = re.compile(r"(.+)\s+workspace", re.IGNORECASE)
_VISIBLE_WORDS = re.compile(r"(?P<everywhere>workspace\s+)?visibility\s*=\s*(?P<value>\S*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """What `set` asks for: the default's key, its content or nothing to unset it, and whether for all channels."""

    key: str
    content: Mapping[str, Any] | None
    is_everywhere: bool = False


def rule_of(text: str, read: Callable[[str], Reading], today: datetime.date) -> Rule:
    """The rule that words ask for. Raises RequestError when they ask for none, or for what a request cannot say."""
    if visible := _VISIBLE_WORDS.fullmatch(_WORKSPACE_LAST.sub(r"workspace \1", text.strip())):
        return _visibility(visible, today)
    match = _WORDS.fullmatch(_WORKSPACE_LAST.sub(r"workspace \1", text.strip()))
    if match is None:
        raise RequestError(f'`set` does not understand "{text.strip()[:100]}".', EXAMPLES)
    name, everywhere = (match["name"] or "grid").lower(), bool(match["everywhere"])
    accelerator = _accelerator(match["accelerator"], read)
    key = f"{name} {accelerator}".strip()
    if match["value"] is None:
        return Rule(key, None, everywhere)
    value = getattr(_request(f"{name}={match['value']}", read), name)
    if value is None:
        raise RequestError(f'"{match["value"]}" is not a value that `set {name}` can keep.', EXAMPLES)
    terms = dict(term.lower().split("=", 1) for term in match["more"].split())
    until = _until(terms.get("until"), today)
    content = {"name": name, "accelerator": accelerator, "value": value, "since": today.isoformat(), "until": until}
    return Rule(key, {**content, "provider": terms.get("provider", "")[:64]}, everywhere)


def _visibility(match: re.Match[str], today: datetime.date) -> Rule:
    """Who sees an answer: the asker alone, or at once the channel. Raises RequestError for anybody else."""
    value, everywhere = match["value"].lower(), bool(match["everywhere"])
    if not value:
        return Rule(VISIBILITY, None, everywhere)
    if value not in _VISIBLE:
        raise RequestError(f'"{value[:100]}" is not who sees answers.', "Try `set visibility=channel`, or `asker`.")
    content = {"name": VISIBILITY, "accelerator": "", "value": value, "since": today.isoformat()}
    return Rule(VISIBILITY, {**content, "until": "", "provider": ""}, everywhere)


def default_of(content: Mapping[str, Any], author: str) -> TeamDefault:
    """A kept rule as the estimator takes it, with who set it and when."""
    by = f" by {author}" if author else ""
    return TeamDefault(
        content["name"],
        content["value"],
        f"your team's {_of(content)}, set{by} on {content['since']}{_terms(content)}",
        datetime.date.fromisoformat(content["since"]),
        datetime.date.fromisoformat(content["until"]) if content["until"] else None,
        content["accelerator"],
    )


def written(content: Mapping[str, Any]) -> str:
    """A kept rule as it is typed: `price h100-sxm=2.1 provider=acme until=2027-06-30`."""
    subject = f"{content['name']} {content['accelerator']}".strip()
    terms = "".join(f" {term}={content[term]}" for term in ("provider", "until") if content[term])
    return f"{subject}={content['value']}{terms}"


def _of(content: Mapping[str, Any]) -> str:
    return "MFU" if content["name"] == "mfu" else str(content["name"])


def _terms(content: Mapping[str, Any]) -> str:
    terms = [f"at {content['provider']}"] if content["provider"] else []
    terms += [f"until {content['until']}"] if content["until"] else []
    return f" ({', '.join(terms)})" if terms else ""


def _accelerator(text: str | None, read: Callable[[str], Reading]) -> str:
    """The id of the one accelerator that words name; empty where they need none."""
    if text is None:
        return ""
    request = _request(text, read)
    if request.accelerator is None or request.model_dump(exclude_none=True, exclude={"text", "accelerator"}):
        raise RequestError(f'"{text[:100]}" is not the name of one accelerator.', EXAMPLES)
    return request.accelerator


def _request(text: str, read: Callable[[str], Reading]) -> Request:
    """What a part of the text says. Raises RequestError, whose span is not one of the whole text."""
    try:
        return read(text).request
    except RequestError as error:
        error.span = None
        raise


def _until(text: str | None, today: datetime.date) -> str:
    if text is None:
        return ""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise RequestError(f'"{text[:100]}" is not a day.', "Write it as `until=2027-06-30`.") from None
    if day < today:
        raise RequestError(f"{day} is past.", "`until=` names the last day on which it holds.")
    return day.isoformat()
