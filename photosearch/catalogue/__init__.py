"""The library's database: SQLite through SQLAlchemy. It alone is the truth; all else is cache."""
