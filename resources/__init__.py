"""Files the program carries; read through importlib.resources."""
