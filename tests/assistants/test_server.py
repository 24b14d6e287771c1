"""An assistant's own client speaks to `photosearch mcp` over standard input and output."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from PIL import Image

pytest.importorskip("mcp", reason="the Model Context Protocol is an extra")

from mcp import Client, StdioServerParameters
from mcp.server.mcpserver import MCPServer

from photosearch.assistants.server import server
from photosearch.assistants.shelf import Shelf
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings, save_settings
from tests.conftest import paint, update

READS = {"search", "ask", "ask_photo", "facts", "describe", "why", "thumbnail", "status"}
WRITES = {"add_folder", "index", "save_search"}


@pytest.fixture
def filled(home: AppPaths, photos: Path) -> AppPaths:
    """The paths of a library of four photos that nobody has open."""
    with Library.open(home, Settings(workers=1, watch=False, read_text=False)) as library:
        library.add_folder(photos)
        update(library)
    return home


def by_pipe() -> StdioServerParameters:
    """The server as an assistant starts it."""
    return StdioServerParameters(
        command=sys.executable, args=["-m", "photosearch", "mcp"], env=dict(os.environ)
    )


def talk(
    spoken_to: StdioServerParameters | MCPServer[Any], dialogue: Callable[[Client], Awaitable[None]]
) -> None:
    """Have a dialogue with a server."""

    async def begin() -> None:
        async with Client(spoken_to, read_timeout_seconds=100) as client:
            await dialogue(client)

    anyio.run(begin)


async def call(client: Client, tool: str, **arguments: Any) -> Any:
    """Call a tool that succeeds; return what it says."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return result.structured_content or json.loads(result.content[0].text)  # type: ignore[union-attr]


def test_an_assistant_searches_asks_and_looks(filled: AppPaths) -> None:
    async def dialogue(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == READS
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        found = await call(client, "search", query="red", limit=1)
        (hit,) = found["hits"]
        assert Path(hit["path"]).name == "IMG_0000.jpg"
        assert (found["total"], found["not_understood"]) == (4, [])
        reply = await call(client, "ask", question="how many photos do I have?")
        assert (reply["answer"], reply["value"], reply["sure"]) == ("4 photos.", 4, True)
        assert len(reply["photos"]) == 4
        seen = await call(client, "ask_photo", photo=hit["photo"], question="what colour is it?")
        assert (seen["answer"], seen["value"], seen["probability"]) == ("Red.", "red", 1)
        facts = await call(client, "facts", photo=hit["photo"])
        assert (facts["width"], facts["height"], facts["kind"]) == (48, 32, "jpeg")
        shown = await call(client, "describe", photo=hit["photo"], count=3)
        assert len(shown["words"]) == 3
        assert set(shown["made_caption"]) == {"en", "zh"}
        why = await call(client, "why", query="red", photo=hit["photo"])
        assert why["picture_share"] + why["words_share"] == pytest.approx(1)
        status = await call(client, "status")
        assert (status["photos"], status["searchable"]) == (4, 4)
        result = await client.call_tool("thumbnail", {"photo": 1})
        (content,) = result.content
        assert content.type == "image"
        assert content.mime_type == "image/jpeg"
        with Image.open(io.BytesIO(base64.b64decode(content.data))) as picture:
            assert picture.size == (48, 32)

    talk(by_pipe(), dialogue)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("facts", {"photo": 99}, "no photo 99"),
        ("search", {"query": "red", "sort": "size"}, "relevance or date"),
        ("ask", {"question": "?"}, "nothing is asked"),
        ("add_folder", {"path": "/tmp"}, "Unknown tool"),
    ],
)
def test_what_fails_is_told_in_a_sentence(
    filled: AppPaths, tool: str, arguments: dict[str, Any], said: str
) -> None:
    async def dialogue(client: Client) -> None:
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        assert said.lower() in result.content[0].text.lower()  # type: ignore[union-attr]

    shelf = Shelf(filled)
    talk(server(shelf, write=False), dialogue)
    shelf.close()


def test_it_is_told_that_there_is_no_library_yet(home: AppPaths) -> None:
    async def dialogue(client: Client) -> None:
        result = await client.call_tool("search", {"query": "red"})
        assert result.is_error

    talk(server(Shelf(home), write=False), dialogue)
    assert not home.catalogue.exists()


def test_only_who_is_let_changes_the_library(home: AppPaths, photos: Path) -> None:
    async def dialogue(client: Client) -> None:
        assert {tool.name for tool in (await client.list_tools()).tools} == READS | WRITES
        await call(client, "add_folder", path=str(photos))
        indexed = await call(client, "index", seconds=90)
        assert indexed == {"searchable": 4, "left": 0}
        saved = await call(client, "save_search", name="Reds", query="red")
        assert saved == {"saved": ["Reds"]}
        assert (await call(client, "status"))["searchable"] == 4
        with Library.open(home) as library:  # nobody holds it between two calls
            paint(photos / "more.jpg", "black")
            update(library)
        assert (await call(client, "status"))["searchable"] == 5
        assert len((await call(client, "search"))["hits"]) == 5

    save_settings(home.settings, Settings(workers=1, read_text=False))
    shelf = Shelf(home)
    talk(server(shelf, write=True), dialogue)
    shelf.close()


@pytest.fixture
def speaking(filled: AppPaths) -> Iterator[subprocess.Popen[str]]:
    """The server, spoken to by hand."""
    with subprocess.Popen(
        [sys.executable, "-m", "photosearch", "mcp"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        yield process
        process.kill()


def test_nothing_but_the_protocol_is_printed(speaking: subprocess.Popen[str]) -> None:
    hello = {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }  # fmt: skip
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
         "params": {"name": "ask", "arguments": {"question": "how many photos?"}}},
    ]  # fmt: skip
    assert speaking.stdin is not None
    assert speaking.stdout is not None
    for line in lines:
        speaking.stdin.write(json.dumps(line) + "\n")
    speaking.stdin.flush()
    answers = [json.loads(speaking.stdout.readline()) for _ in range(2)]
    assert [answer["id"] for answer in answers] == [1, 2]
    speaking.stdin.close()
    assert speaking.stdout.read() == ""
    assert speaking.wait(30) == 0


def test_without_the_package_it_says_what_to_install(
    home: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    from photosearch import extras
    from tests.cli.command import run_here

    monkeypatch.setattr(extras, "_is_installed", lambda module: False)
    assert "photosearch[mcp]" in run_here("mcp", status=1).stderr
