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
    this.changed = false;
    this.busy = null;
    this.stopped = false;
    this.wait = 0;
    this.timer = 0;
    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    form.addEventListener("submit", (event) => this.leave(event));
  }

  // A save on its way is waited for, or the form would meet its own older version. A button that goes on sends by
  // hand, so that a lost line leaves the words in this page.
  leave(event) {
    const by = event.submitter;
    clearTimeout(this.timer);
    if (this.gone) {
      event.preventDefault();
    } else if (this.busy) {
      event.preventDefault();
      this.busy.finally(() => setTimeout(() => this.form.requestSubmit(by)));
    } else if (by?.name === "then" && !this.stopped && !this.plain) {
      event.preventDefault();
      this.busy = this.goOn(by).finally(() => { this.busy = null; });
    } else {
      this.changed = false;
    }
  }

  async goOn(by) {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set(by.name, by.value);
    this.changed = false;
    try {
      const answer = await send(this.form.dataset.autosave, fields);
      const next = answer.headers.get("x-next");
      if (answer.status === 422) {
        // Something needs a look: the page with the problems beside their fields.
        this.plain = true;
        setTimeout(() => this.form.requestSubmit(by));
        return;
      }
      const done = await this.read(answer);
      if (!next || !done || (this.changed && !(await this.attempt(false)))) return;
      this.gone = true;
      this.changed = false;
      location.assign(next);
    } catch { this.lost(); }
  }

  touch() {
    this.changed = true;
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
    if (this.busy && !leaving) { await this.busy; return this.save(); }
    if (!this.changed || this.stopped) return true;
    this.changed = false;
    this.busy = this.attempt(leaving);
    const done = await this.busy;
    this.busy = null;
    if (this.changed && !this.stopped && done) this.plan(PAUSE);
    return done && !this.changed;
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
      this.changed = true;
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
    this.changed = true;
    if (!this.wait) say(NOT_SAVED);
    this.wait = Math.min((this.wait || 1000) * 2, 30000);
    this.speak(NOT_SAVED, true);
    this.plan(this.wait);
    return false;
  }

  // Both texts side by side, made by the server; saving waits until the person has chosen.
  conflict(markup) {
    this.stopped = true;
    this.changed = true;
    let place = $("[data-conflict]", this.form);
    if (!place) { place = document.createElement("div"); place.dataset.conflict = ""; this.form.prepend(place); }
    put(place, markup);
    place.tabIndex = -1;
    place.focus();
    this.speak("Someone else changed this too. Both texts are kept.", true);
    return false;
  }
}

// Somebody else's text stands beside this one and nobody has chosen yet.
export const undecided = () => [...watched.values()].some((draft) => draft.stopped);

export const flush = async (leaving = false) => {
  const all = await Promise.all([...watched.values()].map((draft) => draft.save(leaving)));
  return all.every(Boolean);
};
export const unsaved = () => [...watched.values()].some((draft) => !draft.gone && (draft.changed || draft.busy));

export const watch = (within = document) => {
  for (const form of watched.keys()) if (!form.isConnected) watched.delete(form);
  for (const form of $$("form[data-autosave]", within)) if (!watched.has(form)) watched.set(form, new Draft(form));
};

addEventListener("online", () => flush());
addEventListener("pageshow", (event) => { if (event.persisted && [...watched.values()].some((draft) => draft.gone)) location.reload(); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(true); });
addEventListener("beforeunload", (event) => { if (unsaved()) { flush(true); event.preventDefault(); } });
document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["x-csrf-token"] = csrf(); });
document.addEventListener("htmx:load", (event) => watch(event.detail.elt.parentElement ?? document));
watch();
