// What a release's page, and those of a like and a reply, run; `collectstatic` makes one of them
// (pressroom/static_files.py). Each looks for what it improves, and leaves a page without that as it is.
import "./counters.js";
import "./quotations.js";
import "./replies.js";
import "./share.js";
