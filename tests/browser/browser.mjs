// Chromium for tests and pictures: how it is started, how a page is opened as somebody, and what a page may never do.
// Packages come from STEPDOWN_NODE_MODULES (installed by `cargo xtask test`) or from node_modules beside this file.

import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = process.env.STEPDOWN_NODE_MODULES ?? path.join(here, "node_modules");

/** Loads an installed package, wherever it was installed. */
export const installed = createRequire(path.join(modules, "anchor.js"));

/** Where a file of an installed package is, for packages that are loaded by `import` alone. */
export const place = (file) => path.join(modules, file);

const { chromium } = installed("playwright-core");

const isRoot = process.getuid?.() === 0;

/** The widths and colour schemes every page must be good in. */
export const VIEWS = [
  { name: "wide-light", width: 1440, height: 900, scheme: "light" },
  { name: "wide-dark", width: 1440, height: 900, scheme: "dark" },
  { name: "phone-light", width: 390, height: 844, scheme: "light" },
  { name: "phone-dark", width: 390, height: 844, scheme: "dark" },
];

/** Starts Debian's Chromium; as root its sandbox cannot work and is left out. */
export async function launch() {
  return chromium.launch({
    executablePath: process.env.STEPDOWN_CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: !isRoot,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** The address of the running demonstration, without a slash at the end. */
export function base() {
  const url = process.env.STEPDOWN_URL;
  if (!url) throw new Error("STEPDOWN_URL is not set; `cargo xtask test --only browser` starts the demonstration and sets it");
  return url.replace(/\/+$/, "");
}

/**
 * A page in a fresh context, signed in as `role` (nobody when it is null), with its troubles watched from the first byte.
 * Answers `{ context, page, troubles }`; close the context when done.
 */
export async function open(browser, { role = null, view = VIEWS[0], url = base(), ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.scheme,
    reducedMotion: "reduce",
    locale: "en-US",
    ...more,
  });
  const page = await context.newPage();
  const troubles = await watch(page, url);
  if (role) await signIn(page, role, url);
  return { context, page, troubles };
}

/** Looks at pages as somebody with a role, in a context of its own that is closed afterwards. */
export async function as(browser, role, look, more) {
  const opened = await open(browser, { role, ...more });
  try {
    return await look(opened.page, opened);
  } finally {
    await opened.context.close();
  }
}

/** Signs in as one of the invented staff; only the demonstration has this address. */
export async function signIn(page, role, url = base()) {
  const answer = await page.goto(`${url}/demo/sign-in?as=${encodeURIComponent(role)}`);
  if (!answer?.ok()) throw new Error(`signing in as ${role} was answered with ${answer?.status()}`);
}

/**
 * Goes to a page of `pages.json` and waits until it is drawn. With `follow`, the first link that matches is followed: for pages
 * whose address holds an id.
 */
export async function visit(page, { path: where, follow, own }, url = base()) {
  if (own) await throughTheDoor(page, url);
  let answer = await page.goto(url + where, { waitUntil: "load" });
  for (const link of [follow ?? []].flat()) {
    const target = await page.locator(link).first().getAttribute("href");
    if (!target) throw new Error(`${where} has no link that matches ${link}`);
    answer = await page.goto(new URL(target, page.url()).href, { waitUntil: "load" });
  }
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return answer;
}

let visiting;

/**
 * Opens the page of somebody's own that the demonstration shows, as whoever was born on that day. One visit serves all: a link opens only so
 * many times.
 */
async function throughTheDoor(page, url) {
  visiting ??= openOwn(page, url);
  await page.context().addCookies(await visiting);
}

async function openOwn(page, url) {
  await page.goto(`${url}/demo/phone`);
  const link = page.locator("a[data-own]");
  const [address, month, day] = await Promise.all(["href", "data-month", "data-day"].map((name) => link.getAttribute(name)));
  await page.goto(url + address);
  await page.selectOption("#month", month);
  await page.fill("#day", day);
  await Promise.all([page.waitForURL(`${url}/l`), page.locator("main button").click()]);
  return (await page.context().cookies(`${url}/l`)).filter((cookie) => cookie.name !== "lang");
}

/**
 * Notes everything a page may never do: complain in the console, throw, break the content-security policy, ask another host,
 * or fail to load something. An event stream that ends because the page is left is no failure.
 */
export async function watch(page, url = base()) {
  const troubles = [];
  const origin = new URL(url).origin;
  const note = (kind, words) => troubles.push(`${kind}: ${words}`);
  page.on("console", (message) => {
    if (message.type() === "error") note("console", message.text());
  });
  page.on("pageerror", (error) => note("script", error.message));
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (target.protocol.startsWith("http") && target.origin !== origin) note("another host", request.url());
  });
  page.on("requestfailed", (request) => {
    const isLeft = request.failure()?.errorText === "net::ERR_ABORTED";
    if (!isLeft) note("request", `${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note("answer", `${response.status()} ${response.url()}`);
  });
  await page.exposeBinding("stepdownPolicyBroken", (_source, words) => note("content-security policy", words));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.stepdownPolicyBroken(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return troubles;
}

/**
 * How many pixels the page is wider than its window; 0 when nothing scrolls sideways. It is measured once the page has been drawn
 * in the window as it is now: styles for a width are chosen with the next frame, not with the change of the width.
 */
export async function sideways(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
    return Math.max(0, document.documentElement.scrollWidth - window.innerWidth);
  });
}
