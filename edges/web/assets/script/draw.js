// Lets a finger sign, on a phone of one's own or on a tablet held out: without this the place to draw stays hidden.
for (const box of document.querySelectorAll("[data-draw]")) {
  const canvas = box.querySelector("canvas"), field = box.querySelector("input"), pen = canvas.getContext("2d");
  const lines = field.value ? field.value.split(";").map((one) => one.split(" ").map((point) => point.split(",").map(Number))) : [];
  let line = null;
  box.hidden = false;
  pen.lineWidth = 4; pen.lineCap = pen.lineJoin = "round"; pen.strokeStyle = "#000";
  // What was drawn before the form came back.
  for (const one of lines) { pen.beginPath(); pen.moveTo(...one[0]); for (const point of one) pen.lineTo(...point); pen.stroke(); }
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
