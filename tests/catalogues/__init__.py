"""The catalogues of the interface's languages: is each string that people see wrapped, translated and whole?

`python -m tests.catalogues`, which `make check` calls, says each fault in a line; `test_catalogues.py` finds the same.
"""
