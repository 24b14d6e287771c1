"""The tables. Paths are blobs: a file name is bytes to the system, and not always text."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

HEAD: Final = "0018"
metadata = MetaData()


def _photo_key(**options: bool) -> Column[int]:
    return Column(
        "photo_id",
        ForeignKey("photos.id", ondelete="CASCADE"),
        nullable=False,
        **options,  # type: ignore[arg-type]
    )


folders = Table(
    "folders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", LargeBinary, nullable=False, unique=True),
    Column("online", Integer, nullable=False, server_default="1"),
)

# Places below a folder where other volumes were seen: away, they are not deleted.
mounts = Table(
    "mounts",
    metadata,
    Column("folder_id", ForeignKey("folders.id", ondelete="CASCADE"), primary_key=True),
    Column("path", LargeBinary, primary_key=True),
)

# How many files of kinds that are not searched lie below a folder, by suffix.
unsearched = Table(
    "unsearched",
    metadata,
    Column("folder_id", ForeignKey("folders.id", ondelete="CASCADE"), primary_key=True),
    Column("suffix", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

photos = Table(
    "photos",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("folder_id", ForeignKey("folders.id", ondelete="CASCADE"), nullable=False),
    Column("path", LargeBinary, nullable=False),  # relative to the folder
    Column("size", Integer, nullable=False),
    Column("mtime_ns", Integer, nullable=False),
    # Stands for the sizes and times of its sidecars; see media/sidecars.py.
    Column("sidecar", Integer, nullable=False, server_default="0"),
    Column("content_hash", LargeBinary),  # xxh3-128 of the file
    Column("perceptual_hash", Integer),  # 64 bits, signed; see photos/fingerprint.py
    Column("width", Integer, nullable=False, server_default="0"),
    Column("height", Integer, nullable=False, server_default="0"),
    Column("kind", Text, nullable=False, server_default=""),
    Column("taken_at", Text),  # ISO 8601, with the offset where the file names it
    Column("camera", Text),
    Column("lens", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("rating", Integer),
    Column("duration_ms", Integer),  # of a video
    Column("moments", LargeBinary),  # of a video: int32, milliseconds; a row of vectors each
    # The photo that stands for this file too: of a raw file its JPEG, of a clip its live photo.
    Column("live_with", ForeignKey("photos.id", ondelete="SET NULL")),
    Column("clip_at", Integer),  # where in the file of a motion photo its clip begins
    # Microseconds since 1970 of taken_at's wall clock (as if UTC), which hold every year that a
    # date can have; none without a date.
    Column("taken_us", Integer),
    UniqueConstraint("folder_id", "path"),
    Index("photos_by_time", "taken_us", "mtime_ns", "id", "content_hash"),
    Index("photos_by_content", "content_hash"),
    Index("photos_by_other_half", "live_with", sqlite_where=text("live_with IS NOT NULL")),
    sqlite_autoincrement=True,
)

photo_words = Table(
    "photo_words",
    metadata,
    Column("id", Integer, primary_key=True),
    _photo_key(),
    Column("source", Text, nullable=False),
    Column("text", Text, nullable=False),
    # Its tokens, see photosearch.text.folding: what literal search compares.
    Column("folded", Text, nullable=False, server_default=""),
    # Where text that was read stands: left, top, right, bottom as float32 shares.
    Column("box", LargeBinary),
    # Who wrote the row, if not what reads the file; each replaces only its own.
    Column("writer", Text, nullable=False, server_default=""),
    Index("words_by_photo", "photo_id"),
    Index("words_of_people", "folded", sqlite_where=text("source = 'person'")),
    Index("words_by_writer", "writer", "photo_id", sqlite_where=text("writer != ''")),
)

# Which photos an analyser has seen, in which version, and what file it was.
analyses = Table(
    "analyses",
    metadata,
    _photo_key(primary_key=True),
    Column("analyser", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content_hash", LargeBinary, nullable=False),
    # Why it could not be seen, if so: a ProblemReason, and what was said.
    Column("reason", Text, nullable=False, server_default=""),
    Column("detail", Text, nullable=False, server_default=""),
    Index("analyses_by_content", "analyser", "content_hash"),
    Index("analyses_that_failed", "photo_id", sqlite_where=text("reason != ''")),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, server_default=""),  # empty until somebody gives one
    # What files call them, if that is something else: a line each.
    Column("aliases", Text, nullable=False, server_default=""),
    Column("hidden", Integer, nullable=False, server_default="0"),
    sqlite_autoincrement=True,
)

# Of a content, not of a photo: copies share their faces.
faces = Table(
    "faces",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("content_hash", LargeBinary, nullable=False),
    Column("number", Integer, nullable=False),  # in its photo; names its picture
    Column("at_ms", Integer),  # the moment of a video at which it is seen
    Column("box", LargeBinary, nullable=False),  # left, top, right, bottom as float32 shares
    Column("pixels", Integer, nullable=False),  # of its shorter side, in the photo
    Column("model", Text, nullable=False),  # that made the embedding
    # float16; none of a face that a file names and that no detector sees
    Column("embedding", LargeBinary),
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL")),
    # Who says so: 0 the machine, 1 the file, 2 the user.
    Column("given", Integer, nullable=False, server_default="0"),
    Index("faces_by_content", "content_hash"),
    Index("faces_by_person", "person_id"),
)

# Pairs of people that are not the same, because the user said so; one < other.
people_apart = Table(
    "people_apart",
    metadata,
    Column("one", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
)

# What is written in photos, as a sentence encoder understands it; empty where nothing is.
read_meanings = Table(
    "read_meanings",
    metadata,
    # Grows for ever, as that of vectors does.
    Column("key", Integer, primary_key=True),
    _photo_key(),
    Column("encoder", Text, nullable=False),  # the fingerprint of its pack
    Column("meaning", LargeBinary, nullable=False),  # float16, of unit length
    UniqueConstraint("photo_id", "encoder"),
    sqlite_autoincrement=True,
)

# What a captioner made of photos of a content, of a video at a moment (-1: of a still).
made_captions = Table(
    "made_captions",
    metadata,
    Column("content_hash", LargeBinary, primary_key=True),
    Column("at_ms", Integer, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("captioner", Text, nullable=False),  # its name and version
    Column("text", Text, nullable=False),
)

spaces = Table(
    "spaces",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", Text, nullable=False, unique=True),
    Column("model", Text, nullable=False),
    Column("active", Integer, nullable=False, server_default="0"),
    Column("image_dimensions", Integer, nullable=False),
    Column("text_dimensions", Integer, nullable=False),
    Column("fused_dimensions", Integer, nullable=False),
    # What makes the image vectors; spaces that differ in the rest alone share them.
    Column("pictures", Text, nullable=False, server_default=""),
)

vectors = Table(
    "vectors",
    metadata,
    # Grows for ever: a vector that is stored again gets a new key, so an index catches up by key.
    Column("key", Integer, primary_key=True),
    Column("space_id", ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False),
    _photo_key(),
    # The photo's words have changed since: fuse again, no need to decode.
    Column("stale", Integer, nullable=False, server_default="0"),
    # float16; of a video a row for each of its moments, one after the other, in `fused` likewise
    Column("image", LargeBinary, nullable=False),
    Column("text", LargeBinary),  # float16; none for a photo without words
    Column("fused", LargeBinary, nullable=False),
    Index("vectors_by_photo", "space_id", "photo_id", "stale", unique=False),
    Index("vectors_of_photo", "photo_id"),
    sqlite_autoincrement=True,
)

# Apart from the vectors, which are read whole: of these a search reads those of its candidates.
places = Table(
    "places",
    metadata,
    Column("key", ForeignKey("vectors.key", ondelete="CASCADE"), primary_key=True),
    Column("vectors", LargeBinary, nullable=False),  # int8
)

problems = Table(
    "problems",
    metadata,
    _photo_key(primary_key=True),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    # The file that failed; it is tried again when it is another one.
    Column("size", Integer, nullable=False),
    Column("mtime_ns", Integer, nullable=False),
)

# What was asked, to be offered again.
searches = Table(
    "searches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False, unique=True),
    Column("used_at", Integer, nullable=False),  # seconds since 1970
    Column("count", Integer, nullable=False, server_default="0"),
)

# Whole questions under a name.
saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("sort", Text, nullable=False, server_default=""),
)

saved_pictures = Table(
    "saved_pictures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("search_id", ForeignKey("saved_searches.id", ondelete="CASCADE"), nullable=False),
    Column("role", Text, nullable=False),  # images, more or less
    # No foreign key: a photo that goes keeps its number here, which no other will ever have.
    Column("photo_id", Integer),
    Column("path", LargeBinary, nullable=False),
    Column("weight", Float, nullable=False, server_default="1"),
    Index("pictures_of_search", "search_id"),
)

# A photo's folder below its root. SQLite has no dirname: what is not "/" goes from the end.
DIRECTORY: Final = "CAST(rtrim(path, replace(path, '/', '')) AS BLOB)"
# -1 portrait, 0 square, 1 landscape.
SHAPE: Final = "(width > height) - (width < height)"
# Each filter reads one index, and never the table (save for folders, whose paths are long).
FACT_INDEXES: Final = {
    "photos_by_directory": f"folder_id, {DIRECTORY}",
    "photos_by_camera": "camera",
    "photos_by_lens": "lens",
    "photos_by_kind": "kind",
    "photos_by_rating": "rating",
    "photos_by_shape": f"{SHAPE}, width, height",
    "photos_by_position": "latitude, longitude",
    "photos_by_taken": "taken_at",
    "photos_by_duration": "duration_ms",
}

# FTS5 over the words' tokens, which are parted by spaces already; they live in the table.
FTS: Final = (
    """
    CREATE VIRTUAL TABLE photo_words_fts USING fts5(
        folded, content='photo_words', content_rowid='id',
        tokenize="ascii tokenchars '#&@%*$+<=>^|~'"
    )
    """,
    """
    CREATE TRIGGER photo_words_added AFTER INSERT ON photo_words BEGIN
        INSERT INTO photo_words_fts(rowid, folded) VALUES (new.id, new.folded);
    END
    """,
    """
    CREATE TRIGGER photo_words_removed AFTER DELETE ON photo_words BEGIN
        INSERT INTO photo_words_fts(photo_words_fts, rowid, folded)
        VALUES ('delete', old.id, old.folded);
    END
    """,
)
