"""What is live, in the order of lists, and how much of it there is: read once, then kept up in the process.

Of thousands of editions that have a word a search has to know which are live, which are the latest, and how many there
are of each language, category and year; every page says how many releases its archives have. For the database these
are thousands of looks into its tables; here it is a few numbers for each edition, some thirty bytes of them. What is
shown of an edition is asked of the database all the same, with the rule of visibility.

It holds for as long as nothing but replies is changed (`pressroom.version`) and until the next moment at which by
itself something goes live, which it knows. After that the days are read again of the releases that were changed or
whose moment came, and nothing else: what a publication costs doesn't grow with the site.
"""

from articles.catalogue.places import ALL, Catalogue, Year, taken
from articles.catalogue.reading import forget, of

__all__ = ["ALL", "Catalogue", "Year", "forget", "of", "taken"]
