from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.errors import WireError
from photosearch.wire import messages
from photosearch.wire.values import Question, SavedSearch


@given(text=st.text(), request=st.integers(0, 2**53))
def test_commands_survive_the_wire(text: str, request: int) -> None:
    command = messages.Search(request=request, question=Question(text))
    line = messages.encode(command)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert messages.decode_command(line) == command


def test_a_whole_question_survives_the_wire() -> None:
    odd = Path(b"/photos/caf\xe9.jpg".decode("utf-8", "surrogateescape"))
    question = Question.of("dog", [(odd, 2.0), (5, 1.0)], more=[6], less=[7, 8], sort="date")
    command = messages.Search(request=1, question=question)
    assert messages.decode_command(messages.encode(command)) == command
    saved = SavedSearch(question.text, question.images, name="Dogs")
    event = messages.Searches(saved=(saved,), recent=())
    assert messages.decode_event(messages.encode(event)) == event


def test_all_keys_on_the_wire_are_written_alike() -> None:
    kinds = [*messages.Command.__args__, *messages.Event.__args__]
    schemas, components = msgspec.json.schema_components(
        kinds, schema_hook=lambda _: {"type": "string"}
    )
    keys = {key for one in components.values() for key in one.get("properties", ())}
    assert len(schemas) == len(kinds)
    assert len(keys) > 60
    assert all(re.fullmatch("[a-z_]+", key) for key in keys)


@pytest.mark.parametrize("spoken", [1, messages.PROTOCOL + 1])
def test_another_protocol_is_refused_with_advice(spoken: int) -> None:
    with pytest.raises(WireError, match=f"Protocol {spoken} is spoken") as caught:
        messages.check_protocol(spoken)
    assert "different versions" in caught.value.advice
    messages.check_protocol(messages.PROTOCOL)


def test_file_names_that_are_no_text_survive_the_wire() -> None:
    path = b"/photos/caf\xe9.jpg".decode("utf-8", "surrogateescape")
    event = messages.Thumbnail(photo=1, path=path)
    assert messages.decode_event(messages.encode(event)) == event


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"hello\n",
        b"{}\n",
        b'{"type": "search"}\n',
        b'{"type": "no_such"}\n',
        b'{"type":"search","request":"one"}\n',
        b'{"type":"search","request":1,"question":{"images":[{}]}}\n',
        b'{"type":"search","request":1,"question":{"images":[{"path":1}]}}\n',
        b"\xff\xfe\n",
        b"[" * 100_000,
    ],
)
def test_what_is_no_message_is_an_error_with_advice(line: bytes) -> None:
    with pytest.raises(WireError) as caught:
        messages.decode_command(line)
    assert caught.value.advice


def test_every_message_has_a_name_of_its_own() -> None:
    kinds = [*messages.Command.__args__, *messages.Event.__args__]
    tags = [kind.__struct_config__.tag for kind in kinds]
    assert len(set(tags)) == len(tags)
    assert all(issubclass(kind, msgspec.Struct) for kind in kinds)
