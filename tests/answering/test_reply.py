"""What is known of photos becomes an answer in the question's language, with its proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from photosearch.answering.facts import Facts
from photosearch.answering.question import understand
from photosearch.answering.reply import Found, Told, compare, reply
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.words import replace_words
from photosearch.types import PhotoId, Word, WordSource

TODAY = date(2024, 5, 15)
PARIS = ("Paris, France", "巴黎, 法国")
VERSAILLES = ("Versailles, Paris, France", "凡尔赛, 巴黎, 法国")
ROME = ("Rome, Italy", "罗马, 意大利")
# path, day, camera, place, people, caption
PHOTOS = {
    1: ("France/a.jpg", "2022-05-01", "Canon EOS R5", PARIS, ("Anna",), ""),
    2: ("France/b.jpg", "2023-05-14", "Canon EOS R5", VERSAILLES, ("Anna", "Tom"), ""),
    3: ("France/c.jpg", "2023-05-14", "HUAWEI P30", PARIS, (), "a poster: OPEN 9-17"),
    4: ("Italy/d.jpg", "2021-08-03", "HUAWEI P30", ROME, ("Tom",), ""),
    5: ("Wedding/e.jpg", "2022-09-10", None, None, ("Anna", "奶奶"), ""),
    6: ("Wedding/f.jpg", None, None, None, (), "receipt 4711, total 12.50"),
}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    with Catalogue.open(tmp_path_factory.mktemp("facts") / "catalogue.db") as catalogue:
        with catalogue.write() as connection:
            connection.exec_driver_sql("INSERT INTO folders (id, path) VALUES (1, ?)", (b"/p",))
            for photo, (path, day, camera, places, people, caption) in PHOTOS.items():
                moment = None if day is None else datetime.fromisoformat(day)
                connection.exec_driver_sql(
                    "INSERT INTO photos (id, folder_id, path, size, mtime_ns, content_hash, kind,"
                    " taken_at, taken_us, camera) VALUES (?, 1, ?, 1, 1, x'00', 'jpeg', ?, ?, ?)",
                    (photo, path.encode(), day, moment and _microseconds(moment), camera),
                )
                words = [Word(WordSource.PLACE, name) for name in places or ()]
                words += [Word(WordSource.PERSON, name) for name in people]
                words += [Word(WordSource.CAPTION, caption)] if caption else []
                replace_words(connection, [(photo, tuple(words))])
        yield Facts(catalogue)


def _microseconds(moment: datetime) -> int:
    return int((moment - datetime(1970, 1, 1)).total_seconds()) * 10**6


def told(
    facts: Facts, question: str, matches: list[PhotoId], nearest: tuple[PhotoId, ...] = ()
) -> Told:
    asked = understand(question, TODAY, facts.known)
    assert asked is not None
    found = Found(np.array(matches, np.int64), np.array(nearest, np.int64))
    return reply(asked, found, facts, TODAY)


ALL = list(PHOTOS)


@pytest.mark.parametrize(
    ("question", "matches", "value", "photos"),
    [
        ("when was I last in France?", [1, 2, 3], "2023-05-14", (2, 3)),
        ("when was I first in France?", [3, 2, 1], "2022-05-01", (1,)),
        ("when was the photo of the tower taken?", [1, 3], "2022-05-01", (1,)),
        ("when was I in France?", [1, 2], "2023-05-14", (2,)),
        ("第一次去法国是什么时候？", [2, 1], "2022-05-01", (1,)),
        ("where did I take the photo of the tower?", [5, 2, 1], "Versailles, Paris, France", (2,)),
        ("塔的照片是在哪里拍的？", [1], "巴黎、法国", (1,)),
        ("where have I been?", ALL, ("Paris", "Versailles", "Rome"), (1, 2, 4)),
        ("which countries have I been to?", ALL, ("France", "Italy"), (1, 4)),
        ("我去过哪些国家？", ALL, ("法国", "意大利"), (1, 4)),
        ("where was the wedding?", [5, 6], "Wedding", (5, 6)),
        ("how many photos with a tower?", [1, 2], 2, (1, 2)),
        ("how many days was I in France?", [1, 2, 3], 2, (1, 2)),
        ("how many countries did I visit?", ALL, 2, (1, 4)),
        ("how many people are in my photos?", ALL, 3, (1, 2, 5)),
        ("有几台相机", ALL, 2, (1, 3)),
        ("who was at the wedding?", [5, 6], ("Anna", "奶奶"), (5,)),
        ("who was in Rome with Tom?", [4, 2], ("Anna",), (2,)),
        ("谁出现得最多？", ALL, "Anna", (1, 2, 5)),
        ("which camera took the most photos?", [1, 2, 3], "Canon EOS R5", (1, 2)),
        ("which camera took the fewest photos?", [1, 2, 3], "HUAWEI P30", (3,)),
        ("哪台相机拍得最多", ALL, ("Canon EOS R5", "HUAWEI P30"), (1, 2, 3, 4)),
        ("which camera did I use for the poster?", [3], "HUAWEI P30", (3,)),
        ("which month has the most photos?", ALL, "May 2023", (2, 3)),
        ("哪年我拍的照片最多", ALL, ("2022", "2023"), (1, 2, 3, 5)),
        ("what is the weekday with the most photos?", ALL, "Sunday", (1, 2, 3)),
        ("which folder has the most photos?", ALL, "France", (1, 2, 3)),
        ("what is the number on the receipt?", [6, 3], "4711", (6, 3)),
        ("what is the total on the receipt?", [3, 6], "12.50", (6, 3)),
        ("收据上的总价是多少？", [6], "12.50", (6,)),
        ("what is written on the receipt?", [6], "receipt 4711, total 12.50", (6,)),
        ("how many photos per year?", ALL, ("2021: 1", "2022: 2", "2023: 2"), (1, 2, 3, 4, 5)),
        ("每年拍了多少张照片", ALL, ("2021: 1", "2022: 2", "2023: 2"), (1, 2, 3, 4, 5)),
        ("how many photos by camera?", ALL, ("Canon EOS R5: 2", "HUAWEI P30: 2"), (1, 2, 3, 4)),
        ("what time was the photo of the tower taken?", [2, 1], "2023-05-14T00:00", (2,)),
        ("what time of day do I take the most photos?", ALL, "00:00–01:00", (1, 2, 3, 4, 5)),
        ("what was the first country I visited?", ALL, "Italy", (4,)),
        ("where did I last see Anna?", [1, 2], "Versailles, Paris, France", (2,)),
        ("how long ago was I in Rome?", [4], "2021-08-03", (4,)),
        ("what does the poster say?", [1, 3], "a poster: OPEN 9-17", (3, 1)),
        ("do I have photos of a tower?", [1, 2], True, (1, 2)),
        ("show me the first photo of Anna", [2, 1, 5], "2022-05-01", (1, 5, 2)),
        ("my last photo of Anna?", [2, 1, 5], "2023-05-14", (2, 5, 1)),
        ("show me photos of towers?", [2, 1], 2, (2, 1)),
    ],
)  # fmt: skip
def test_the_answer_and_its_proof(
    facts: Facts, question: str, matches: list[PhotoId], value: object, photos: tuple[PhotoId, ...]
) -> None:
    answer = told(facts, question, matches)
    assert answer.value == value
    assert answer.photos == photos
    assert answer.sure is (value != "Wedding")  # a folder's name is a guess


@pytest.mark.parametrize(
    ("question", "matches", "text"),
    [
        ("when was I last in France?", [1, 2, 3], "For the last time on 14 May 2023. There are"
         " photos of 2 days, from 1 May 2022 to 14 May 2023."),
        ("我什么时候去的婚礼", [5], "2022年9月10日。"),
        ("how long ago was I in Rome?", [4],
         "For the last time on 3 August 2021. That is 3 years ago."),
        ("多久以前去的罗马？", [4], "最近一次是2021年8月3日。距今 3 年。"),
        ("what time was the tower?", [1], "At 00:00 on 1 May 2022."),
        ("what is the number on the receipt?", [6],
         "4711, where it says: “receipt 4711, total 12.50”"),
        ("what is the email on the receipt?", [6],
         "I can't find that there. It says: “receipt 4711, total 12.50”"),
        ("奶奶最后去的国家是哪里？", [2], "最近是法国，2023年5月14日。"),
        ("which cities have I never been to?", ALL,
         "Photos don't tell what was never photographed."),
        ("我什么时候会去罗马", [4], "照片说不出将来的事。"),
        ("what did I eat in Rome?", [4], "No fact tells that; the photos may show it."),
        ("盒子里有什么？", [4], "没有记录能回答；照片里也许看得出来。"),
        ("how many photos are there?", [1], "1 photo."),
        ("一共有多少照片？", ALL, "6 张照片。"),
        ("which camera took the most photos?", [1, 2, 3], "Canon EOS R5, with 2 photos."),
        ("婚礼上都有谁？", [5], "Anna、奶奶。"),
        ("how old is Anna?", [1], "I can't tell ages from photos; here are the photos."),
        ("为什么去罗马？", [4], "照片说不出原因；这里是相关的照片。"),
        ("is she rich?", [1], "I don't judge people by their photos; here are the photos."),
        ("when was the receipt?", [6], "These photos have no date."),
        ("who is on the poster?", [3], "Nobody is named on these photos."),
        ("what does the tower say?", [1],
         "No text is known of these photos; look for yourself."),
    ],
)  # fmt: skip
def test_sentences_are_in_the_language_of_the_question(
    facts: Facts, question: str, matches: list[PhotoId], text: str
) -> None:
    assert told(facts, question, matches).text == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("photos without people?", "2 photos."),
        ("how many photos without dogs?", "About 2 photos."),
        ("没有狗的照片有几张？", "大约 2 张照片。"),
    ],
)
def test_what_is_left_out_by_words_alone_is_not_sure(
    facts: Facts, question: str, text: str
) -> None:
    answer = told(facts, question, [1, 2])
    assert (answer.text, answer.value, answer.sure) == (text, 2, False)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many whales?", 0),
        ("do I have photos of whales?", False),
        ("when did I see a whale?", None),
    ],
)
def test_without_a_match_it_says_so_and_shows_what_came_nearest(
    facts: Facts, question: str, value: object
) -> None:
    answer = told(facts, question, [], nearest=(4, 5))
    assert (answer.value, answer.sure, answer.photos) == (value, False, (4, 5))
    assert "not sure" in answer.text
    assert told(facts, question, []).photos == ()


def test_what_is_read_on_photos_that_came_near_is_told_as_perhaps(facts: Facts) -> None:
    answer = told(facts, "what is the number on the receipt?", [], nearest=(4, 6))
    assert (answer.value, answer.sure) == ("4711", False)
    assert answer.text.startswith("Perhaps: 4711")


def test_who_has_no_name_yet_is_counted(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        with catalogue.write() as connection:
            connection.exec_driver_sql("INSERT INTO folders (id, path) VALUES (1, ?)", (b"/p",))
            for photo in (1, 2):
                connection.exec_driver_sql(
                    "INSERT INTO photos (id, folder_id, path, size, mtime_ns, content_hash, kind)"
                    " VALUES (?, 1, ?, 1, 1, ?, 'jpeg')",
                    (photo, b"%d" % photo, bytes([photo])),
                )
            connection.exec_driver_sql(
                "INSERT INTO people (id, name, hidden) VALUES (1, 'Anna', 0), (2, '', 0),"
                " (3, '', 0), (4, '', 1)"
            )
            for number, (photo, person) in enumerate(((1, 1), (1, 2), (2, 2), (2, 3), (2, 4))):
                connection.exec_driver_sql(
                    "INSERT INTO faces (content_hash, number, box, pixels, model, person_id)"
                    " VALUES (?, ?, x'00', 100, 'dlib', ?)",
                    (bytes([photo]), number, person),
                )
            replace_words(connection, [(1, (Word(WordSource.PERSON, "Anna"),))])
        facts = Facts(catalogue)
        both = told(facts, "who was at the party?", [1, 2])
        assert (both.text, both.value) == ("Anna. 2 people have no name yet.", ("Anna",))
        nobody = told(facts, "聚会上有谁？", [2])
        assert (nobody.text, nobody.value) == ("这些照片上没有标注人名。还有 2 个人没有名字。", ())


def test_filters_alone_tell_for_sure_that_there_is_nothing(facts: Facts) -> None:
    answer = told(facts, "how many photos in 1999?", [])
    assert (answer.value, answer.sure) == (0, True)


def test_where_a_ranking_ends_a_number_is_not_sure(facts: Facts) -> None:
    found = Found(np.arange(1, 500), np.zeros(0, np.int64), complete=False)
    asked = understand("how many dogs?", TODAY)
    assert asked is not None
    answer = reply(asked, found, facts, TODAY)
    assert (len(answer.photos), answer.value, answer.sure) == (499, 499, False)
    assert answer.text == "At least 499 photos."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how many dogs?", "About 2 photos."),
        ("有几张狗的照片？", "大约 2 张照片。"),
    ],
)
def test_what_only_the_look_of_photos_tells_is_counted_about(
    facts: Facts, question: str, text: str
) -> None:
    asked = understand(question, TODAY)
    assert asked is not None
    found = Found(np.array([1, 2]), np.zeros(0, np.int64), seen=True)
    assert reply(asked, found, facts, TODAY).text == text


def test_names_of_the_library_are_known(facts: Facts) -> None:
    assert set(facts.known().people) == {"Anna", "Tom", "奶奶"}
    assert set(facts.known().cameras) == {"Canon EOS R5", "HUAWEI P30"}


@pytest.mark.parametrize(
    ("question", "counts", "value", "text", "proof"),
    [
        ("More cats or dogs?", (2, 3), "dogs",
         "More of “dogs”: 3 photos, and 2 photos of “cats”.", 1),
        ("are there fewer cats or dogs?", (2, 3), "cats",
         "Fewer of “cats”: 2 photos, and 3 photos of “dogs”.", 0),
        ("fewer cats or dogs?", (0, 1), "cats",
         "Fewer of “cats”: 0 photos, and 1 photo of “dogs”.", 1),
        ("猫多还是狗多", (2, 1), "猫", "“猫”更多：2 张照片；“狗”1 张照片。", 0),
        ("猫和狗哪个多？", (1, 1), None, "“猫”和“狗”一样多：1 张照片。", 0),
    ],
)  # fmt: skip
def test_two_are_compared_by_counting_both(
    question: str, counts: tuple[int, int], value: str | None, text: str, proof: int
) -> None:
    asked = understand(question, TODAY)
    assert asked is not None
    nothing = np.array([], np.int64)
    found = [Found(np.arange(10 * at, 10 * at + n), nothing) for at, n in enumerate(counts)]
    answer, at = compare(asked, found)
    assert (answer.value, answer.text, at) == (value, text, proof)
    assert answer.photos == tuple(found[proof].matches.tolist())
    assert answer.sure
    assert not compare(asked, [Found(nothing, nothing, complete=False), found[1]])[0].sure
