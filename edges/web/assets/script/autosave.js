// Saves a form while it is written: form[data-autosave="/address"]. The words stay in the page whatever
// happens to the line; nothing is kept in the browser's storage. Two versions are never merged silently.
import { $, $$, clock, csrf, put, say, send } from "{{base.js}}";

const PAUSE = 800;
const NOT_SAVED = "Not saved yet. Your words are safe on this page. Trying again.";
const FRESH = 30000;
const watched = new Map();
let typedAt = 0;
document.addEventListener("input", () => { typedAt = Date.now(); }, true);

class Draft {
  constructor(form) {
    this.form = form;
    this.dirty = false;
    this.busy = null;
    this.stopped = false;
    this.wait = 0;
    this.timer = 0;
    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    form.addEventListener("submit", () => { this.dirty = false; clearTimeout(this.timer); });
  }

  touch() {
    this.dirty = true;
    this.plan(PAUSE);
  }

  plan(pause) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), pause);
  }

  // The place that speaks: inside the form, or one for the whole page.
  speak(words, lost) {
    const place = $("[data-saved]", this.form) ?? $("[data-saved]");
    if (!place) return;
    place.textContent = words;
    place.classList.toggle("lost", lost);
  }

  async save(leaving = false) {
    clearTimeout(this.timer);
    if (!this.dirty || this.stopped) return true;
    if (this.busy && !leaving) { await this.busy; return this.save(); }
    this.dirty = false;
    this.busy = this.attempt(leaving);
    const done = await this.busy;
    this.busy = null;
    if (this.dirty && !this.stopped && done) this.plan(PAUSE);
    return done && !this.dirty;
  }

  async attempt(leaving) {
    try {
      const answer = await send(this.form.dataset.autosave, new URLSearchParams(new FormData(this.form)), { keepalive: leaving, automatic: Date.now() - typedAt > FRESH });
      return await this.read(answer);
    } catch {
      return this.lost();
    }
  }

  async read(answer) {
    if (answer.headers.has("x-locked")) document.dispatchEvent(new Event("session:locked"));
    if (answer.status === 409) return this.conflict(await answer.text());
    if (answer.redirected || answer.status === 401 || answer.status === 403) {
      this.dirty = true;
      this.speak("Signed out. Your words are safe on this page. Sign in in another tab, then go on here.", true);
      this.plan(15000);
      return false;
    }
    if (answer.status >= 500 || answer.status === 429) return this.lost();
    if (!answer.ok) {
      this.speak("Kept on this page. Something in the form needs a look before it can be saved.", true);
      return true;
    }
    this.wait = 0;
    const version = answer.headers.get("x-version");
    const field = this.form.elements.namedItem("version");
    if (version && field) field.value = version;
    this.speak(`Saved ${answer.headers.get("x-saved-at") ?? clock()}`, false);
    document.dispatchEvent(new CustomEvent("draft:saved", { detail: this.form }));
    return true;
  }

  lost() {
    this.dirty = true;
    if (!this.wait) say(NOT_SAVED);
    this.wait = Math.min((this.wait || 1000) * 2, 30000);
    this.speak(NOT_SAVED, true);
    this.plan(this.wait);
    return false;
  }

  // Both texts side by side, made by the server; saving waits until the person has chosen.
  conflict(markup) {
    this.stopped = true;
    this.dirty = true;
    let place = $("[data-conflict]", this.form);
    if (!place) { place = document.createElement("div"); place.dataset.conflict = ""; this.form.prepend(place); }
    put(place, markup);
    place.tabIndex = -1;
    place.focus();
    this.speak("Someone else changed this too. Both texts are kept.", true);
    return false;
  }
}

export const flush = async (leaving = false) => {
  const all = await Promise.all([...watched.values()].map((draft) => draft.save(leaving)));
  return all.every(Boolean);
};
export const unsaved = () => [...watched.values()].some((draft) => draft.dirty || draft.busy);

export const watch = (within = document) => {
  for (const form of watched.keys()) if (!form.isConnected) watched.delete(form);
  for (const form of $$("form[data-autosave]", within)) if (!watched.has(form)) watched.set(form, new Draft(form));
};

addEventListener("online", () => flush());
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(true); });
addEventListener("beforeunload", (event) => { if (unsaved()) { flush(true); event.preventDefault(); } });
document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["x-csrf-token"] = csrf(); });
document.addEventListener("htmx:load", (event) => watch(event.detail.elt.parentElement ?? document));
watch();
