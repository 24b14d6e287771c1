from __future__ import annotations

from pathlib import Path

from photosearch.engine.server import EXIT_TOLD_WHY
from photosearch.paths import AppPaths
from photosearch.said import say
from photosearch.settings import load_settings
from photosearch.wire import messages
from photosearch.wire.values import LeftOut, Picture, Question, SavedSearch
from tests.conftest import paint
from tests.engine_process import PATIENCE, Engine

RED = "IMG_0000.jpg"


def test_a_folder_is_added_indexed_and_searched(home: AppPaths, photos: Path) -> None:
    with Engine() as engine:
        assert engine.wait_for(messages.Ready).protocol == messages.PROTOCOL
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(photos)))
        progress = engine.wait_until_idle()
        assert (progress.done, progress.total) == (4, 4)
        results = engine.ask(1, "red")
        assert Path(results.rows[0].path).name == RED
        assert (results.rows[0].thumbnail or Path()).is_file()
        everything = engine.ask(2, "")
        assert everything.total == everything.matches == 4
        like = Question(images=(Picture(photo=results.rows[0].photo),))
        engine.send(messages.Search(request=3, question=like))
        assert engine.wait_for(messages.Results).rows[0].photo == results.rows[0].photo
        engine.send(messages.FetchRows(request=3, start=1, count=2))
        assert len(engine.wait_for(messages.Rows).rows) == 2
    assert engine.process.returncode == 0


def test_a_photo_is_asked_about_and_its_caption_kept(home: AppPaths, photos: Path) -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(photos)))
        engine.wait_until_idle()
        red, *others = [hit.photo for hit in engine.ask(1, "red").rows]
        engine.send(messages.AskPhoto(request=2, photo=red, question="是什么颜色的？"))
        answer = engine.wait_for(messages.PhotoReply)
        assert (answer.request, answer.photo) == (2, red)
        assert answer.reply is not None
        assert (answer.reply.answer, answer.reply.sure) == ("红色。", True)
        wanted = messages.FetchCaptions(photos=(red, *others), language="en")
        engine.send(wanted)
        assert engine.wait_for(messages.CaptionsMade) == messages.CaptionsMade(photos=(), texts=())
        engine.send(messages.MakeCaption(request=3, photo=red, language="en"))
        assert engine.wait_for(messages.Caption).text == "A red picture."
        engine.send(wanted)
        made = engine.wait_for(messages.CaptionsMade)
        assert made == messages.CaptionsMade(photos=(red,), texts=("A red picture.",))


def test_changes_are_seen_while_it_runs(home: AppPaths, photos: Path) -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(photos)))
        engine.wait_until_idle()
        paint(photos / "new.jpg", "purple")
        while not any(folder.photos == 5 for folder in engine.wait_for(messages.Folders).folders):
            pass
        engine.wait_until_idle()
        assert Path(engine.ask(1, "purple").rows[0].path).name == "new.jpg"
        (photos / "new.jpg").unlink()
        while any(folder.photos == 5 for folder in engine.wait_for(messages.Folders).folders):
            pass


def test_a_search_is_answered_while_photos_are_indexed(home: AppPaths, tmp_path: Path) -> None:
    for number in range(160):
        paint(tmp_path / "many" / f"{number}.png", "red", (400, 300 + number))
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(tmp_path / "many")))
        answered = 0
        while True:
            progress = engine.wait_for(messages.IndexingProgress)
            if progress.state == "indexing" and 0 < progress.done < progress.total:
                answered += 1
                engine.ask(answered, "red")
            if progress.state == "idle":
                break
        assert answered > 0
        assert engine.ask(1000, "red").total == 160


def test_pause_stops_and_resume_goes_on(home: AppPaths, tmp_path: Path) -> None:
    for number in range(60):
        paint(tmp_path / "many" / f"{number}.png", "red", (20, 20 + number))
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.Pause())
        engine.send(messages.AddFolder(path=str(tmp_path / "many")))
        while engine.wait_for(messages.IndexingProgress).state != "paused":
            pass
        assert engine.ask(1, "red").total == 0
        engine.send(messages.Resume())
        engine.wait_until_idle()
        assert engine.ask(2, "red").total == 60


def test_what_is_no_message_gets_an_error_and_the_engine_lives(home: AppPaths) -> None:
    with Engine() as engine:
        for line in (b"hello\n", b'{"type":"search"}\n', b"\xff\n", b"[" * 200_000 + b"\n"):
            engine.send_line(line)
            assert engine.wait_for(messages.Failure).said.advice
        assert engine.ask(1, "red").total == 0


def test_errors_of_commands_come_with_title_reason_and_advice(
    home: AppPaths, photos: Path, tmp_path: Path
) -> None:
    with Engine() as engine:
        engine.send(messages.AddFolder(path=str(photos)))
        engine.wait_until_idle()
        for path in (tmp_path / "missing", photos):
            engine.send(messages.AddFolder(path=str(path)))
            failure = engine.wait_for(messages.Failure)
            assert failure.said.title == "Folder not added"
            assert failure.said.reason
            assert failure.said.advice
        engine.send(messages.Why(request=7, photo=12345, question=Question("red")))
        assert engine.wait_for(messages.Failure).request == 7


