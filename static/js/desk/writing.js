// The form in which a release is written: counters that advise, the slug as it will be, the moment on the button.

import "./picker.js";

const form = document.querySelector("form[data-writing]");
const language = document.documentElement.lang;

// A headline is cut in search results after some 65 characters, a lead after some 160: advice, never a refusal.
for (const field of form.querySelectorAll("[data-advise]")) {
  const advised = Number(field.dataset.advise);
  const advice = Object.assign(document.createElement("p"), { className: "advice" });
  const show = () => {
    const length = [...field.value.trim()].length;
    advice.textContent = `${length} / ${advised}`;
    advice.classList.toggle("advice--over", length > advised);
  };
  field.insertAdjacentElement("afterend", advice);
  field.addEventListener("input", show);
  show();
}

// A headline wraps on the screen and is one line all the same.
for (const field of form.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  field.addEventListener("input", () => {
    if (/[\r\n]/.test(field.value)) field.value = field.value.replace(/\s*[\r\n]+\s*/g, " ");
  });
}

// The slug that will be made of the headline, asked of the server, which alone knows how letters are transliterated.
const headline = form.elements.headline;
const slug = form.elements.slug;
if (slug && form.dataset.slugs) {
  let waiting;
  const suggest = async () => {
    if (slug.value || !headline.value.trim()) {
      slug.placeholder = "";
      return;
    }
    const response = await fetch(`${form.dataset.slugs}?headline=${encodeURIComponent(headline.value)}`);
    if (response.ok) slug.placeholder = (await response.json()).slug;
  };
  for (const field of [headline, slug]) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => suggest().catch(() => {}), 300);
    });
  }
}

// The button says for when it schedules; the moment is in the site's time zone, wherever the browser is.
const schedule = form.querySelector("[data-schedule]");
const moment = form.elements.live_from;
if (schedule && moment) {
  const plain = schedule.textContent;
  const words = () => {
    const chosen = new Date(`${moment.value}Z`);
    if (!moment.value || Number.isNaN(chosen.getTime())) return plain;
    const locale = language === "en" ? "en-GB" : language;
    const say = (options) => chosen.toLocaleString(locale, { ...options, timeZone: "UTC" });
    const year = chosen.getUTCFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
    // Apart, because some locales put a comma after the weekday or a word before the hour.
    const day = `${say({ weekday: "long" })} ${say({ day: "numeric", month: "long", ...year })}`;
    const local = `${day}, ${say({ hour: "2-digit", minute: "2-digit" })}`;
    const parts = new Intl.DateTimeFormat("en", { timeZone: schedule.dataset.zone, timeZoneName: "shortOffset" });
    const offset = parts.formatToParts(chosen).find(({ type }) => type === "timeZoneName").value;
    return schedule.dataset.words.replace("%s", `${local} (${offset.replace("GMT", "UTC")})`);
  };
  const show = () => { schedule.textContent = words(); };
  moment.addEventListener("input", show);
  show();
}
