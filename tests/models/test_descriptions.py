"""The descriptions of all kinds of models are read and refused alike."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from photosearch.answering.captioner_pack import FORMAT as CAPTIONER_FORMAT
from photosearch.answering.captioner_pack import CaptionerPack
from photosearch.encoders.description import read_description, write_description
from photosearch.encoders.packs import FORMAT as PACK_FORMAT
from photosearch.encoders.packs import Pack, TextInput
from photosearch.errors import ModelError
from photosearch.models.answerers import FORMAT as ANSWERER_FORMAT
from photosearch.models.answerers import Answerer
from photosearch.types import Preprocessing

PACK = Pack(
    id="tiny", name="Tiny", dimensions=8, image=Preprocessing(size=(32, 32)),
    text=TextInput(context_length=9),
)  # fmt: skip
CAPTIONER = CaptionerPack(name="Teller", version="1", past=(1, 2), longest=9, places=4, seen=8)
ANSWERER = Answerer(id="smol", name="Smol", family="smolvlm")
KINDS = ((PACK, PACK_FORMAT), (CAPTIONER, CAPTIONER_FORMAT), (ANSWERER, ANSWERER_FORMAT))


@pytest.mark.parametrize(("description", "newest"), KINDS)
def test_a_description_is_read_as_it_was_written(
    tmp_path: Path, description: Pack | CaptionerPack | Answerer, newest: int
) -> None:
    write_description(tmp_path / "it.json", description)
    assert read_description(tmp_path / "it.json", type(description), newest) == description


@pytest.mark.parametrize(("description", "newest"), KINDS)
def test_one_of_a_newer_format_is_refused_by_name(
    tmp_path: Path, description: Pack | CaptionerPack | Answerer, newest: int
) -> None:
    newer = msgspec.structs.replace(description, format=newest + 1)
    write_description(tmp_path / "it.json", newer)
    with pytest.raises(ModelError) as caught:
        read_description(tmp_path / "it.json", type(description), newest)
    assert description.name in caught.value.reason
    assert caught.value.advice == "Update photosearch."


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"name": 5}', b"\xff\xfe"])
def test_what_is_no_description_is_told_with_its_folder(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "it.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        read_description(path, Answerer, ANSWERER_FORMAT)
    assert str(tmp_path) in caught.value.reason
