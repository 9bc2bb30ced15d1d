// The helpers themselves: each must notice what it is there for, on pages made to be wrong. Needs no demonstration.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { violations } from "./axe.mjs";
import { VIEWS, launch, open, sideways, visit } from "./browser.mjs";
import { Hands } from "./hands.mjs";
import { check } from "./pages.mjs";

const PAGES = {
  "/good": "<h1>Good</h1><p>Words.</p><button>Go</button>",
  "/pale": "<h1>Pale</h1><p style='color:#aaa;background:#fff'>Words nobody can read.</p>",
  "/small": "<h1>Small</h1><style>button{width:9px;height:9px;padding:0}</style><button aria-label='a'></button><button aria-label='b'></button>",
  "/wide": "<h1>Wide</h1><div style='width:3000px'>.</div>",
  "/inline": "<h1>Inline</h1><script>1</script>",
  "/missing": "<h1>Missing</h1><img src='/none.png' alt='none'>",
  "/away": "<h1>Away</h1><img src='http://127.0.0.2:9/x.png' alt='away'>",
  "/list": "<h1>List</h1><a href='/good'>one</a>",
  "/form": "<h1>Form</h1><label>Words <textarea autofocus></textarea></label><button>Save</button>",
};

let browser, server, url;
before(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    const body = PAGES[request.url];
    const policy = request.url === "/inline" ? "default-src 'self'" : "default-src * 'unsafe-inline'";
    response.writeHead(body || request.url === "/favicon.ico" ? 200 : 404, { "content-type": "text/html", "content-security-policy": policy });
    response.end(`<!doctype html><html lang="en"><title>t</title><main>${body ?? ""}</main></html>`);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function on(path, look, more = {}) {
  const { context, page, troubles } = await open(browser, { url, ...more });
  try {
    await visit(page, { path, ...more }, url);
    return await look(page, troubles);
  } finally {
    await context.close();
  }
}

test("a good page has no violation and no trouble", () =>
  on("/good", async (page, troubles) => {
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(troubles, []);
    assert.equal(await sideways(page), 0);
  }));

test("axe works under a policy that forbids inline script", () =>
  on("/inline", async (page) => assert.deepEqual(await violations(page), [])));

test("pale text and small targets are violations", async () => {
  assert.match((await on("/pale", violations)).join(), /^color-contrast/);
  assert.match((await on("/small", violations)).join(), /^target-size/);
});

test("a page wider than its window is noticed", async () => {
  assert.ok((await on("/wide", sideways)) > 1000);
});

test("inline script against the policy, a missing picture and another host are troubles", async () => {
  const troubles = (path) => on(path, async (_page, troubles) => troubles.join("\n"));
  assert.match(await troubles("/inline"), /content-security policy: script-src-elem/);
  assert.match(await troubles("/missing"), /answer: 404/);
  assert.match(await troubles("/away"), /another host: http:\/\/127\.0\.0\.2/);
});

test("a page behind a link is found by following it", () =>
  on("/list", async (page) => assert.equal(page.url(), `${url}/good`), { follow: "main a" }));

test("dark is asked for as a person would have it", () =>
  on("/good", async (page) => assert.ok(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)), { view: VIEWS[1] }));

test("hands count keys and clicks, and own words apart", () =>
  on("/form", async (page) => {
    const hands = new Hands(page);
    await hands.click("textarea");
    await hands.ownWords("two words");
    await hands.press("Control+Enter");
    await hands.type("12 3");
    assert.equal(await page.locator("textarea").inputValue(), "two words12 3");
    assert.equal(hands.actions, 6);
    assert.equal(hands.ownCharacters, 9);
    assert.throws(() => hands.within(5, "the form"), /the form took 6 actions of at most 5: click textarea, key Control\+Enter/);
    hands.within(6, "the form");
  }));

test("a list of pages with mistakes is refused with all of them", () => {
  assert.throws(() => check([]), /empty/);
  assert.throws(
    () => check([{ name: "Two Words", role: null, path: "x" }, { name: "a", path: "/", roll: 1 }]),
    /entry 1: name .*entry 1: path .*entry 2: role .*entry 2: unknown field roll/,
  );
});
