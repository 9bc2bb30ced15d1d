// Keeps parts of the page fresh. The server sends the id of a part; the part knows its own address in
// data-fragment. When the line is lost the page says how old it is.
import { $, $$, clock, inField, look, put } from "{{base.js}}";

const address = document.body.dataset.live;
const LONGEST = 30000;
let source = null;
let wait = 1000;
let heard = new Date();
let lost = false;
const held = new Set();

const focusables = (within) => $$("a[href],button,input,select,textarea,summary", within);

// Remembers which control of which row has focus, so that a swap does not take it away.
const remember = (part) => {
  const active = document.activeElement;
  if (!part.contains(active)) return null;
  const row = active.closest("[id]");
  return { id: row?.id, index: focusables(row ?? part).indexOf(active) };
};

const restore = (part, kept) => {
  if (!kept) return;
  const row = (kept.id && document.getElementById(kept.id)) || part;
  (focusables(row)[kept.index] ?? focusables(row)[0])?.focus({ preventScroll: true });
};

const refresh = async (part) => {
  // Never under someone's fingers: while a field or a menu in it is open, it waits.
  if ((part.contains(document.activeElement) && inField(document.activeElement)) || $("details[open]", part)) { held.add(part); return; }
  held.delete(part);
  try {
    const answer = await look(part.dataset.fragment);
    if (!answer.ok || answer.redirected) return;
    const kept = remember(part);
    put(part, await answer.text());
    restore(part, kept);
  } catch { stale(); }
};

const stale = () => {
  lost = true;
  const place = $("#as-of");
  if (!place) return;
  place.textContent = `as of ${clock(heard)}`;
  place.hidden = false;
};

const fresh = () => {
  heard = new Date();
  wait = 1000;
  const place = $("#as-of");
  if (place) place.hidden = true;
  if (lost) $$("[data-fragment]").forEach(refresh);
  lost = false;
};

const connect = () => {
  source = new EventSource(address);
  source.addEventListener("open", fresh);
  source.addEventListener("beat", fresh);
  source.addEventListener("fragment", (event) => {
    fresh();
    for (const id of event.data.split(/\s+/)) {
      const part = document.getElementById(id);
      if (part?.dataset.fragment) refresh(part);
    }
  });
  source.addEventListener("error", () => {
    source.close();
    stale();
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, LONGEST);
  });
};

if (address && "EventSource" in window) {
  connect();
  document.addEventListener("focusout", () => setTimeout(() => held.forEach(refresh), 300));
  document.addEventListener("toggle", () => held.forEach(refresh), true);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
}
