"""The demo site: what `manage.py demo` writes into an empty database, and how.

`site` makes the small one from the texts in `texts/`, `large` composes one of any size for measuring. `drawing` makes
the photographs, `pressroom.demo_logins` the people, and `extras` is where another app adds what is its own.
"""
