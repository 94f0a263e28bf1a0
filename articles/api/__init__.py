"""The read-only JSON API at /api/v1/: what the public pages say, for programs.

`endpoints` answers, in the shapes of `schemas`, which `records` makes of rows; `door` is what all addresses have in
common, `errors` what they answer where there is nothing else; `document` describes it, for machines and for people.
"""
