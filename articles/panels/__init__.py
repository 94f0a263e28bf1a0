"""What the desk's first page shows of releases: it answers 'what now?' for whoever opens it."""

from articles.panels.letters import letters
from articles.panels.readers import readers
from articles.panels.schedule import schedule
from articles.panels.searches import searches
from articles.panels.translations import behind
from articles.panels.work import mine, unsigned, unsigned_banner, waiting

__all__ = ["behind", "letters", "mine", "readers", "schedule", "searches", "unsigned", "unsigned_banner", "waiting"]
