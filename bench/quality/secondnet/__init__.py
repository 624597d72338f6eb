"""Networks with outbreaks in them, written apart from the project's own simulator (see ../second_generator.py)."""
