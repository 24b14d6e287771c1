"""The engine process: door, server, handlers of commands, priority, events."""
