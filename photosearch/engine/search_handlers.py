"""Handlers of questions: they are answered at once, and what they need is loaded first."""

from __future__ import annotations

from photosearch.engine.handler import LOAD, Emit, QuestionHandler
from photosearch.engine.priority import Questions
from photosearch.library import Answer, Library
from photosearch.query.parse import Part
from photosearch.wire import messages
from photosearch.wire.values import Reply


class EncoderHandler(QuestionHandler):
    """Loads what questions in words need, while photos are listed already."""

    commands = ()

    def _obey(self, command: object) -> None:
        if command is LOAD:
            self._library.load_questions()
            self._library.load_encoder()


class SearchHandler(QuestionHandler):
    """Answers the latest question, and tells more of its answer."""

    commands = (messages.Search, messages.FetchRows, messages.FetchTimeline)
    latest_only = (messages.Search,)

    def __init__(self, library: Library, emit: Emit, questions: Questions) -> None:
        super().__init__(library, emit, questions)
        self._answered = -1
        self._answer: Answer | None = None

    def _obey(self, command: object) -> None:
        match command:
            case messages.Search():
                self._send_answer(command)
            case messages.FetchRows(request=self._answered):
                self._send_rows(command)
            case messages.FetchTimeline(request=self._answered):
                self._send_timeline()
            case _ if command is LOAD:
                self._library.load_index()

    def _send_answer(self, question: messages.Search) -> None:
        answer, reply = self._answer_to(question)
        self._answered, self._answer = question.request, answer
        self._emit(
            messages.Results(
                request=question.request,
                text=answer.text,
                total=len(answer),
                matches=answer.matches,
                milliseconds=answer.milliseconds,
                rows=tuple(self._library.hits(answer, 0, question.count)),
                note=answer.note,
                people=answer.people,
                parts=tuple(map(query_part, answer.query.parts)),
                sort=answer.sort,
                left_out=answer.left_out,
                searched=answer.searched,
                loosened=answer.loosened,
                reply=reply,
            )
        )

    def _answer_to(self, question: messages.Search) -> tuple[Answer, Reply | None]:
        if question.asks:
            return self._library.answer(question.question, partial=True)
        return self._library.search(question.question, partial=True), None

    def _send_rows(self, wanted: messages.FetchRows) -> None:
        assert self._answer is not None
        rows = tuple(self._library.hits(self._answer, wanted.start, wanted.count))
        self._emit(messages.Rows(request=wanted.request, start=wanted.start, rows=rows))

    def _send_timeline(self) -> None:
        assert self._answer is not None
        months = self._library.timeline(self._answer)
        undated = [month for month in months if not month.year]
        self._emit(
            messages.Timeline(
                request=self._answered,
                months=tuple(month for month in months if month.year),
                undated=sum(month.total for month in undated),
                undated_matches=sum(month.matches for month in undated),
            )
        )


def query_part(part: Part) -> messages.QueryPart:
    """Return a part of a question as the window sees it."""
    return messages.QueryPart(
        kind=part.kind.value,
        label=part.label,
        start=part.start,
        end=part.end,
        negated=part.negated,
        error=part.error,
    )
