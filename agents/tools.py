"""The tools: a question each, asked in the language that people type, answered with its JSON and a short text."""

import datetime
from collections.abc import Callable
from typing import Annotated, Any, Literal

from mcp.server import MCPServer
from mcp_types import CallToolResult, ContentBlock, TextContent, ToolAnnotations
from pydantic import Field

from agents.forms import Compared, Estimated, Form, Listed, Observed, Optimal, Planned
from estimator import load_catalogue
from estimator.configuration.models import likened
from estimator.language import first_word
from estimator.questions.question import Answered, Question
from estimator.questions.table import QUESTIONS, answer
from estimator.render.json import VERSION
from estimator.render.report_page import report_text
from estimator.render.text import plain
from estimator.unforeseen import shown
from service.hub import with_named_model

INSTRUCTIONS = """What training a language model costs: FLOPs, accelerator-hours, dollars, days and energy, each with
its 80 % range, source and working. A tool takes one text, its words in any order: `70B 2T 1024xh100`, a known model
(`llama-3.1-405b`), `mfu=0.4`, `price=2.10`, `deadline=30d`, `budget=$3M`, `seq=8k`, `precision=fp8`. What is left out
is assumed; `warnings` say so. `estimate` also answers texts that begin with bill, own, sensitivity, phases or help."""
_FORMS: dict[str, type[Form]] = {
    "estimate": Estimated,
    "plan": Planned,
    "compare": Compared,
    "optimal": Optimal,
    "observe": Observed,
}
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_LONGEST_SHOWN = 3_000

Kind = Literal["accelerators", "models", "prices", "grids"]


def server() -> MCPServer:
    """A server of all tools."""
    found = MCPServer("llmcost", version=VERSION, instructions=INSTRUCTIONS, log_level="WARNING")
    for question in QUESTIONS:
        if form := _FORMS.get(question.word):
            _add(found, question, form)
    found.add_tool(catalogue, annotations=_READS)
    return found


def catalogue(
    kind: Kind,
    words: Annotated[str, Field(description="all must match: `hopper`, `llama`, `h100 aws`", max_length=200)] = "",
) -> Annotated[CallToolResult, Listed]:
    """The facts that answers are made from, each with its sources: accelerators, models, prices, grids."""
    return _result(f"{kind} {words}".strip(), lambda found: {"kind": kind, "result": found.data()})


def _add(to: MCPServer, question: Question, form: type[Form]) -> None:
    """The tool of a question, with its help and examples as its description."""
    word = "" if question.word == "estimate" else f"{question.word} "
    examples = "".join(f"\n- `{text}`: {said}" for text, said in question.examples.items())
    said = Field(description=f"The question in words, for example{examples}", min_length=1)

    def tool(text: str) -> CallToolResult:
        return _result(text if first_word(text) else f"{word}{text}", lambda found: found.data())

    tool.__annotations__ = {"text": Annotated[str, said], "return": Annotated[CallToolResult, form]}
    to.add_tool(tool, name=question.word, description=question.about, annotations=_READS)


def _result(text: str, data: Callable[[Answered], Any]) -> CallToolResult:
    """The answer to a text, its model fetched from the hub where it names one there; what went wrong as an error."""
    try:
        found = _answered(text)
        words = plain(found.estimate) if found.estimate else report_text(found.report())
        return CallToolResult(content=_text(words), structured_content=data(found))
    except Exception as error:  # noqa: BLE001 - whatever it is, the agent reads a line and the server goes on
        told = shown(error)
        suggestions = f" Try: {' | '.join(told.suggestions)}" if told.suggestions else ""
        described = {"code": told.code, "message": told.message, "hint": told.hint}
        return CallToolResult(
            is_error=True, content=_text(f"{told}{suggestions}"), structured_content={"error": described}
        )


def _answered(text: str) -> Answered:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    said = likened(text)
    return answer(said, with_named_model(said, load_catalogue(), today), today, layout=True)


def _text(words: str) -> list[ContentBlock]:
    return [TextContent(text=words[:_LONGEST_SHOWN])]