def test_problems_are_listed_and_tried_again(home: AppPaths, photos: Path) -> None:
    (photos / "bad.jpg").write_bytes(b"")
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(photos)))
        assert engine.wait_until_idle().problems == 1
        engine.send(messages.ListProblems())
        (problem,) = engine.wait_for(messages.Problems).problems
        assert problem.reason == "empty"
        paint(photos / "bad.jpg", "purple")
        engine.send(messages.RetryProblems(photos=(problem.photo,)))
        while engine.wait_until_idle().problems:
            pass


def test_what_is_looked_for_is_told_and_switched(home: AppPaths) -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.ListAnalysers())
        states = {one.key: one for one in engine.wait_for(messages.Analysers).analysers}
        assert not states["text"].on  # as the settings say
        engine.send(messages.SwitchAnalyser(analyser="text", on=True))
        states = {one.key: one for one in engine.wait_for(messages.Analysers).analysers}
        assert states["text"].on
        engine.send(messages.SwitchAnalyser(analyser="smell", on=True))
        assert engine.wait_for(messages.Failure).said.code == "settings.no_analyser"
    assert load_settings(home.settings).read_text


def test_lost_thumbnails_and_previews_are_made(home: AppPaths, photos: Path) -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(photos)))
        engine.wait_until_idle()
        hit = engine.ask(1, "red").rows[0]
        (hit.thumbnail or Path()).unlink()
        engine.send(messages.MakeThumbnail(photo=hit.photo))
        assert Path(engine.wait_for(messages.Thumbnail).path).is_file()
        engine.send(messages.MakePreview(photo=hit.photo))
        assert Path(engine.wait_for(messages.Preview).path).is_file()
        engine.send(messages.MakePreview(photo=99))
        assert engine.wait_for(messages.Preview).path == ""


def test_a_second_engine_says_why_it_cannot_run(home: AppPaths, monkeypatch: object) -> None:
    with Engine() as first:
        first.wait_for(messages.Ready)
        with Engine() as second:
            failure = second.wait_for(messages.Failure)
            assert failure.said.title == "Library is already open"
            assert second.process.wait(20) == 3
        assert first.ask(1, "red").total == 0


def test_the_engine_ends_when_the_window_goes(home: AppPaths) -> None:
    with Engine() as engine:
        engine.wait_for(messages.Ready)
        assert engine.process.stdin is not None
        engine.process.stdin.close()
        assert engine.process.wait(20) == 0


def test_parts_completion_and_saved_searches_travel(home: AppPaths, photos: Path) -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(photos)))
        engine.wait_until_idle()
        results = engine.ask(1, "red type:jpeg -in:nowhere rating:many")
        assert [part.label for part in results.parts] == [
            "red", "type:jpeg", "-in:nowhere", "rating:many",
        ]  # fmt: skip
        assert [bool(part.error) for part in results.parts] == [False, False, False, True]
        blue = next(row.photo for row in results.rows if Path(row.path).name == "IMG_0002.jpg")
        images = (Picture(photo=blue),)
        question = Question(images=images, sort="relevance")
        engine.send(messages.Search(request=2, question=question))
        assert engine.wait_for(messages.Results).rows[0].photo == blue
        engine.send(messages.Complete(request=3, text="typ", cursor=3))
        assert engine.wait_for(messages.Completions).suggestions[0].text == "type:"
        engine.send(
            messages.SaveSearch(search=SavedSearch("red", images, sort="date", name="Reds"))
        )
        (saved,) = engine.wait_for(messages.Searches).saved
        assert (saved.name, saved.text, saved.sort) == ("Reds", "red", "date")
        (image,) = saved.images
        assert image.path is not None
        assert (image.photo, image.path.name) == (blue, "IMG_0002.jpg")
        assert image.thumbnail is not None
        assert image.thumbnail.exists()
        engine.send(messages.RenameSavedSearch(name="Reds", new_name="Rouge"))
        assert [one.name for one in engine.wait_for(messages.Searches).saved] == ["Rouge"]
        engine.send(messages.RememberSearch(text="blue"))
        engine.send(messages.ListSearches())
        assert [past.text for past in engine.wait_for(messages.Searches).recent] == ["blue"]
        engine.send(messages.ForgetSavedSearch(name="Rouge"))
        assert engine.wait_for(messages.Searches).saved == ()


def test_an_answer_goes_without_pictures_that_are_gone_and_says_so(
    home: AppPaths, photos: Path
) -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(photos)))
        engine.wait_until_idle()
        file, photo, disliked = Picture(Path("/gone.png")), Picture(photo=999), Picture(photo=998)
        question = Question("green", (file, photo), less=(disliked,))
        engine.send(messages.Search(request=1, question=question))
        results = engine.wait_for(messages.Results)
        assert Path(results.rows[0].path).name == "IMG_0001.jpg"
        assert results.left_out == (
            LeftOut(file, say("left_out.file_gone")),
            LeftOut(photo, say("left_out.not_in_library")),
            LeftOut(disliked, say("left_out.not_in_library")),
        )


def test_an_engine_refuses_a_window_that_speaks_another_protocol(home: AppPaths) -> None:
    with Engine() as engine:
        engine.send(messages.Hello())
        engine.wait_until_idle()
        engine.send(messages.Hello(protocol=messages.PROTOCOL - 1))
        failure = engine.wait_for(messages.Failure)
        assert "different versions" in failure.said.advice
        assert engine.process.wait(PATIENCE) == EXIT_TOLD_WHY
