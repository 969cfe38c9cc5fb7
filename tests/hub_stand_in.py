"""A server on this machine that answers as the Hugging Face hub does, rightly and wrongly."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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
OWN_BODY = json.dumps({**CONFIG, "model_type": "ours"}).encode()
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Answers(BaseHTTPRequestHandler):
    """What the stand-in has: `good/model`, `own/model` of a family of its own, and one of each way to fail."""

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
            others = {"huge/model": b" " * 1_000_001, "odd/model": b"\xff\xfe", "own/model": OWN_BODY}
            body = others.get(repository, BODY)
            self._head(200, {"ETag": f'"{len(body)}"', "X-Repo-Commit": COMMIT}, len(body))
            if with_body:
                self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str], length: int) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()


@contextmanager
def running_hub() -> Iterator[str]:
    """Run the stand-in and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
