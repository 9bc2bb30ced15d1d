// Signing in with the organisation's account, in a real browser and at a real issuer (oidc-provider) on this machine. The issuer is
// another site than the program, so that cookies are kept back as they are between two organisations.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { violations } from "./axe.mjs";
import { VIEWS, launch, open, place, sideways } from "./browser.mjs";
import { freePort, openDoor } from "./door.mjs";

const PASSWORD = "otter lantern seven violins";
const SECRET = "a-long-word-between-the-two";
const FAILED = "Something in the name, the password or the code was not right";
let browser, door, folder, issuer, issuerName, url, setup;

before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "stepdown-sso-"));
  url = `http://localhost:${await freePort()}`;
  await startIssuer();
  const where = ["--data", folder, "--origin", url];
  const invited = execFileSync(process.env.STEPDOWN_BIN, ["staff", "invite", "--json", ...where], { encoding: "utf8" });
  setup = JSON.parse(invited).link;
  const env = { ...process.env, STEPDOWN_SSO_ISSUER: issuerName, STEPDOWN_SSO_CLIENT_ID: "stepdown", STEPDOWN_SSO_CLIENT_SECRET: SECRET, STEPDOWN_SSO_LABEL: "Harbor Health" };
  door = await openDoor(new URL(url).port, where, env);
});
after(async () => {
  await browser?.close();
  door?.kill();
  issuer?.closeAllConnections();
  issuer?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

// The issuer: one page that takes any name, and says that it saw a password and a code.
async function startIssuer() {
  const { default: Provider } = await import(pathToFileURL(place("oidc-provider/lib/index.js")));
  issuerName = `http://127.0.0.1:${await freePort()}`;
  const provider = new Provider(issuerName, {
    clients: [{ client_id: "stepdown", client_secret: SECRET, redirect_uris: [`${url}/sign-in/organisation/back`], post_logout_redirect_uris: [`${url}/sign-in`] }],
    cookies: { keys: ["of this test alone"] },
    pkce: { required: () => true },
    claims: { acr: null, amr: null, auth_time: null, iss: null, sid: null, openid: ["sub"], email: ["email", "email_verified"] },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { url: (_, interaction) => `/enter/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: true }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
      grant.addOIDCScope("openid email");
      grant.addOIDCClaims(["email", "email_verified"]);
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const entrance = async (request, response) => {
    if (request.method === "GET") {
      response.setHeader("content-type", "text/html");
      return response.end(`<!doctype html><title>Harbor Health</title><form method=post><label>Name <input name=name></label><button>Enter</button><button name=back value=1>Back</button></form>`);
    }
    const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const result = body.get("back") ? { error: "access_denied" } : { login: { accountId: body.get("name"), amr: ["pwd", "otp"] } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  issuer = createServer((request, response) => {
    if (!request.url.startsWith("/enter/")) return answer(request, response);
    return entrance(request, response).catch((error) => response.writeHead(500).end(`${error.stack}`));
  });
  issuer.listen(Number(new URL(issuerName).port), "127.0.0.1");
  await once(issuer, "listening");
}

// Every page of ours is good for everybody, wide and phone, light and dark.
async function good(page, name) {
  for (const view of VIEWS) {
    await page.setViewportSize({ width: view.width, height: view.height });
    await page.emulateMedia({ colorScheme: view.scheme });
    await page.waitForTimeout(400);
    assert.deepEqual(await violations(page), [], `${name} ${view.name}`);
    assert.equal(await sideways(page), 0, `${name} ${view.name}`);
  }
  await page.setViewportSize({ width: VIEWS[0].width, height: VIEWS[0].height });
  await page.emulateMedia({ colorScheme: "light" });
}

// Somebody at the issuer, who has come there from our page.
async function enter(page, name) {
  await page.goto(`${url}/sign-in`);
  await page.click("text=Sign in with Harbor Health");
  await page.waitForURL(`${issuerName}/**`);
  await page.fill("[name=name]", name);
  await page.click("button:not([name])");
}

// The first person of the installation, with an authenticator app.
async function first(page) {
  await page.goto(setup);
  await page.click("text=Begin");
  await page.fill("#given", "Ida");
  await page.fill("#family", "Roth");
  await page.fill("#login", "ida.roth");
  await page.click("main .b.p");
  await page.fill("#password", PASSWORD);
  await page.fill("#again", PASSWORD);
  await page.click("main .b.p");
  const line = await page.context().newCDPSession(page);
  await line.send("WebAuthn.enable");
  await line.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await page.fill("#passkey", "Work laptop");
  await page.click("text=Make a passkey");
  await page.locator(".codes").waitFor();
}

// Somebody new, whose account at the issuer is bound; the address of their page.
async function hire(page, given, subject) {
  await page.goto(`${url}/settings/staff/new`);
  await page.fill("#given", given);
  await page.fill("#family", "Ferreira");
  await page.fill("#login", given.toLowerCase());
  await page.check("[name=roles][value=clinician]", { force: true });
  await page.click("text=See what changes");
  await page.click("main .b.p");
  await page.waitForURL(/\/settings\/staff/);
  await page.goto(`${url}/settings/staff`);
  await page.click(`main >> text=${given} Ferreira`);
  await page.waitForURL(/\/settings\/staff\/[0-9a-f-]+$/);
  await good(page, "not bound");
  await page.fill("#subject", subject);
  await page.click("text=Bind this account");
  await page.locator("#organisation", { hasText: `Bound to ${subject}, not used yet.` }).waitFor();
  return page.url();
}

test("a bound account leads to the desk, once; after the end of work it leads nowhere", async () => {
  const ida = await open(browser, { url });
  await first(ida.page);
  const ana = await hire(ida.page, "Ana", "ana.at.harbor");
  await ida.page.goto(`${url}/settings/staff`);
  await ida.page.locator("text=the issuer answers").waitFor();

  // a stranger at the issuer is a stranger here
  const theirs = await open(browser, { url });
  await theirs.page.goto(`${url}/sign-in`);
  await good(theirs.page, "sign-in");
  await enter(theirs.page, "somebody.else");
  await theirs.page.locator(`text=${FAILED}`).waitFor();
  await good(theirs.page, "refused");
  await theirs.context.close();

  // Ana turns back, then comes in
  const hers = await open(browser, { url });
  const { page } = hers;
  let back;
  page.on("request", (request) => {
    if (request.url().includes("/sign-in/organisation/back?")) back = request.url();
  });
  await page.goto(`${url}/sign-in`);
  await page.click("text=Sign in with Harbor Health");
  await page.waitForURL(`${issuerName}/**`);
  await page.click("button[name=back]");
  await page.locator("text=You turned back").waitFor();
  await enter(page, "ana.at.harbor");
  await page.waitForURL((now) => now.origin === url && !now.pathname.startsWith("/sign-in"));
  await page.goto(`${url}/account`);
  assert.match(await page.locator("main").innerText(), /With your organisation.s account alone/);
  await good(page, "account");
  const session = (await hers.context.cookies(url)).find((cookie) => cookie.name === "stepdown");
  assert.equal(session.sameSite, "Strict");

  // the same address a second time opens nothing, here or in another browser
  const thief = await open(browser, { url });
  for (const where of [thief.page, page]) {
    await where.goto(back);
    await where.locator(`text=${FAILED}`).waitFor();
  }
  await thief.context.close();
  await page.goto(`${url}/account`);
  assert.equal(new URL(page.url()).pathname, "/account", "and what was open stays open");

  // signing out ends both
  await page.locator(".me summary").click();
  await page.click(".me >> text=Sign out");
  await page.waitForURL(`${issuerName}/session/end**`);
  await page.click("text=Yes, sign me out");
  await page.waitForURL(`${url}/sign-in`);
  await enter(page, "ana.at.harbor");
  await page.waitForURL((now) => now.origin === url && !now.pathname.startsWith("/sign-in"));

  // her work ends: nothing of hers opens any more
  await ida.page.goto(ana);
  await ida.page.locator("#organisation", { hasText: "Bound to ana.at.harbor, last used" }).waitFor();
  await ida.page.click("summary:has-text('End their work now')");
  await ida.page.fill("#why", "Moves away");
  await good(ida.page, "the end of work");
  await ida.page.click("button:has-text('End their work now')");
  await ida.page.locator("#work", { hasText: "Ended on" }).waitFor();
  await good(ida.page, "ended");
  await page.goto(`${url}/account`);
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await page.click("text=Sign in with Harbor Health");
  await page.locator(`text=${FAILED}`).waitFor();
  const bad = (troubles) => troubles.filter((words) => /^(script|content-security policy)/.test(words) && !words.includes(issuerName));
  assert.deepEqual([...bad(ida.troubles), ...bad(hers.troubles)], []);
  await ida.context.close();
  await hers.context.close();
});
