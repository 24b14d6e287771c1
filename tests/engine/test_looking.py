"""An added model looks at photos in the engine: heard as it speaks, ended when nobody waits."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

from photosearch.engine.photo_handlers import LookHandler
from photosearch.errors import ModelError
from photosearch.models.answerers import Answerer
from photosearch.wire import messages
from photosearch.wire.values import Question, Reply


class SlowModel:
    """Stands in for the library and its model: says a word whenever it is let."""

    def __init__(self) -> None:
        self.answerers = self
        self.may_speak = threading.Semaphore(0)
        self.stops = 0
        self.is_closed = False

    def chosen(self) -> Answerer:
        return Answerer(id="tiny", name="tiny", family="llava")

    def look(self, question: Question) -> Iterator[str]:
        for word in question.text.split():
            assert self.may_speak.acquire(timeout=40)
            if self.is_closed or word == "fail":
                raise ModelError("ended_without_a_word", status=1)
            yield word

    def ask(
        self, question: str, *, photo: int, at: float | None, tell: Callable[[str], None]
    ) -> Reply:
        for word in self.look(Question(question)):
            tell(word)
        return Reply(question, f"photo {photo} at {at}", True, "")

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.is_closed = True
        self.may_speak.release()


def handler(model: SlowModel) -> tuple[LookHandler, queue.SimpleQueue[messages.Event]]:
    events = queue.SimpleQueue[messages.Event]()
    made = LookHandler(model, events.put)  # type: ignore[arg-type]
    made.start()
    return made, events


def ask(number: int, text: str) -> messages.LookAtPhotos:
    return messages.LookAtPhotos(request=number, question=Question(text))


def test_words_are_told_as_they_come() -> None:
    model = SlowModel()
    looking, events = handler(model)
    looking.put(ask(1, "a dog"))
    for word in ("a", "dog"):
        model.may_speak.release()
        assert events.get(timeout=40) == messages.Looked(request=1, piece=word, model="tiny")
    end = messages.Looked(request=1, piece="", model="tiny", is_done=True)
    assert events.get(timeout=40) == end
    looking.put(ask(2, "fail"))
    model.may_speak.release()
    assert isinstance(events.get(timeout=40), messages.Failure)
    looking.stop()


def test_another_question_and_a_stop_end_what_is_under_way() -> None:
    model = SlowModel()
    looking, events = handler(model)
    looking.put(ask(1, "one two three"))
    model.may_speak.release()
    assert isinstance(events.get(timeout=40), messages.Looked)
    looking.put(ask(2, "four"))
    assert model.stops == 2
    model.may_speak.release(2)
    assert events.get(timeout=40) == messages.Looked(request=2, piece="four", model="tiny")
    assert isinstance(events.get(timeout=40), messages.Looked)
    looking.put(ask(3, "five six"))
    looking.put(messages.StopLooking())
    model.may_speak.release(2)
    looking.stop()
    assert events.empty()
    assert model.is_closed


def test_a_question_about_a_photo_is_answered_by_pieces_and_a_reply() -> None:
    model = SlowModel()
    looking, events = handler(model)
    looking.put(messages.AskPhoto(request=1, photo=7, question="what is", at=2.5))
    model.may_speak.release(2)
    for word in ("what", "is"):
        piece = messages.PhotoReply(request=1, photo=7, piece=word)
        assert events.get(timeout=40) == piece
    told = events.get(timeout=40)
    assert isinstance(told, messages.PhotoReply)
    assert told.reply is not None
    assert told.reply.answer == "photo 7 at 2.5"
    looking.put(messages.AskPhoto(request=2, photo=7, question="who"))
    looking.put(ask(3, "dog"))  # the latest wins, whatever it asks
    model.may_speak.release(2)
    met = events.get(timeout=40)
    while not (isinstance(met, messages.Looked) and met.is_done):
        assert not (isinstance(met, messages.PhotoReply) and met.reply)
        met = events.get(timeout=40)
    looking.stop()
