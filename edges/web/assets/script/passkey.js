// Passkeys: asks the server for a question, the device for an answer, puts it into the form and sends the form.
// form[data-passkey="create|get"][data-question="/address"] with a hidden field "answer". Nothing of it shows without script.
import { $, $$, send } from "{{base.js}}";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => list?.map((each) => ({ ...each, id: bytes(each.id) }));

const asked = (question) => {
  const made = { ...question, challenge: bytes(question.challenge) };
  if (question.user) made.user = { ...question.user, id: bytes(question.user.id) };
  if (question.excludeCredentials) made.excludeCredentials = named(question.excludeCredentials);
  if (question.allowCredentials) made.allowCredentials = named(question.allowCredentials);
  return made;
};

const answered = (credential) => {
  const given = credential.response;
  const response = { clientDataJSON: text(given.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (given[part]) response[part] = text(given[part]);
  if (given.getTransports) response.transports = given.getTransports();
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, extensions: {}, response });
};

const run = async (form) => {
  const says = $("[data-says]", form);
  const tell = (words) => { if (says) says.textContent = words; };
  tell("");
  const answer = await send(form.dataset.question).catch(() => null);
  if (!answer?.ok || answer.redirected) { tell(answer?.status === 429 ? await answer.text() : "No answer from the server. Reload the page and try again."); return; }
  const { publicKey } = await answer.json();
  try {
    const options = { publicKey: asked(publicKey) };
    const credential = await (form.dataset.passkey === "create" ? navigator.credentials.create(options) : navigator.credentials.get(options));
    $("[name=answer]", form).value = answered(credential);
    form.submit();
  } catch (problem) {
    tell(problem.name === "InvalidStateError" ? "This device has a passkey here already." : "No passkey was used. Try again, or go another way.");
  }
};

if (window.PublicKeyCredential && navigator.credentials) {
  for (const part of $$("[data-needs-passkey]")) part.hidden = false;
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-passkey]");
    if (!form) return;
    event.preventDefault();
    run(form);
  }, true);
}
