// Locks the screen after idle minutes, keeping drafts; turns a shared screen to initials after five.
// The server locks the session by its own clock: this only makes the screen follow.
import { $, element, root, toast } from "{{base.js}}";
import { flush } from "{{autosave.js}}";

const MINUTE = 60000;
const HALLWAY = 5 * MINUTE;
const lockAfter = Number(root.dataset.lockMinutes ?? 0) * MINUTE;
const others = "BroadcastChannel" in window ? new BroadcastChannel("stepdown-idle") : null;
let touched = Date.now();
let told = 0;
let locking = false;

const touch = () => {
  touched = Date.now();
  if (touched - told > 10000) { told = touched; others?.postMessage("touched"); }
};

const within = (promise, time) => Promise.race([promise, new Promise((done) => setTimeout(() => done(false), time))]);

const cover = () => {
  root.dataset.covered = "";
  if ($("#cover")) return;
  const again = element("button", { class: "b p", type: "button" }, "Try again");
  again.addEventListener("click", () => { locking = false; lock(); });
  const dialog = element("dialog", { id: "cover" }, element("div", { class: "inner" },
    element("h2", {}, "Locked"),
    element("p", {}, "Your words are safe on this page but have not reached the server yet. Keep this page open."),
    element("div", { class: "acts" }, again)));
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
};

export const lock = async () => {
  const form = $("form[data-lock]");
  if (!form || locking) return;
  locking = true;
  root.dataset.covered = "";
  if (!(await within(flush(), 4000))) { cover(); return; }
  others?.postMessage("locked");
  const back = element("input", { type: "hidden", name: "back", value: location.pathname + location.search });
  form.append(back);
  form.submit();
};

const hallway = () => {
  if (root.dataset.view === "hallway") return;
  root.dataset.view = "hallway";
  toast("Names are hidden on this shared screen.", 0, { words: "Show names", run: () => { delete root.dataset.view; touch(); } });
};

if ($("form[data-lock]")) {
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(kind, touch, { passive: true, capture: true });
  setInterval(() => {
    const idle = Date.now() - touched;
    if ("shared" in root.dataset && idle >= HALLWAY) hallway();
    if (lockAfter && idle >= lockAfter) lock();
  }, 5000);
  others?.addEventListener("message", (event) => {
    if (event.data === "touched") touched = Date.now();
    if (event.data === "locked") lock();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "l") { event.preventDefault(); lock(); }
  });
}
