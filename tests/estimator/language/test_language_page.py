import datetime
import re
from pathlib import Path

import pytest

from estimator.errors import RequestError
from estimator.language import Names, read
from estimator.request import Request

TODAY = datetime.date(2026, 11, 24)
PAGE = (Path(__file__).parents[3] / "docs" / "language.md").read_text(encoding="utf-8")
READ, REFUSED = (re.findall(r"^\| `(.+)` \| (.+) \|$", part, re.MULTILINE) for part in PAGE.split("## What is refused"))


@pytest.mark.parametrize(("text", "request_as_shown"), READ)
def test_an_example_of_the_page_reads_as_shown(names: Names, text: str, request_as_shown: str):
    shown = Request.model_validate(dict(pair.split("=") for pair in request_as_shown.split()))
    assert read(text, names, today=TODAY).request.model_copy(update={"text": ""}) == shown


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_a_refusal_of_the_page_reads_as_shown(names: Names, text: str, message: str):
    with pytest.raises(RequestError) as caught:
        read(text, names, today=TODAY)
    assert str(caught.value) == message
