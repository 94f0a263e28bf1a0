// The button that publishes says for when, and follows the field; the moment is in the site's time zone, wherever the
// browser is.

const language = document.documentElement.lang;

function words(moment, zone) {
  const locale = language === "en" ? "en-GB" : language;
  const say = (options) => moment.toLocaleString(locale, { ...options, timeZone: "UTC" });
  // Apart, because some locales put a comma after the weekday or a word before the hour.
  const day = `${say({ weekday: "long" })} ${say({ day: "numeric", month: "long", year: "numeric" })}`;
  const local = `${day}, ${say({ hour: "2-digit", minute: "2-digit" })}`;
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" });
  const offset = parts.formatToParts(moment).find(({ type }) => type === "timeZoneName").value;
  return `${local} (${offset.replace("GMT", "UTC")})`;
}

for (const form of document.querySelectorAll("form[data-moments]")) {
  const button = form.querySelector("[data-moment]");
  const field = form.elements.live_from;
  field.addEventListener("input", () => {
    const moment = new Date(`${field.value}Z`);
    const isAhead = field.value !== "" && !Number.isNaN(moment.getTime());
    button.textContent = isAhead ? button.dataset.ahead.replace("%s", words(moment, button.dataset.zone)) : button.dataset.now;
    // The server does nothing that the button didn't say.
    button.value = field.value;
  });
}
