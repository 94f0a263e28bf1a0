// The button that publishes says for when, and follows the field; the moment is in the site's time zone, wherever the
// browser is.

const language = document.documentElement.lang;

function words(moment, zone) {
  const locale = language === "en" ? "en-GB" : language;
  const say = (options) => moment.toLocaleString(locale, { ...options, timeZone: "UTC" });
  // Apart, because some locales put a comma after the weekday or a word before the hour.
  // The year goes without saying where it is the present one, as on the server (articles/timing.py).
  const year = moment.getUTCFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  const day = `${say({ weekday: "long" })} ${say({ day: "numeric", month: "long", ...year })}`;
  const local = `${day}, ${say({ hour: "2-digit", minute: "2-digit" })}`;
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" });
  const offset = parts.formatToParts(moment).find(({ type }) => type === "timeZoneName").value;
  return `${local} (${offset.replace("GMT", "UTC")})`;
}

// What speaks against the moment, asked of the server, which knows the days off and what else is scheduled.
async function warn(form, value) {
  const list = form.querySelector("[data-warnings]");
  const response = await fetch(`${form.dataset.moments}?moment=${encodeURIComponent(value)}`).catch(() => null);
  if (!response?.ok || form.elements.live_from.value !== value) return;
  const { warnings } = await response.json();
  const lines = warnings.map((words) => Object.assign(document.createElement("p"), { className: "warning", textContent: words }));
  list.replaceChildren(...lines);
}

for (const form of document.querySelectorAll("form[data-moments]")) {
  const button = form.querySelector("[data-moment]");
  const field = form.elements.live_from;
  let waiting;
  field.addEventListener("input", () => {
    const moment = new Date(`${field.value}Z`);
    const isAhead = field.value !== "" && !Number.isNaN(moment.getTime());
    button.textContent = isAhead ? button.dataset.ahead.replace("%s", words(moment, button.dataset.zone)) : button.dataset.now;
    // The server does nothing that the button didn't say.
    button.value = field.value;
    // What was said of the other moment doesn't hold any more.
    form.querySelector("[data-warnings]").replaceChildren();
    clearTimeout(waiting);
    waiting = setTimeout(warn, 300, form, field.value);
  });
}
