"""The hub as people meet it: a server on this machine that answers as Hugging Face does, rightly and wrongly."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.hub import Hub
from estimator.errors import RequestError

CONFIG = {
    "model_type": "llama",
    "hidden_size": 2048,
    "num_hidden_layers": 22,
    "num_attention_heads": 32,
    "num_key_value_heads": 4,
    "intermediate_size": 5632,
    "vocab_size": 32000,
}
BODY = json.dumps(CONFIG).encode()
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Answers(BaseHTTPRequestHandler):
    """What the stand-in has: `good/model`, and one of each way to fail."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _answer(self, *, with_body: bool) -> None:
        repository = "/".join(self.path.split("/")[1:3])
        error = {"gated/model": "GatedRepo", "none/model": "RepoNotFound", "bare/model": "EntryNotFound"}.get(
            repository
        )
        if repository == "broken/model":
            self._head(500, {}, 0)
        elif error:
            self._head(403 if error == "GatedRepo" else 404, {"X-Error-Code": error}, 0)
        else:
            body = (
                b" " * 1_000_001 if repository == "huge/model" else b"\xff\xfe" if repository == "odd/model" else BODY
            )
            self._head(200, {"ETag": f'"{len(body)}"', "X-Repo-Commit": COMMIT}, len(body))
            if with_body:
                self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str], length: int) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hub(endpoint: str, tmp_path: Path) -> Hub:
    return Hub(endpoint=endpoint, cache=tmp_path)


def test_a_published_model_is_fetched_and_counted(hub: Hub):
    assert hub.model("hf:good/model").parameters == 1_100_048_384


def test_the_prefix_may_be_left_out(hub: Hub):
    assert json.loads(hub.config_text("good/model")) == CONFIG


def test_what_was_fetched_once_is_there_offline(hub: Hub, tmp_path: Path):
    hub.config_text("good/model")
    offline = Hub(endpoint="http://127.0.0.1:9", cache=tmp_path)
    assert json.loads(offline.config_text("good/model")) == CONFIG


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gated/model", "gated"),
        ("none/model", "has no model none/model"),
        ("bare/model", "no config.json"),
        ("huge/model", "1,000,001 bytes"),
        ("odd/model", "no text"),
        ("broken/model", "did not give"),
    ],
)
def test_what_cannot_be_had_is_said_in_a_sentence(hub: Hub, name: str, sentence: str):
    with pytest.raises(RequestError, match=sentence):
        hub.config_text(name)


def test_a_hub_out_of_reach_is_said_in_a_sentence(tmp_path: Path):
    with pytest.raises(RequestError, match=r"out of reach.*Paste its config\.json"):
        Hub(endpoint="http://127.0.0.1:9", cache=tmp_path).config_text("good/model")


@pytest.mark.parametrize("name", ["hf:", "model", "hf:../../etc/passwd", "hf:a/b/c", "hf:http://x/y", "hf:ä/ö"])
def test_a_name_that_is_none_is_refused_before_anything_is_fetched(name: str):
    with pytest.raises(RequestError, match="Name it as its page does"):
        Hub(endpoint="http://127.0.0.1:9").config_text(name)
