"""The question: search bar, chips, completion, past and saved searches."""
