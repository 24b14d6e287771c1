"""The catalogue: SQLite through SQLAlchemy."""
