// What the other modules share. Nothing here keeps a word of anyone's record outside this page.
export const root = document.documentElement;
export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

const TYPING = "textarea,select,[contenteditable=true],input:not([type=checkbox],[type=radio],[type=submit],[type=button])";
export const inField = (target) => target instanceof Element && target.closest(TYPING) !== null;
export const keysOn = () => root.dataset.keys !== "off";
export const csrf = () => $("meta[name=csrf]")?.content ?? "";

export const clock = (at = new Date()) => {
  const hour = at.getHours();
  const minute = String(at.getMinutes()).padStart(2, "0");
  return hour < 12 ? `${hour || 12}:${minute}${hour ? "" : " am"}` : `${hour === 12 ? 12 : hour - 12}:${minute} pm`;
};

// Speaks to screen readers without moving focus.
export const say = (words) => {
  const place = $("#say");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = words; });
};

export const element = (tag, attributes = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};

// A message at the bottom that stays until it is put away or `seconds` pass.
export const toast = (words, seconds = 10, action) => {
  const place = $("#toasts");
  if (!place) return null;
  const made = element("div", { class: "toast", "data-toast": seconds ? String(seconds) : "stay" }, element("span", {}, words));
  if (action) {
    const button = element("button", { class: "b sm", type: "button" }, action.words);
    button.addEventListener("click", () => { made.remove(); action.run(); });
    made.append(button);
  }
  place.replaceChildren(made);
  return made;
};

// What a page does by itself is told apart from what a person does: it does not keep the session awake.
const BY_ITSELF = { "x-automatic": "1" };
export const send = (address, body, { automatic = false, ...more } = {}) => fetch(address, {
  method: "POST", body, credentials: "same-origin",
  headers: { "x-csrf-token": csrf(), "hx-request": "true", accept: "text/html", ...(automatic ? BY_ITSELF : {}) }, ...more,
});
export const look = (address, more = {}) => fetch(address, {
  credentials: "same-origin", headers: { "hx-request": "true", ...BY_ITSELF }, ...more,
});

// Puts server-made markup into a place and wakes what is in it.
export const put = (place, markup) => {
  place.innerHTML = markup;
  window.htmx?.process(place);
};

export const shown = (thing) => thing.getClientRects().length > 0;
