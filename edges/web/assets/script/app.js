// Starts everything. Every form and link works without any of it.
import { $, $$, say, shown, toast } from "{{base.js}}";
import "{{keys.js}}";
import "{{palette.js}}";
import "{{autosave.js}}";
import "{{composer.js}}";
import "{{call.js}}";
import "{{draw.js}}";
import "{{live.js}}";
import "{{lock.js}}";
import "{{passkey.js}}";

// A form that came back with problems: the box takes focus, a press goes to the field.
$("[data-focus]")?.focus();
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".errors a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) { event.preventDefault(); field.scrollIntoView({ block: "center" }); field.focus(); }
});

// Dialogs, menus and paper.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal?.();
  for (const menu of $$("details.me[open],details.all[open],.tabs details[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details[open]:is(.me,.all,.tabs details)");
  if (menu) { menu.open = false; $("summary", menu).focus(); }
});

// All arrival states: a long press, or the arrow down on the button.
let press = 0;
const openAll = (button) => { const all = $("details", button.form); if (all) { all.open = true; $("button", all)?.focus(); } };
document.addEventListener("pointerdown", (event) => {
  const button = event.target.closest?.(".arrive .st");
  if (!button) return;
  clearTimeout(press);
  press = setTimeout(() => { button.dataset.held = ""; openAll(button); }, 500);
});
for (const kind of ["pointerup", "pointercancel", "pointermove"]) document.addEventListener(kind, (event) => { if (kind !== "pointermove" || event.movementX || event.movementY) clearTimeout(press); });
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".arrive .st");
  if (button && "held" in button.dataset) { delete button.dataset.held; event.preventDefault(); event.stopPropagation(); }
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && event.target.matches?.(".arrive .st")) { event.preventDefault(); openAll(event.target); }
});

// Toasts go after ten seconds unless someone is at them. Errors and unread ones stay.
const age = (toast) => {
  if (toast.dataset.toast === "stay" || "aging" in toast.dataset) return;
  toast.dataset.aging = "";
  const leave = () => { if (toast.matches(":hover,:focus-within")) setTimeout(leave, 2000); else toast.remove(); };
  setTimeout(leave, 1000 * (Number(toast.dataset.toast) || 10));
};
const toasts = $("#toasts");
if (toasts) {
  $$("[data-toast]", toasts).forEach(age);
  new MutationObserver(() => $$("[data-toast]", toasts).forEach(age)).observe(toasts, { childList: true });
}

// A form is sent once, however often it is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  const now = Date.now();
  if (now - Number(form.dataset.sent ?? 0) < 2000) { event.preventDefault(); return; }
  form.dataset.sent = String(now);
});

// Paper says when it was printed.
addEventListener("beforeprint", () => {
  const place = $("[data-printed]");
  if (place) place.textContent = ` · ${new Date().toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" })}`;
});

// How many rows are ticked.
document.addEventListener("change", (event) => {
  if (!event.target.matches?.(".pick")) return;
  const list = event.target.closest(".list");
  const place = list && $("[data-picked]", list);
  if (place) place.textContent = `${$$(".pick:checked", list).length} selected`;
});

// A partial answer that says what is wrong is shown; a lost line is said, and nothing is taken away.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
document.addEventListener("htmx:sendError", () => toast("Not done: the line is lost. Try again in a moment.", 0));
document.addEventListener("htmx:responseError", () => toast("Not done. Reload the page and look before trying again.", 0));

// After an arrival is swapped, its button keeps focus and its state is said once.
document.addEventListener("htmx:afterSettle", (event) => {
  const row = document.getElementById(event.detail.elt.id || event.detail.target?.id);
  const button = row && $(".arrive .st", row);
  if (!button || !shown(button)) return;
  button.focus({ preventScroll: true });
  say(button.getAttribute("aria-label").split(". Press")[0]);
});
