// The group note by keyboard: J K between people, 1 to 5 took part, O objective, W words, Enter ready and
// next. Digits, letters on buttons and Ctrl Enter are in keys.js. What was typed is saved before moving on.
import { $, $$, inField, keysOn, put, say } from "{{base.js}}";
import { flush, undecided } from "{{autosave.js}}";

const list = () => $("[data-composer]");
const card = () => $("[data-at]", list());

// Rows that lead to another person's part; who was not here or is signed is passed over.
const stops = () => $$("[data-row]", list()).filter((row) => row === card() || $("[data-open]", row)?.getAttribute("href")?.includes("?person="));

const move = async (step) => {
  const rows = stops();
  const next = rows[rows.indexOf(card()) + step]?.querySelector("[data-open]");
  if (!next) return;
  if (undecided()) { $("[data-conflict]")?.focus(); return; }
  if (await flush()) next.click();
  else say("Not saved yet. Your words are safe on this page.");
};

const ready = () => $("[data-key=Enter]", card())?.click();

const jump = (target) => {
  if (!target) return;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
  if (target.matches("textarea")) target.setSelectionRange(target.value.length, target.value.length);
};

const steer = (event) => {
  switch (event.key.toLowerCase()) {
    case "j": move(1); break;
    case "k": move(-1); break;
    case "o": jump($(".ob input", card())); break;
    case "w": jump($("[data-enter-next]", card())); break;
    case "enter": if (event.target.closest("a,button,summary")) return; ready(); break;
    default: return;
  }
  event.preventDefault();
};

// The field that a finding, or the address, points at.
const spot = (hash) => {
  const field = hash.length > 1 && document.getElementById(hash.slice(1));
  if (!field) return false;
  field.closest("details:not([open])")?.setAttribute("open", "");
  jump(field);
  return true;
};

// The checks are asked again after every save.
const checks = async () => {
  const place = $("[data-checks]");
  if (!place || place.contains(document.activeElement)) return;
  try {
    const answer = await fetch(place.dataset.checks, { headers: { "hx-request": "true", "x-automatic": "1" }, credentials: "same-origin" });
    if (answer.ok && !answer.redirected) put(place, await answer.text());
  } catch { /* the next save asks again */ }
};

if (list()) {
  document.addEventListener("draft:saved", checks);
  document.addEventListener("click", (event) => {
    if (event.target.matches?.("[data-focuses]")) jump(document.getElementById(event.target.dataset.focuses));
    const link = event.target.closest?.(".finds a[href^='#']");
    if (link) setTimeout(() => spot(link.hash));
  });
}

if (list() && card()) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    if (inField(event.target)) {
      // Escape leaves the field and comes back to the card: focus is never lost.
      if (event.key === "Escape") { event.preventDefault(); card().focus({ preventScroll: true }); return; }
      // Enter goes on from the one line about this person; Shift Enter starts a new line in it.
      if (event.key === "Enter" && !event.shiftKey && event.target.matches("[data-enter-next]")) { event.preventDefault(); ready(); }
      return;
    }
    if (keysOn()) steer(event);
  }, true);
  const here = card();
  here.tabIndex = -1;
  if (!$("[data-focus]") && !spot(location.hash) && document.activeElement === document.body) {
    here.focus({ preventScroll: true });
    if (matchMedia("(min-width:721px)").matches) here.scrollIntoView({ block: "nearest" });
  }
}
