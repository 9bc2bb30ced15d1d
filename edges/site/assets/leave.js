// "Leave now": the page is blank at once and a neutral one takes its place, so that Back does not lead here. Esc twice does the same.
// Also says to the style and to the self-check that scripts run. Nothing is stored, nothing is sent.

const way = document.querySelector("[data-leave]");

function leave() {
  document.title = " ";
  document.body.hidden = true;
  location.replace(way.href);
}

way?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

let pressed = 0;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - pressed < 1000 && pressed > 0) leave();
  pressed = event.timeStamp;
});

// A page that comes back from memory after leaving stays blank.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.body.hidden) location.replace(way.href);
});

// After a form came back with something to look at again, reading goes on there.
document.querySelector("#notice")?.focus();
