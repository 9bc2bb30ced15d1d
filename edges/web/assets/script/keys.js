// Keys for people who want them. Single letters never fire inside a field and can be switched off.
import { $, $$, element, inField, keysOn, shown } from "{{base.js}}";

let going = 0;
let at = null;

const rows = () => $$("[data-row]").filter(shown);

export const walk = (step) => {
  const all = rows();
  if (!all.length) return false;
  const now = all.indexOf(document.activeElement?.closest?.("[data-row]") ?? at);
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  at?.classList.remove("at");
  at = next;
  at.classList.add("at");
  (at.querySelector("[data-open]") ?? at.querySelector("a,button,input"))?.focus({ preventScroll: true });
  at.scrollIntoView({ block: "nearest" });
  return true;
};

const pick = () => {
  const box = (document.activeElement?.closest?.("[data-row]") ?? at)?.querySelector(".pick");
  box?.click();
  return Boolean(box);
};

const find = () => {
  const field = $$("[data-find]").find(shown) ?? $("[data-palette]");
  if (field?.matches("input")) { field.focus(); field.select(); } else field?.click();
  return Boolean(field);
};

const press = (key) => {
  // A key of the row that is in hand goes before a key of the page.
  const row = document.activeElement?.closest?.("[data-row]") ?? at;
  const own = row && $$(`[data-row-key="${CSS.escape(key)}" i]`, row).find(shown);
  if (own) { own.click(); return true; }
  const target = $$(`[data-key="${CSS.escape(key)}" i]`).find(shown);
  target?.click();
  return Boolean(target);
};

const digit = (key) => {
  const near = document.activeElement?.closest?.("form");
  const box = (near && $(`[data-digit="${key}"]`, near)) || $$(`[data-digit="${key}"]`).find((each) => shown(each.parentElement));
  if (!box) return false;
  box.click();
  box.focus();
  return true;
};

// The list of keys, made from what is on this screen.
const list = () => {
  $("#key-list")?.remove();
  const pairs = [["Ctrl K", "Find a person or do something"], ["J K", "Next, previous"], ["X", "Select the row"], ["/", "Find in this list"], ["Esc", "Close"], ["Ctrl ⇧ L", "Lock the screen"]];
  for (const link of $$(".rail [data-go]")) pairs.push([`G ${link.dataset.go}`, link.title]);
  for (const each of $$("[data-key]").filter(shown)) {
    const words = [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join(" ");
    pairs.push([each.dataset.key.replace("+", " ").replace("Enter", "↵"), words]);
  }
  if ($("[data-composer]")) pairs.push(["1 – 5", "Took part"], ["O", "Objective"], ["W", "Words"]);
  const rows = pairs.map(([key, words]) => element("div", {}, element("span", {}, ...key.split(" ").map((part) => element("kbd", {}, part))), element("span", {}, words)));
  const dialog = element("dialog", { id: "key-list", "aria-labelledby": "key-title" },
    element("div", { class: "inner" }, element("h2", { id: "key-title" }, "Keys on this screen"),
      element("div", { class: "key-list" }, ...rows),
      element("p", {}, "Single letters can be switched off under Preferences."),
      element("form", { method: "dialog", class: "acts" }, element("button", { class: "b" }, "Close"))));
  document.body.append(dialog);
  dialog.showModal();
  return true;
};

const go = (key) => {
  going = 0;
  const link = $(`.rail [data-go="${CSS.escape(key)}" i]`);
  link?.click();
  return Boolean(link);
};

const plain = (key) => {
  if (Date.now() - going < 1200 && go(key)) return true;
  if (/^[1-9]$/.test(key)) return digit(key) || press(key);
  switch (key) {
    case "j": return walk(1);
    case "k": return walk(-1);
    case "x": return pick();
    case "/": return find();
    case "?": return list();
    case "g": going = Date.now(); return true;
    default: return press(key);
  }
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    if (press("Ctrl+Enter")) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
  if (event.key === "Escape" && inField(event.target) && !event.target.closest("dialog")) { event.target.blur(); return; }
  if (inField(event.target) || $("dialog[open]") || event.key.length !== 1) return;
  if (plain(event.key.toLowerCase())) event.preventDefault();
});
