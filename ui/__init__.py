"""The window: Qt, and the wire to the engine."""
