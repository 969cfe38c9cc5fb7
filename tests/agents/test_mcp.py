"""`llmcost mcp` as agents use it: the real server, over its own standard input and over HTTP."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

import pytest

from agents.server import serve
from estimator import Estimator

if TYPE_CHECKING:
    from mcp import Client  # only where a test is run: every process that collects tests would load it

COMMAND = ["-m", "estimator", "mcp"]
ADDRESS = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as found:
        found.bind((ADDRESS, 0))
        return int(found.getsockname()[1])


def is_open(port: int) -> bool:
    with closing(socket.socket()) as tried:
        return tried.connect_ex((ADDRESS, port)) == 0


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    with subprocess.Popen([sys.executable, *COMMAND, "--http", "--port", str(port)], stderr=subprocess.PIPE) as server:
        deadline = time.monotonic() + 60
        while not is_open(port) and server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"http://{ADDRESS}:{port}/mcp"
        server.terminate()


@pytest.fixture(params=["stdio", "http"])
def reached(request: pytest.FixtureRequest) -> object:
    """What a client is given to reach the server."""
    if request.param == "http":
        return request.getfixturevalue("address")
    from mcp import StdioServerParameters  # noqa: PLC0415 - as above

    return StdioServerParameters(command=sys.executable, args=COMMAND)


@asynccontextmanager
async def client(reached: object) -> "AsyncIterator[Client]":
    from mcp import Client  # noqa: PLC0415 - as above

    async with Client(reached) as opened:  # type: ignore[arg-type]
        yield opened


async def test_the_tools_are_typed_and_say_what_they_take(address: str) -> None:
    async with client(address) as opened:
        tools = {tool.name: tool for tool in (await opened.list_tools()).tools}
    assert set(tools) == {"estimate", "plan", "compare", "optimal", "observe", "catalogue"}
    assert tools["plan"].input_schema["required"] == ["text"]
    assert "deadline=45d" in tools["plan"].input_schema["properties"]["text"]["description"]
    assert set(tools["catalogue"].input_schema["properties"]["kind"]["enum"]) == {
        "accelerators",
        "models",
        "prices",
        "grids",
    }
    assert "compute_cost" not in (tools["optimal"].output_schema or {})["required"]
    assert "laws" in (tools["optimal"].output_schema or {})["required"]


async def test_an_estimate_is_the_json_of_the_terminal_and_its_short_text(reached: object) -> None:
    async with client(reached) as opened:
        found = await opened.call_tool("estimate", {"text": "70B 2T a100 mfu=0.5"})
    assert found.structured_content == Estimator().json("70B 2T a100 mfu=0.5")
    assert "$2.69M" in found.content[0].text


@pytest.mark.parametrize(
    ("tool", "text", "holds"),
    [
        ("plan", "7B 1T h100 deadline=45d", "cheapest"),
        ("plan", "plan 7B 1T h100 deadline=45d", "front"),
        ("compare", "70B 2T a100 vs h100", "rows"),
        ("optimal", "1e24 flops", "laws"),
        ("observe", "70B 2T 1024xh100 700 tok/s/gpu", "remaining"),
        ("estimate", "bill 70B 2T 1024xh100", "items"),
        ("estimate", "70B 14T h100 then sft 10B", "phases"),
    ],
)
async def test_each_question_is_answered_with_or_without_its_first_word(
    address: str, tool: str, text: str, holds: str
) -> None:
    async with client(address) as opened:
        found = await opened.call_tool(tool, {"text": text})
    assert not found.is_error
    assert found.structured_content is not None
    assert found.structured_content[holds]
    assert found.content[0].text


async def test_the_catalogue_is_filtered_and_names_its_sources(address: str) -> None:
    async with client(address) as opened:
        found = await opened.call_tool("catalogue", {"kind": "prices", "words": "h100 aws"})
    assert found.structured_content is not None
    rows = found.structured_content["result"]
    assert rows
    assert all(row["provider"] == "aws" and row["sources"] for row in rows)


async def test_what_cannot_be_read_is_an_error_with_a_code_and_the_server_goes_on(reached: object) -> None:
    async with client(reached) as opened:
        refused = await opened.call_tool("estimate", {"text": "70B 2T h10"})
        again = await opened.call_tool("estimate", {"text": "70B 2T h100"})
    assert refused.is_error
    assert refused.structured_content is not None
    assert refused.structured_content["error"]["code"] == "unknown_name"
    assert "Did you mean h100?" in refused.content[0].text
    assert not again.is_error


def test_http_is_served_to_this_machine_alone(address: str) -> None:
    """A page in a browser that points its own name at this machine is turned away."""
    opened = http.client.HTTPConnection(ADDRESS, int(address.split(":")[2].partition("/")[0]), timeout=10)
    opened.request("POST", "/mcp", b"{}", {"Host": "evil.example", "Content-Type": "application/json"})
    assert opened.getresponse().status == 421
    opened.close()


def test_without_the_library_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "agents.tools", raising=False)
    assert serve(["mcp"]) == 1
    assert capsys.readouterr().err == 'llmcost: `mcp` needs a library that is not here: pip install "llmcost[mcp]"\n'
