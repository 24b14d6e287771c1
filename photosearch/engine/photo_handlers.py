"""Handlers of what is asked of photos: pictures of them, why they match, which are there twice."""

from __future__ import annotations

from photosearch.engine.explanation_event import explanation_event
from photosearch.engine.handler import Handler
from photosearch.engine.review_events import groups_event
from photosearch.errors import ModelError, PhotoUnreadableError
from photosearch.types import PhotoId
from photosearch.wire import messages
from photosearch.wire.values import DuplicateKind


class ReviewHandler(Handler):
    """Finds duplicates, which takes a moment in a large library and delays no search."""

    commands = (messages.FindDuplicates,)

    def _obey(self, command: object) -> None:
        if isinstance(command, messages.FindDuplicates):
            asked = {DuplicateKind.EXACT: command.exact, DuplicateKind.NEAR: command.near}
            kinds = (kind for kind, wanted in asked.items() if wanted)
            self._emit(groups_event(command, self._library.duplicates.find(kinds)))


class WhyHandler(Handler):
    """Explains hits, the latest question only; where a model needs occlusion this takes seconds."""

    commands = (messages.Why,)
    latest_only = (messages.Why,)

    def _obey(self, command: object) -> None:
        if isinstance(command, messages.Why):
            explanation = self._library.why(command.question, command.photo, partial=True)
            self._emit(explanation_event(command.request, explanation))


class CaptionHandler(Handler):
    """Says what photos show, the latest asked for only; a photo takes a tenth of a second."""

    commands = (messages.MakeCaption,)
    latest_only = (messages.MakeCaption,)

    def _obey(self, command: object) -> None:
        if isinstance(command, messages.MakeCaption):
            self._emit(
                messages.Caption(
                    request=command.request,
                    photo=command.photo,
                    text=self._text(command),
                    at=command.at,
                )
            )

    def _text(self, wanted: messages.MakeCaption) -> str:
        """Return the caption; none of what can't be read or found, which is told elsewhere."""
        try:
            made = self._library.captions.of(
                PhotoId(wanted.photo), (wanted.language,), at=wanted.at
            )
        except PhotoUnreadableError:
            return ""
        return "" if made is None else made.en or made.zh


class LookHandler(Handler):
    """Lets models look at photos, to answer what facts do not, or what is asked of one photo.

    An added one may take minutes; it ends when nobody waits.
    """

    commands = (messages.LookAtPhotos, messages.AskPhoto, messages.StopLooking)
    latest_only = (messages.LookAtPhotos, messages.AskPhoto)

    def put(self, command: object) -> None:
        """Hand over a command, at which what is under way ends; returns at once."""
        if isinstance(command, messages.StopLooking):
            self._latest = -1
        self._library.answerers.stop()
        super().put(command)

    def stop(self) -> None:
        """End at once, the model's process too: it may just be loading."""
        self._latest = -1
        self._stopping.set()
        self._library.answerers.close()
        super().stop()

    def _obey(self, command: object) -> None:
        try:
            if isinstance(command, messages.LookAtPhotos):
                self._look(command)
            elif isinstance(command, messages.AskPhoto):
                self._ask(command)
        except ModelError:
            if not self._is_outdated(command):
                raise

    def _look(self, command: messages.LookAtPhotos) -> None:
        request, chosen = command.request, self._library.answerers.chosen()
        model = chosen.id if chosen is not None else ""
        for piece in self._library.look(command.question):
            if self._is_outdated(command):
                return
            self._emit(messages.Looked(request=request, piece=piece, model=model))
        if not self._is_outdated(command):
            self._emit(messages.Looked(request=request, piece="", model=model, is_done=True))

    def _ask(self, command: messages.AskPhoto) -> None:
        request, photo = command.request, command.photo

        def tell(piece: str) -> None:
            if not self._is_outdated(command):
                self._emit(messages.PhotoReply(request=request, photo=photo, piece=piece))

        reply = self._library.ask(command.question, photo=PhotoId(photo), at=command.at, tell=tell)
        if not self._is_outdated(command):
            self._emit(messages.PhotoReply(request=request, photo=photo, reply=reply))


class PictureHandler(Handler):
    """Makes pictures again that the cache has lost or the window can't decode itself.

    It also tells what plays, and what was read in them.
    """

    commands = (
        messages.MakeThumbnail,
        messages.MakePreview,
        messages.MakeClip,
        messages.FetchText,
        messages.FetchCaptions,
    )

    def _obey(self, command: object) -> None:
        match command:
            case messages.MakeThumbnail(photo=photo, at=at):
                path = self._library.make_thumbnail(photo, at)
                self._emit(messages.Thumbnail(photo=photo, path=str(path or "")))
            case messages.MakePreview(photo=photo, edge=edge, at=at):
                path = self._library.make_preview(photo, edge, at)
                self._emit(messages.Preview(photo=photo, path=str(path or "")))
            case messages.MakeClip(photo=photo):
                path = self._library.clip(photo)
                self._emit(messages.Clip(photo=photo, path=str(path or "")))
            case messages.FetchText(photo=photo):
                lines = self._library.text_in(photo)
                self._emit(messages.TextRead(photo=photo, lines=lines))
            case messages.FetchCaptions(photos=photos, language=language):
                known = self._library.captions.known([PhotoId(one) for one in photos], language)
                self._emit(messages.CaptionsMade(photos=tuple(known), texts=tuple(known.values())))
