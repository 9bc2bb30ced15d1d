// The group note by keyboard: J K between people, 1 to 5 took part, O objective, W words, Enter ready and
// next. Digits and Ctrl Enter are in keys.js. What was typed is saved before moving on.
import { $, $$, inField, keysOn } from "{{base.js}}";
import { flush } from "{{autosave.js}}";

const list = () => $("[data-composer]");
const card = () => $("[data-at]", list());

const move = async (step) => {
  const rows = $$("[data-row]", list());
  const next = rows[rows.indexOf(card()) + step]?.querySelector("[data-open]");
  if (!next) return;
  await flush();
  next.click();
};

const ready = () => $("[data-key=Enter]", card())?.click();

const jump = (selector) => {
  const target = $(selector, card());
  if (!target) return;
  target.focus();
  if (target.matches("textarea")) target.setSelectionRange(target.value.length, target.value.length);
};

const steer = (event) => {
  switch (event.key.toLowerCase()) {
    case "j": move(1); break;
    case "k": move(-1); break;
    case "o": jump(".ob input"); break;
    case "w": jump("textarea"); break;
    case "enter": if (event.target.closest("a,button,summary")) return; ready(); break;
    default: return;
  }
  event.preventDefault();
};

if (list() && card()) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    if (inField(event.target)) {
      // Enter goes on from the one line about this person; Shift Enter starts a new line in it.
      if (event.key === "Enter" && !event.shiftKey && event.target.matches("[data-enter-next]")) { event.preventDefault(); ready(); }
      return;
    }
    if (keysOn()) steer(event);
  }, true);
  const here = card();
  here.tabIndex = -1;
  if (!$("[data-focus]") && document.activeElement === document.body) {
    here.focus({ preventScroll: true });
    if (matchMedia("(min-width:721px)").matches) here.scrollIntoView({ block: "nearest" });
  }
}
