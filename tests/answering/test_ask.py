"""A library with known facts answers questions, from the API and from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from photosearch.errors import QueryError
from photosearch.library import Library
from photosearch.wire.values import Question
from tests.answering.travels import write
from tests.cli.command import run_here


@pytest.mark.parametrize(
    ("question", "value", "photos"),
    [
        ("When was I last in Paris?", "2023-05-14", ["café.jpg"]),
        ("我第一次去巴黎是什么时候？", "2022-05-01", ["tower.jpg"]),
        ("where was I in August 2021?", ("Rome",), ["c.jpg"]),
        ("2021年8月我去过哪些国家？", ("意大利",), ["c.jpg"]),
        ("how many photos did I take in 2022?", 1, ["tower.jpg"]),
        ("用华为拍了多少张照片？", 1, ["c.jpg"]),
        ("which camera took the most photos in France?", "Canon EOS R5", ["café.jpg", "tower.jpg"]),
        ("have I ever been to Norway?", False, []),
        ("what is the oldest photo from Italy?", "2021-08-03", ["c.jpg"]),
        ("how many photos do I have?", 6, None),
    ],
)
def test_questions_are_answered_with_their_photos(
    library: Library, question: str, value: object, photos: list[str] | None
) -> None:
    reply = library.ask(question)
    assert reply.value == value
    assert reply.sure
    assert reply.question == question
    if photos is not None:
        assert [hit.path.name for hit in reply.photos] == photos


def test_a_number_of_what_photos_show_is_about(library: Library) -> None:
    assert library.ask("how many photos of something red?").answer.startswith("About ")
    for by_facts in ("how many photos in France?", "how many photos in 2022?"):
        assert library.ask(by_facts).answer in ("1 photo.", "2 photos.")


def test_two_searches_are_compared(library: Library) -> None:
    reply = library.ask("did I take more photos in Italy or in France?")
    assert (reply.value, reply.query, reply.sure) == ("France", '"France"', True)
    assert [hit.path.name for hit in reply.photos] == ["café.jpg", "tower.jpg"]
    assert library.ask("意大利的照片少还是法国的照片少？").value == "意大利"


def test_the_search_that_was_made_is_told(library: Library) -> None:
    assert library.ask("how many photos did I take in Paris in 2022?").query == 'date:2022 "Paris"'
    assert library.ask("a red tower").query == "a red tower"
    with pytest.raises(QueryError):
        library.ask(" ? ")


def test_the_photos_of_an_answer_come_first(library: Library) -> None:
    answer, reply = library.answer("When was I first in Paris?")
    assert reply is not None
    assert reply.value == "2022-05-01"
    assert [hit.path.name for hit in library.hits(answer)] == ["tower.jpg", "café.jpg"]
    assert (answer.matches, answer.text) == (1, "When was I first in Paris?")
    assert [part.label for part in answer.query.parts] == ['"Paris"']
    by_date, _ = library.answer(Question("how many photos in France?", sort="date"))
    assert [hit.path.name for hit in library.hits(by_date)] == ["café.jpg", "tower.jpg"]


@pytest.mark.parametrize("text", ["", "red", "a red tower in Paris", "红色"])
def test_what_is_no_question_is_a_search(library: Library, text: str) -> None:
    answer, reply = library.answer(text)
    assert reply is None
    assert answer.ids.tolist() == library.search(text).ids.tolist()


def test_a_question_with_pictures_is_answered_from_what_is_like_them(library: Library) -> None:
    like = library.hits(library.search("red"), 0, 1)[0].photo
    answer, reply = library.answer(Question.of("how many photos?", images=[(like, 1.0)]))
    assert reply is not None
    assert reply.value == answer.matches


@pytest.mark.parametrize(
    ("question", "colour"),
    [("what is on the photos of the tower?", "red"), ("塔的照片上有什么？", "红")],
)
def test_the_captioner_says_what_photos_show(library: Library, question: str, colour: str) -> None:
    told: list[str] = []
    reply = library.ask(question, tell=told.append)
    assert (reply.by, reply.sure) == ("mini", False)
    assert reply.answer.startswith("[1] ")
    assert colour in reply.answer
    assert "".join(told).startswith(reply.answer)
    assert library.ask(question, look=False).by == ""


def test_the_command_line_answers(home: object, tmp_path: Path) -> None:
    write(tmp_path / "photos")
    run_here("add", str(tmp_path / "photos"))
    told = run_here("ask", "When was I last in Paris?").stdout.splitlines()
    assert told[0].startswith("For the last time on 14 May 2023.")
    assert told[1].endswith("café.jpg")
    assert told[-1] == 'Searched for: "Paris"'
    answer = json.loads(run_here("ask", "我去过哪些国家？", "--json").stdout)
    assert answer["version"] == 1
    fields = {
        "version",
        "question",
        "answer",
        "sure",
        "query",
        "value",
        "by",
        "probability",
        "photos",
    }
    assert set(answer) == fields
    assert sorted(answer["value"]) == ["意大利", "法国"]
    assert set(answer["photos"][0]) == {"path", "at", "taken_at"}
