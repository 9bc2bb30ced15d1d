// Accessibility by axe-core: every rule of WCAG 2.2 A and AA, zero violations.
// The script is handed to the page by the browser itself, so a strict content-security policy stays in force.

import { installed } from "./browser.mjs";

const { source } = installed("axe-core");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** Every violation on the page as one sentence with its places; an empty list is the only good answer. */
export async function violations(page) {
  await page.evaluate(source);
  const found = await page.evaluate(
    (tags) =>
      globalThis.axe.run(document, {
        runOnly: { type: "tag", values: tags },
        rules: { "target-size": { enabled: true } },
        resultTypes: ["violations"],
      }),
    TAGS,
  );
  return found.violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? node.failureSummary})`);
    return `${id}: ${help}\n    ${places.join("\n    ")}${nodes.length > 5 ? `\n    and ${nodes.length - 5} more` : ""}`;
  });
}
