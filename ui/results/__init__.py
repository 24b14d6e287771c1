"""The answer: grid, order, timeline, and what an empty answer says."""
