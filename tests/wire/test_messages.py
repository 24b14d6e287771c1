from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.errors import WireError
from photosearch.wire import messages


@given(text=st.text(), request=st.integers(0, 2**53))
def test_commands_survive_the_wire(text: str, request: int) -> None:
    command = messages.Search(request=request, text=text)
    line = messages.encode(command)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert messages.decode_command(line) == command


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
        b'{"type":"search","request":"one","text":"x"}\n',
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
