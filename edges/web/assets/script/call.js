// The call sheet by single keys: Y and N answer, a digit chooses, T ticks that we may text, Enter goes on. Each goes to the next stop;
// without any of it the sheet is a plain form.
import { $, $$, keysOn, shown } from "{{base.js}}";

const form = $("form[data-call]");
form?.querySelector("[autofocus]")?.focus(); // before the next frame

const goOn = (from) => {
  const stops = $$("[data-stop]", form).filter(shown);
  const next = stops[stops.indexOf(from) + 1];
  if (next) $("input,textarea,select", next)?.focus();
};

const choose = (box) => {
  if (!box) return false;
  box.checked = box.type === "radio" || !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  box.focus();
  return true;
};

form?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysOn()) return;
  const stop = event.target.closest?.("[data-stop]");
  if (!stop) return;
  const [kind, key] = [stop.dataset.stop, event.key.toLowerCase()];
  let done = false;
  if (kind === "ask" && (key === "y" || key === "n")) done = choose($(`input[value=${key === "y" ? "yes" : "no"}]`, stop));
  else if ((kind === "choice" || kind === "slots") && /^[1-9]$/.test(key)) done = choose($$("input[type=radio]", stop)[key - 1]);
  else if (kind === "tick" && key === "t") done = choose($("input[type=checkbox]", stop));
  else if (kind === "field" && key === "enter") done = true;
  if (!done) return;
  event.preventDefault();
  if (kind !== "slots") goOn(stop);
});
