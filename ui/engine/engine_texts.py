"""The engine's sentences in the language of the window; the engine itself speaks English.

``{0}``, ``{1}`` … stand for paths, names, numbers, and for what the system said.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

TEXTS: Final = (
    # Titles of failures.
    QT_TRANSLATE_NOOP("Engine", "Something went wrong"),
    QT_TRANSLATE_NOOP("Engine", "Something went wrong inside photosearch"),
    QT_TRANSLATE_NOOP("Engine", "About your library"),
    QT_TRANSLATE_NOOP("Engine", "Folder not added"),
    QT_TRANSLATE_NOOP("Engine", "Folder not removed"),
    QT_TRANSLATE_NOOP("Engine", "Library can't be opened"),
    QT_TRANSLATE_NOOP("Engine", "Library is busy"),
    QT_TRANSLATE_NOOP("Engine", "Library is from a newer version"),
    QT_TRANSLATE_NOOP("Engine", "Can't write to disk"),
    QT_TRANSLATE_NOOP("Engine", "Library is already open"),
    QT_TRANSLATE_NOOP("Engine", "Model can't be used"),
    QT_TRANSLATE_NOOP("Engine", "Model can't be downloaded"),
    QT_TRANSLATE_NOOP("Engine", "Photo can't be read"),
    QT_TRANSLATE_NOOP("Engine", "Search not understood"),
    QT_TRANSLATE_NOOP("Engine", "Settings can't be used"),
    QT_TRANSLATE_NOOP("Engine", "Training can't run"),
    QT_TRANSLATE_NOOP("Engine", "Trash can't be used"),
    QT_TRANSLATE_NOOP("Engine", "Nothing to put back"),
    QT_TRANSLATE_NOOP("Engine", "Message not understood"),
    # The library and its disk.
    QT_TRANSLATE_NOOP("Engine", "The log file tells more; `photosearch doctor` shows where it is."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The library's database was damaged ({0}) and is being made anew from your folders. "
        "The damaged file was kept as {1}.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Another program holds the database."),
    QT_TRANSLATE_NOOP("Engine", "Close it, then try again."),
    QT_TRANSLATE_NOOP("Engine", "The disk that holds {0} is full."),
    QT_TRANSLATE_NOOP("Engine", "Free some space."),
    QT_TRANSLATE_NOOP("Engine", "{0} can't be opened for writing ({1})."),
    QT_TRANSLATE_NOOP(
        "Engine", "Check that the disk is not read-only and that you may write there."
    ),
    QT_TRANSLATE_NOOP("Engine", "The disk that holds {0} reports an error ({1})."),
    QT_TRANSLATE_NOOP("Engine", "Check it."),
    QT_TRANSLATE_NOOP("Engine", "The database is damaged ({0})."),
    QT_TRANSLATE_NOOP(
        "Engine", "Start photosearch again: it sets the file aside and builds the library anew."
    ),
    QT_TRANSLATE_NOOP("Engine", "There is no library yet."),
    QT_TRANSLATE_NOOP("Engine", "Add a folder first."),
    QT_TRANSLATE_NOOP("Engine", "Another photosearch is just preparing the library."),
    QT_TRANSLATE_NOOP("Engine", "Try again in a moment."),
    QT_TRANSLATE_NOOP("Engine", "{0} can't be written ({1})."),
    QT_TRANSLATE_NOOP("Engine", "Check the disk's space and the folder's permissions."),
    QT_TRANSLATE_NOOP("Engine", "Its format is {0}; this program knows {1}."),
    QT_TRANSLATE_NOOP("Engine", "Update photosearch; nothing was changed."),
    QT_TRANSLATE_NOOP("Engine", "Another photosearch is open and keeps the library up to date."),
    QT_TRANSLATE_NOOP("Engine", "Use its window, or close it first."),
    QT_TRANSLATE_NOOP("Engine", "The search index can't be written ({0})."),
    QT_TRANSLATE_NOOP(
        "Engine", "Free some space on the disk of the cache folder, then start again."
    ),
    QT_TRANSLATE_NOOP("Engine", "{0} can't be read ({1})."),
    QT_TRANSLATE_NOOP("Engine", "Correct the file, or delete it to start anew."),
    QT_TRANSLATE_NOOP("Engine", "Free some space or check its permissions."),
    QT_TRANSLATE_NOOP("Engine", "{0} is not a message of protocol {1} ({2})."),
    QT_TRANSLATE_NOOP("Engine", "Protocol {0} is spoken, not {1}."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The window and the engine are of different versions: start the program again.",
    ),
    # Folders.
    QT_TRANSLATE_NOOP("Engine", "{0} is no path ({1})."),
    QT_TRANSLATE_NOOP("Engine", "Check the path."),
    QT_TRANSLATE_NOOP("Engine", "{0} does not exist."),
    QT_TRANSLATE_NOOP("Engine", "Check the path, or plug the drive in."),
    QT_TRANSLATE_NOOP("Engine", "{0} is a file."),
    QT_TRANSLATE_NOOP("Engine", "Add the folder that holds it."),
    QT_TRANSLATE_NOOP("Engine", "{0} may not be read."),
    QT_TRANSLATE_NOOP("Engine", "Check the folder's permissions."),
    QT_TRANSLATE_NOOP("Engine", "{0} is in the library already."),
    QT_TRANSLATE_NOOP("Engine", "{0} is inside {1}, which is in the library already."),
    QT_TRANSLATE_NOOP("Engine", "There is nothing to do."),
    QT_TRANSLATE_NOOP("Engine", "It is not in the library."),
    QT_TRANSLATE_NOOP("Engine", "`photosearch status` lists the folders."),
    # Models.
    QT_TRANSLATE_NOOP("Engine", "{0} does not tell places apart."),
    QT_TRANSLATE_NOOP("Engine", "{0} has no sentence embedding."),
    QT_TRANSLATE_NOOP("Engine", "Use the built-in one."),
    QT_TRANSLATE_NOOP("Engine", "{0} can't be loaded ({1})."),
    QT_TRANSLATE_NOOP("Engine", "Add the model again with `photosearch models add`."),
    QT_TRANSLATE_NOOP("Engine", "There is no {0} device."),
    QT_TRANSLATE_NOOP("Engine", "This model runs on the CPU."),
    QT_TRANSLATE_NOOP("Engine", "Set the device to auto."),
    QT_TRANSLATE_NOOP("Engine", "Install photosearch again."),
    QT_TRANSLATE_NOOP("Engine", "Add the model again, or install photosearch again."),
    QT_TRANSLATE_NOOP("Engine", "{0} holds no readable model pack ({1})."),
    QT_TRANSLATE_NOOP("Engine", "The model {0} is of format {1}; this program knows {2}."),
    QT_TRANSLATE_NOOP("Engine", "Update photosearch."),
    QT_TRANSLATE_NOOP("Engine", "There is no model named {0}."),
    QT_TRANSLATE_NOOP("Engine", "`photosearch models list` shows those there are."),
    QT_TRANSLATE_NOOP("Engine", "The built-in model stays."),
    QT_TRANSLATE_NOOP("Engine", "Others can be removed."),
    QT_TRANSLATE_NOOP("Engine", "{0} can't be run ({1})."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{0} comes with code of its own ({1} names it), which photosearch never runs.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{0} has its weights only as {1}, a form that can hold programs and runs them when "
        "it is loaded.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{0} holds no model: neither safetensors nor visual/model.onnx and textual/model.onnx.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{0} holds no settings."),
    QT_TRANSLATE_NOOP("Engine", "{0} is being added or measured."),
    QT_TRANSLATE_NOOP("Engine", "{0} is in use."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{0} is no local folder, and the Hugging Face hub does not give it ({1}).",
    ),
    QT_TRANSLATE_NOOP("Engine", "{0} of {1} came damaged: its checksum is not the hub's."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Check the name and the network, then add it again: it goes on where it was. Or "
        "download it elsewhere and give its folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Choose a CLIP, SigLIP, SigLIP 2 or Chinese-CLIP model without it.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Choose a smaller model."),
    QT_TRANSLATE_NOOP("Engine", "Choose another model first."),
    QT_TRANSLATE_NOOP("Engine", "Choose another model."),
    QT_TRANSLATE_NOOP("Engine", "Download it again."),
    QT_TRANSLATE_NOOP("Engine", "Download the whole export again, or choose another."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Give a model's id on the hub, or the folder that has config.json and the weights.",
    ),
    QT_TRANSLATE_NOOP("Engine", "It has no {0}/{1}."),
    QT_TRANSLATE_NOOP("Engine", "Its {0} graph does not do here what it did before (cosine {1})."),
    QT_TRANSLATE_NOOP("Engine", "Its {0} graph is broken ({1})."),
    QT_TRANSLATE_NOOP("Engine", "Its {0} graph is larger than two gigabytes."),
    QT_TRANSLATE_NOOP("Engine", "Its texts have {0} dimensions and its pictures {1}."),
    QT_TRANSLATE_NOOP("Engine", "Its tokenizer names no padding."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Look for a version with safetensors (OWNER/NAME@REVISION takes one), or for a "
        "ready-made ONNX export.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Please report which model it is."),
    QT_TRANSLATE_NOOP("Engine", "Wait for it, or pause it."),
    QT_TRANSLATE_NOOP("Engine", "preprocess_cfg.json gives no mean and deviation of colours."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{0} has no preprocessor_config.json, so its pictures' size and colours are unknown.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{0} holds no model that transformers knows ({1})."),
    QT_TRANSLATE_NOOP("Engine", "{0} is there already."),
    QT_TRANSLATE_NOOP("Engine", "`photosearch models use {0}`."),
    QT_TRANSLATE_NOOP("Engine", "Choose one of {0}."),
    QT_TRANSLATE_NOOP("Engine", "Download the whole model."),
    QT_TRANSLATE_NOOP("Engine", "Give the folder that has config.json and the weights."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Its exported {0} encoder does not agree with the original (cosine {1}).",
    ),
    QT_TRANSLATE_NOOP("Engine", "Models of the kind {0} can't be used."),
    QT_TRANSLATE_NOOP("Engine", "The process that was to do it ended with status {0}."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "There may be too little memory. `photosearch models add` tells more.",
    ),
    # Questions, and pictures to ask with.
    QT_TRANSLATE_NOOP("Engine", "It has not been indexed yet."),
    QT_TRANSLATE_NOOP("Engine", "There is nothing to explain, only filters."),
    QT_TRANSLATE_NOOP("Engine", "Ask with words: `photosearch why 'a dog' PHOTO`."),
    QT_TRANSLATE_NOOP("Engine", "Nothing is asked."),
    QT_TRANSLATE_NOOP("Engine", "Ask when, where, who or how many."),
    QT_TRANSLATE_NOOP("Engine", "A saved search needs a name, and something to ask."),
    QT_TRANSLATE_NOOP("Engine", "Give it both."),
    QT_TRANSLATE_NOOP("Engine", "Its file is gone, so it is left out."),
    QT_TRANSLATE_NOOP("Engine", "It can't be read, so it is left out."),
    QT_TRANSLATE_NOOP("Engine", "It is not indexed yet, so it is left out."),
    QT_TRANSLATE_NOOP("Engine", "It is no longer in the library, so it is left out."),
    QT_TRANSLATE_NOOP("Engine", "{0} is not a readable photo ({1})."),
    QT_TRANSLATE_NOOP("Engine", "Check the path, or try another picture."),
    QT_TRANSLATE_NOOP("Engine", "{0} can't be read."),
    QT_TRANSLATE_NOOP("Engine", "Is its drive connected?"),
    QT_TRANSLATE_NOOP("Engine", "Choose another place."),
    # The trash.
    QT_TRANSLATE_NOOP("Engine", "{0} is not there."),
    QT_TRANSLATE_NOOP("Engine", "It was moved or deleted, or its drive is unplugged."),
    QT_TRANSLATE_NOOP("Engine", "{0} may not be moved."),
    QT_TRANSLATE_NOOP("Engine", "Check the permissions of the file and of its folder."),
    QT_TRANSLATE_NOOP("Engine", "The drive that holds {0} has no trash that you may write to."),
    QT_TRANSLATE_NOOP("Engine", "Nothing was moved. Move the file by hand if you want it gone."),
    QT_TRANSLATE_NOOP("Engine", "The drive that holds {0} is read-only."),
    QT_TRANSLATE_NOOP("Engine", "{0} can't be moved to the trash ({1})."),
    QT_TRANSLATE_NOOP("Engine", "{0} is in the trash, but not where we can see."),
    QT_TRANSLATE_NOOP("Engine", "{0} is not in the trash any more."),
    QT_TRANSLATE_NOOP("Engine", "It was emptied or restored."),
    QT_TRANSLATE_NOOP("Engine", "There is another file at {0} now."),
    QT_TRANSLATE_NOOP("Engine", "Move that away, then try again."),
    QT_TRANSLATE_NOOP("Engine", "{0} can't be put back ({1})."),
    QT_TRANSLATE_NOOP("Engine", "Bring it back with the system's own trash."),
    QT_TRANSLATE_NOOP("Engine", "Nothing that could be put back is remembered."),
    QT_TRANSLATE_NOOP("Engine", "Look into the system's own trash."),
    # Files that could not be read: why, and what can be done.
    QT_TRANSLATE_NOOP("Engine", "The file is empty"),
    QT_TRANSLATE_NOOP("Engine", "The file ends too early"),
    QT_TRANSLATE_NOOP("Engine", "The picture is damaged; what can be shown is shown"),
    QT_TRANSLATE_NOOP("Engine", "The picture is damaged; nothing of it can be shown"),
    QT_TRANSLATE_NOOP(
        "Engine", "Restore it from a backup or copy it again from the camera, then retry."
    ),
    QT_TRANSLATE_NOOP("Engine", "This is not a picture, whatever its name says"),
    QT_TRANSLATE_NOOP("Engine", "Open it with another program, or exclude it."),
    QT_TRANSLATE_NOOP("Engine", "This kind of picture can't be decoded"),
    QT_TRANSLATE_NOOP("Engine", "Save it as JPEG, PNG or HEIC."),
    QT_TRANSLATE_NOOP("Engine", "The picture claims more pixels than a photo has"),
    QT_TRANSLATE_NOOP("Engine", "Scale it down if it is genuine; otherwise delete it."),
    QT_TRANSLATE_NOOP("Engine", "The file may not be read"),
    QT_TRANSLATE_NOOP("Engine", "Check its permissions and the disk, then retry."),
    QT_TRANSLATE_NOOP("Engine", "The file went away while it was read"),
    QT_TRANSLATE_NOOP("Engine", "It will be found again when it comes back."),
    QT_TRANSLATE_NOOP("Engine", "Decoding took too long and was stopped"),
    QT_TRANSLATE_NOOP(
        "Engine", "Retry; if it happens again, save the picture anew with a photo program."
    ),
    QT_TRANSLATE_NOOP("Engine", "The decoder crashed on this file"),
    QT_TRANSLATE_NOOP("Engine", "Save the picture anew with a photo program, then retry."),
    QT_TRANSLATE_NOOP("Engine", "Decoding needs more memory than a photo should"),
    QT_TRANSLATE_NOOP("Engine", "Scale the picture down, then retry."),
    QT_TRANSLATE_NOOP("Engine", "photosearch stumbled over this photo"),
    QT_TRANSLATE_NOOP("Engine", "It is tried again at the next start. The log file tells more."),
    QT_TRANSLATE_NOOP("Engine", "{0} and {1} are the same file, seen in two places."),
    QT_TRANSLATE_NOOP("Engine", "Nothing was moved: there is no second copy of it."),
    QT_TRANSLATE_NOOP("Engine", "Photos can't be read"),
    QT_TRANSLATE_NOOP("Engine", "The processes that read photos end before they have read one."),
    QT_TRANSLATE_NOOP(
        "Engine", "Start again; if that does not help, see what `photosearch doctor` says."
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        '{0} has no `if __name__ == "__main__":`, so each of our processes runs it again.',
    ),
    QT_TRANSLATE_NOOP("Engine", "Put what it does below that line."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The library's database was missing or empty and is being made anew from your folders.",
    ),
    # What stands in parentheses: the decoder's words, and the system's most frequent ones.
    QT_TRANSLATE_NOOP("Engine", "{0} pictures"),
    QT_TRANSLATE_NOOP("Engine", "{0} × {1} pixels"),
    QT_TRANSLATE_NOOP("Engine", "no known picture format"),
    QT_TRANSLATE_NOOP("Engine", "zeros only"),
    QT_TRANSLATE_NOOP("Engine", "a broken {0} file"),
    QT_TRANSLATE_NOOP("Engine", "TIFF compression {0}"),
    QT_TRANSLATE_NOOP("Engine", "the end of the file is missing"),
    QT_TRANSLATE_NOOP("Engine", "not a regular file"),
    QT_TRANSLATE_NOOP("Engine", "more than {0} s"),
    QT_TRANSLATE_NOOP("Engine", "the worker ended with status {0}"),
    QT_TRANSLATE_NOOP("Engine", "empty"),
    QT_TRANSLATE_NOOP("Engine", "vanished"),
    QT_TRANSLATE_NOOP("Engine", "out_of_memory"),
    QT_TRANSLATE_NOOP("Engine", "Permission denied"),
    QT_TRANSLATE_NOOP("Engine", "No such file or directory"),
    QT_TRANSLATE_NOOP("Engine", "No space left on device"),
    QT_TRANSLATE_NOOP("Engine", "Read-only file system"),
    QT_TRANSLATE_NOOP("Engine", "Input/output error"),
    # What is wrong with a part of a question.
    QT_TRANSLATE_NOOP("Engine", "Say which: for example {0}."),
    QT_TRANSLATE_NOOP(
        "Engine", "“{0}” is no city that is known here; LATITUDE,LONGITUDE works, too."
    ),
    QT_TRANSLATE_NOOP("Engine", "Latitude goes from -90 to 90, longitude from -180 to 180."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "“{0}” is no date that is understood; try 2023-05, last summer or 去年夏天.",
    ),
    QT_TRANSLATE_NOOP("Engine", "“{0}” is no rating: try 4, >=4 or 3..5."),
    QT_TRANSLATE_NOOP("Engine", "A rating goes from 0 to 5 stars."),
    QT_TRANSLATE_NOOP("Engine", "“{0}” is unknown here; try {1}."),
    QT_TRANSLATE_NOOP("Engine", "An order can't be excluded."),
    QT_TRANSLATE_NOOP(
        "Engine", "There is no filter “{0}”; try {1}, or put the words in quotation marks."
    ),
    # What a prefix means, and where a word comes from.
    QT_TRANSLATE_NOOP("Engine", "in folders with this in their path"),
    QT_TRANSLATE_NOOP("Engine", "taken then: a day, month, year, season or range"),
    QT_TRANSLATE_NOOP("Engine", "taken before that began"),
    QT_TRANSLATE_NOOP("Engine", "taken after that ended"),
    QT_TRANSLATE_NOOP("Engine", "taken with a camera of this name"),
    QT_TRANSLATE_NOOP("Engine", "taken with a lens of this name"),
    QT_TRANSLATE_NOOP("Engine", "files of this type"),
    QT_TRANSLATE_NOOP("Engine", "with so many stars"),
    QT_TRANSLATE_NOOP("Engine", "near a city, or LATITUDE,LONGITUDE,KILOMETRES"),
    QT_TRANSLATE_NOOP("Engine", "that tell where, when, or how good"),
    QT_TRANSLATE_NOOP("Engine", "on a drive that is plugged in or not"),
    QT_TRANSLATE_NOOP("Engine", "of this shape"),
    QT_TRANSLATE_NOOP("Engine", "in this order"),
    QT_TRANSLATE_NOOP("Engine", "keyword"),
    QT_TRANSLATE_NOOP("Engine", "person"),
    QT_TRANSLATE_NOOP("Engine", "place"),
)

_PLACEHOLDER: Final = re.compile(r"\{(\d)\}")


def engine_text(english: str) -> str:
    """Return a text of the engine in the window's language; an unknown one as it is.

    What stands in parentheses is the system's or the decoder's word, and translated if known.
    """
    if english in TEXTS:
        return QCoreApplication.translate("Engine", english)
    for template, pattern in _patterns():
        match = pattern.fullmatch(english)
        if match is not None:
            values = (
                engine_text(value) if f"({{{number}}})" in template else value
                for number, value in enumerate(match.groups())
            )
            return QCoreApplication.translate("Engine", template).format(*values)
    return english


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the templates that have placeholders; the one with most words of its own first."""
    templates = [text for text in map(str, TEXTS) if _PLACEHOLDER.search(text)]
    templates.sort(key=lambda text: len(_PLACEHOLDER.sub("", text)), reverse=True)
    return tuple((text, _pattern(text)) for text in templates)


def _pattern(template: str) -> re.Pattern[str]:
    """Return what matches a template's texts; ``{0}`` comes first in it, then ``{1}`` …"""
    words = _PLACEHOLDER.split(template)[::2]
    return re.compile("(.*?)".join(map(re.escape, words)), re.DOTALL)
