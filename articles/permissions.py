"""The two permissions that the desk asks for: to write, and to decide."""

AUTHOR = "articles.change_edition"
EDITOR = "articles.approve_edition"
