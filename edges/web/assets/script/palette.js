// One box that finds people, goes to screens and does things. The server answers with a fragment of links.
import { $, $$, element, put } from "{{base.js}}";

let dialog = null;
let asked = null;
let later = 0;

const build = () => {
  const input = element("input", { type: "text", enterkeyhint: "search", name: "q", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "true", "aria-controls": "found", "aria-label": "Find a person or do something", placeholder: "Name, record, screen or verb" });
  const form = element("form", { action: "/find", method: "get" }, input, element("kbd", {}, "Esc"));
  const found = element("div", { id: "found", role: "listbox", "aria-label": "Found" });
  const foot = element("div", { class: "foot keys" });
  foot.append(element("span", {}, element("kbd", {}, "↑"), element("kbd", {}, "↓"), "choose"), element("span", {}, element("kbd", {}, "↵"), "open"));
  const made = element("dialog", { class: "palette", "aria-label": "Find" }, form, found, foot);
  input.addEventListener("input", () => { clearTimeout(later); later = setTimeout(() => ask(input.value), 120); });
  made.addEventListener("keydown", steer);
  made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
  document.body.append(made);
  return made;
};

const ask = async (words) => {
  asked?.abort();
  asked = new AbortController();
  const found = $("#found");
  try {
    const answer = await fetch(`/find?q=${encodeURIComponent(words)}`, { headers: { "hx-request": "true" }, credentials: "same-origin", signal: asked.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    put(found, await answer.text());
    choose(0);
  } catch (problem) {
    if (problem.name !== "AbortError") found.replaceChildren(element("div", { class: "empty", role: "option", "aria-disabled": "true" }, "No answer from the server. Trying again when you type."));
  }
};

const options = () => $$("a[role=option]", dialog);

const choose = (to) => {
  const all = options();
  const input = $("input", dialog);
  all.forEach((option, index) => {
    option.id ||= `found-${index}`;
    option.setAttribute("aria-selected", String(index === to));
  });
  const chosen = all[to];
  if (chosen) { input.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
  else input.removeAttribute("aria-activedescendant");
};

const steer = (event) => {
  const all = options();
  const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(Math.min(now + 1, all.length - 1));
  else if (event.key === "ArrowUp") choose(Math.max(now - 1, 0));
  else if (event.key === "Enter" && all[now]) all[now].click();
  else if (event.key === "Escape") dialog.close();
  else return;
  event.preventDefault();
};

const open = () => {
  dialog ??= build();
  if (dialog.open) return;
  dialog.showModal();
  $("input", dialog).select();
  ask($("input", dialog).value);
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-palette]");
  if (opener && !event.ctrlKey && !event.metaKey) { event.preventDefault(); open(); }
});
