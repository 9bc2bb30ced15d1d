// The person's own pages. Nothing depends on this: it only leaves faster, warns before the page closes, and lets a finger sign.
import "{{draw.js}}";

const leave = document.querySelector("[data-leave]");
let last = 0;
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !leave) return;
  const now = Date.now();
  if (now - last < 800) go(event);
  last = now;
});
leave?.addEventListener("click", go);
function go(event) {
  event.preventDefault();
  document.body.replaceChildren();
  document.title = "…";
  location.replace(leave.href);
}

const idle = Number(document.body.dataset.idle || 0);
if (idle) {
  const stay = document.getElementById("stay");
  setTimeout(() => { stay.hidden = false; stay.querySelector("button").focus(); }, idle * 1000);
  setTimeout(() => location.replace("/l"), (idle + 125) * 1000);
}
document.querySelector(".told")?.focus();
