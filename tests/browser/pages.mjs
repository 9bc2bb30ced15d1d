// The list of pages that are checked and pictured: `pages.json`, read and checked once.
// An entry: name (of its picture), role (null: nobody signed in), path, and optionally follow (the selector of a link, or several, one page after the other)
// and own (true: on the page of somebody's own that the demonstration has open, behind its door).

import { readFileSync } from "node:fs";

const FIELDS = ["name", "role", "path", "follow", "own"];

/** Every page, in order. */
export function pages() {
  return check(JSON.parse(readFileSync(new URL("pages.json", import.meta.url), "utf8")));
}

/** Throws all problems of the list at once. */
export function check(list) {
  const problems = [];
  const names = new Set();
  if (!Array.isArray(list) || list.length === 0) problems.push("the list is empty");
  for (const [index, page] of (Array.isArray(list) ? list : []).entries()) {
    const where = `entry ${index + 1}`;
    if (!/^[a-z0-9][a-z0-9-]*$/.test(page.name ?? "")) problems.push(`${where}: name must be of small letters, digits and hyphens`);
    if (names.has(page.name)) problems.push(`${where}: the name ${page.name} is taken`);
    names.add(page.name);
    if (page.role !== null && typeof page.role !== "string") problems.push(`${where}: role must be a role or null`);
    if (!page.path?.startsWith("/")) problems.push(`${where}: path must begin with /`);
    for (const field of Object.keys(page)) if (!FIELDS.includes(field)) problems.push(`${where}: unknown field ${field}`);
  }
  if (problems.length > 0) throw new Error(`pages.json: ${problems.join("; ")}`);
  return list;
}
