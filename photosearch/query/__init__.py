"""The text of a question → what was meant: language, values, dates, terms."""
