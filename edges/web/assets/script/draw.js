// Signs with a finger; without this the place to draw stays hidden.
for (const box of document.querySelectorAll("[data-draw]")) {
  const canvas = box.querySelector("canvas"), field = box.querySelector("input"), pen = canvas.getContext("2d");
  const parts = (text, by, each) => text.split(by).filter(Boolean).map(each);
  const lines = parts(field.value, ";", (one) => parts(one, " ", (point) => parts(point, ",", Number)));
  let line = null;
  box.hidden = false;
  pen.lineWidth = 4; pen.lineCap = pen.lineJoin = "round"; pen.strokeStyle = "#000";
  const begin = (point) => { pen.beginPath(); pen.moveTo(...point); };
  const goOn = (point) => { pen.lineTo(...point); pen.stroke(); };
  for (const one of lines) { begin(one[0]); one.forEach(goOn); }
  const at = (event) => {
    const area = canvas.getBoundingClientRect();
    const fit = (part, whole, most) => Math.max(0, Math.min(most, Math.round((part / whole) * most)));
    return [fit(event.clientX - area.left, area.width, 600), fit(event.clientY - area.top, area.height, 200)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    line = [at(event)]; lines.push(line);
    begin(line[0]); goOn(line[0]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line) return;
    line.push(at(event)); goOn(line.at(-1));
  });
  const up = () => { line = null; field.value = lines.map((one) => one.map((point) => point.join(",")).join(" ")).join(";"); };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  box.querySelector("[data-again]").addEventListener("click", () => {
    lines.length = 0; field.value = ""; pen.clearRect(0, 0, 600, 200);
  });
}
