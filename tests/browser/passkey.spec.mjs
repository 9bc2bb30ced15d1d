// The door in a real browser with a virtual passkey device: the first walk, signing in without a name, the locked screen that
// keeps unsent words. Runs against a new installation of its own (`stepdown serve`), not the demonstration.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { violations } from "./axe.mjs";
import { VIEWS, launch, open, sideways } from "./browser.mjs";
import { freePort, openDoor } from "./door.mjs";

const PASSWORD = "otter lantern seven violins";
const PIN = "2580";
let browser, door, folder, url, setup;

before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "stepdown-door-"));
  const port = await freePort();
  url = `http://localhost:${port}`;
  const place = ["--data", folder, "--origin", url];
  const invited = execFileSync(process.env.STEPDOWN_BIN, ["staff", "invite", "--json", ...place], { encoding: "utf8" });
  setup = JSON.parse(invited).link;
  door = await openDoor(port, place);
});
after(async () => {
  await browser?.close();
  door?.kill();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

// A device that holds passkeys and always finds its owner present and verified.
async function device(page) {
  const line = await page.context().newCDPSession(page);
  await line.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await line.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    passkeys: async () => (await line.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    refuse: () => line.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false }),
    accept: () => line.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true }),
  };
}

// The code an authenticator app shows (RFC 6238).
function code(secret, at = Date.now()) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/\s/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, "0");
}

// Every page of the door is good for everybody, wide and phone, light and dark.
async function good(page, name) {
  for (const view of VIEWS) {
    await page.setViewportSize({ width: view.width, height: view.height });
    await page.emulateMedia({ colorScheme: view.scheme });
    await page.waitForTimeout(100);
    assert.deepEqual(await violations(page), [], `${name} ${view.name}`);
    assert.equal(await sideways(page), 0, `${name} ${view.name}`);
  }
  await page.setViewportSize({ width: VIEWS[0].width, height: VIEWS[0].height });
  await page.emulateMedia({ colorScheme: "light" });
}

const bad = (troubles) => troubles.filter((words) => /^(script|content-security policy|another host)/.test(words));

test("from the setup link to a passkey that signs in without a name", async () => {
  const { context, page, troubles } = await open(browser, { url });
  const owned = await device(page);
  await page.goto(`${url}/sign-in`);
  await good(page, "sign-in");
  await page.goto(setup);
  await good(page, "welcome");
  await page.click("text=Begin");
  await page.fill("#given", "Ida");
  await page.fill("#family", "Roth");
  await page.fill("#login", "ida.roth");
  await good(page, "name");
  await page.click("main .b.p");
  await page.fill("#password", "harbor1");
  await page.click("main .b.p");
  await good(page, "a weak password");
  await page.fill("#password", PASSWORD);
  await page.fill("#again", PASSWORD);
  await page.click("main .b.p");
  await good(page, "second proof");
  await owned.refuse();
  await page.click("text=Make a passkey");
  await page.locator("[data-says]", { hasText: "No passkey was used" }).waitFor();
  await owned.accept();
  await page.fill("#passkey", "Work laptop");
  await page.click("text=Make a passkey");
  await page.locator(".codes").waitFor();
  await good(page, "recovery codes");
  assert.equal((await page.locator(".codes li").allInnerTexts()).length, 10);
  assert.equal((await owned.passkeys()).length, 1);
  await page.click("main a.b.p");
  await good(page, "pin");
  await page.fill("#pin", PIN);
  await page.fill("#pin_again", PIN);
  await page.click("main .b.p");
  await page.goto(`${url}/account`);
  await good(page, "account");
  await page.locator(".me summary").click();
  await page.click(".me >> text=Sign out");
  await page.click("text=Use a passkey");
  await page.waitForURL((now) => !now.pathname.startsWith("/sign-in"));
  await page.goto(`${url}/account`);
  assert.match(await page.locator("main").innerText(), /Work laptop\s+Passkey, added .*, last used/);

  // the same device is not registered twice, and an authenticator app can stand beside it
  await page.goto(`${url}/account/passkeys`);
  await page.click("main .b.p");
  await page.locator("[data-says]", { hasText: "This device has a passkey here already." }).waitFor();
  await page.goto(`${url}/account/app`);
  await page.click("main summary");
  await good(page, "authenticator app");
  await page.fill("#code", code(await page.locator(".secret").innerText()));
  await page.click("main .b.p");
  await page.waitForURL(/done=app/);
  assert.deepEqual(bad(troubles), []);
  await locked(page);
  await covered(page);
  await context.close();
});

// Ctrl Shift L locks, the PIN leads back to the same page.
async function locked(page) {
  await page.goto(`${url}/account?done=app`);
  await page.keyboard.press("Control+Shift+L");
  await page.waitForURL(/\/locked/);
  await good(page, "locked");
  await page.fill("#secret", "1111");
  await page.click("text=Unlock");
  await good(page, "a wrong PIN");
  await page.fill("#secret", PIN);
  await page.click("text=Unlock");
  await page.waitForURL(`${url}/account?done=app`);
}

// Words that have not reached the server keep the page open: it covers itself and is unlocked in place.
async function covered(page) {
  let isLost = true;
  await page.route("**/words", (route) => (isLost ? route.abort() : route.fulfill({ status: 204 })));
  await page.evaluate(() => {
    const form = document.createElement("form");
    form.dataset.autosave = "/words";
    form.innerHTML = "<label>Words <textarea name=words id=words></textarea></label>";
    document.querySelector("main").append(form);
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: form } }));
  });
  await page.fill("#words", "She asked about the evening group.");
  await page.keyboard.press("Control+Shift+L");
  await page.locator("#cover").waitFor();
  await page.locator("#words").waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await page.fill("#cover-secret", "1111");
  await page.click("#cover >> text=Unlock");
  await page.locator("#cover", { hasText: "That was not it." }).waitFor();
  isLost = false;
  await page.fill("#cover-secret", PIN);
  await page.click("#cover >> text=Unlock");
  await page.locator("#cover").waitFor({ state: "detached" });
  assert.equal(await page.locator("#words").inputValue(), "She asked about the evening group.");
}
