"""The library for assistants on the same machine: a Model Context Protocol server."""
