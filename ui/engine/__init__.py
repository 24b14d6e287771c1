"""The engine as the window sees it: client, controller, what is asked and told."""
