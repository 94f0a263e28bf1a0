"""Search: in the words people use, on SQLite and PostgreSQL alike.

`question.read` reads what was typed, `results.find` answers it at a moment, `extracts.Marker` shows where; `index`
keeps what can be found in step with what is approved.
"""
