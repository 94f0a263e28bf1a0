"""The front: what stands before all of Django and answers from memory what was rendered already.

It is the WSGI application that the server calls. A public page is whole and the same for everybody, so its first
reader has it rendered, and whoever comes after gets the same bytes until the public sees something else:

- `freshness` knows which version of the site holds and until when, by a query every fifth of a second;
- `pages` are whole answers, compressed twice at most, and the bounded memory that keeps them;
- `shared` lets the processes and nodes of a site have them in common, by Redis;
- `shortcuts` are small answers that an app gives before Django does, such as the counting of a view.

What may be kept says the view, by `pressroom.caching.public`. All else goes on to Django as it came.
"""
