// Locks the screen after idle minutes, keeping drafts; turns a shared screen to initials after five.
// The server locks the session by its own clock: this only makes the screen follow.
import { $, element, root, send, toast } from "{{base.js}}";
import { flush } from "{{autosave.js}}";

const MINUTE = 60000;
const HALLWAY = 5 * MINUTE;
const TELL = 30000;
const lockAfter = Number(root.dataset.lockMinutes ?? 0) * MINUTE;
const others = "BroadcastChannel" in window ? new BroadcastChannel("stepdown-idle") : null;
let touched = Date.now();
let told = 0;
let locking = false;
let beat = Date.now();

const touch = () => {
  touched = Date.now();
  if (touched - told > 10000) { told = touched; others?.postMessage("touched"); }
};

const within = (promise, time) => Promise.race([promise, new Promise((done) => setTimeout(() => done(false), time))]);

const uncover = () => {
  $("#cover")?.remove();
  delete root.dataset.covered;
  locking = false;
  touch();
  flush();
};

// The page is covered here when its words have not reached the server: it must stay open, so it is unlocked in place.
const cover = () => {
  root.dataset.covered = "";
  if ($("#cover")) return;
  const says = element("p", { role: "status" }, "Your words are safe on this page but have not reached the server yet. Keep this page open.");
  const secret = element("input", { class: "in", type: "password", id: "cover-secret", name: "secret", autocomplete: "current-password" });
  const form = element("form", { class: "form", method: "post", action: "/locked" }, element("h2", {}, "Locked"), says,
    element("div", { class: "fld" }, element("label", { class: "lab", for: "cover-secret" }, "PIN or password"), secret),
    element("div", { class: "acts" }, element("button", { class: "b p", type: "submit" }, "Unlock")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await send("/locked", new URLSearchParams(new FormData(form)));
      if (answer.status === 204) { uncover(); return; }
      says.textContent = answer.status === 422 ? await answer.text() : "Sign in again in another tab, then go on here. Keep this page open.";
    } catch { says.textContent = "The line is lost. Your words are safe on this page. Keep it open and try again."; }
    secret.value = "";
    secret.focus();
  });
  const dialog = element("dialog", { id: "cover" }, element("div", { class: "inner" }, form));
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

// Reading and typing reach no server by themselves: it is told that somebody is there, so that both clocks agree.
const tell = async () => {
  beat = Date.now();
  try {
    const answer = await send("/active");
    if (answer.headers.has("x-locked")) lock();
  } catch { /* the line is lost: the page says so elsewhere */ }
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
    else if (touched > beat && Date.now() - beat > TELL) tell();
  }, 5000);
  others?.addEventListener("message", (event) => {
    if (event.data === "touched") touched = Date.now();
    if (event.data === "locked") lock();
  });
  document.addEventListener("session:locked", lock);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "l") { event.preventDefault(); lock(); }
  });
}
