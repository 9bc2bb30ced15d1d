// The person's own pages. Nothing depends on this: it only leaves faster, warns before the page closes, and lets a finger sign.
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

for (const box of document.querySelectorAll("[data-draw]")) {
  const canvas = box.querySelector("canvas"), field = box.querySelector("input"), pen = canvas.getContext("2d");
  const lines = [];
  let line = null;
  box.hidden = false;
  pen.lineWidth = 4; pen.lineCap = pen.lineJoin = "round"; pen.strokeStyle = "#000";
  const at = (event) => {
    const area = canvas.getBoundingClientRect();
    const fit = (part, whole, most) => Math.max(0, Math.min(most, Math.round((part / whole) * most)));
    return [fit(event.clientX - area.left, area.width, 600), fit(event.clientY - area.top, area.height, 200)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    line = [at(event)]; lines.push(line);
    pen.beginPath(); pen.moveTo(...line[0]); pen.lineTo(...line[0]); pen.stroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line) return;
    line.push(at(event)); pen.lineTo(...line[line.length - 1]); pen.stroke();
  });
  const up = () => { line = null; field.value = lines.map((one) => one.map((point) => point.join(",")).join(" ")).join(";"); };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  box.querySelector("[data-again]").addEventListener("click", () => {
    lines.length = 0; field.value = ""; pen.clearRect(0, 0, 600, 200);
  });
}
