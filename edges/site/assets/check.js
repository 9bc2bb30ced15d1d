// The self-check on the device: one interpreter for every instrument of the page, from the same data as the program's own. No answer
// leaves this browser, and none is kept in it.

// Three values: true, false, and undefined for "not known yet".
const any = (all) => (all.includes(true) ? true : all.includes(undefined) ? undefined : false);
const every = (all) => (all.includes(false) ? false : all.includes(undefined) ? undefined : true);
const known = (value) => value !== undefined;
const OPERATIONS = { ge: (a, b) => a >= b, gt: (a, b) => a > b, le: (a, b) => a <= b, lt: (a, b) => a < b, eq: (a, b) => a === b };
const halfUp = (a, b) => Math.floor((2 * a + b) / (2 * b));
const operation = (test) => Object.keys(OPERATIONS).find((name) => name in test);

/** Scores answers (link id to code, number, or list of codes) by a definition; answers the keys of a vector's expectation. */
export function interpret(form, answers, context = {}) {
  const items = form.item ?? [];
  const byId = new Map(items.map((item) => [item.id, item]));
  const stranger = Object.keys(answers).find((id) => !byId.has(id));
  if (stranger) return { error: "unknown-item", item: stranger };
  const options = (item) => form.option_sets?.[item.options] ?? [];
  const option = (item, code) => options(item).find((one) => one.code === code);
  const isAnswer = (item, value) => {
    if (item.type === "integer") return Number.isInteger(value) && value >= item.min && value <= item.max;
    if (item.type !== "multi") return typeof value === "string" && known(option(item, value));
    const isWhole = Array.isArray(value) && new Set(value).size === value.length && value.every((code) => option(item, code));
    return isWhole && (value.length < 2 || !value.some((code) => option(item, code).exclusive));
  };
  const given = new Map();
  for (const item of items) {
    const value = answers[item.id];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    if (!isAnswer(item, value)) return { error: "invalid-answer", item: item.id };
    given.set(item.id, value);
  }

  // What an answer scores.
  const raw = (id) => {
    const value = given.get(id);
    if (typeof value === "number") return value;
    return [value].flat().reduce((sum, code) => sum + (option(byId.get(id), code).score ?? 0), 0);
  };
  const result = { status: "complete", scores: {}, at_least: {}, levels: {}, bands: {}, alerts: [], missing: [], unexpected: [], imputed: [], floor: [] };

  const enabledOf = new Map();
  const enabled = (id) => {
    if (!enabledOf.has(id)) enabledOf.set(id, byId.has(id) ? holds(byId.get(id).enabled_when) : false);
    return enabledOf.get(id);
  };
  const isOpen = (id) => !given.has(id) && enabled(id) !== false;
  const holds = (rules) => (rules ? any(rules.map((all) => every(all.map(test)))) : true);
  const test = (one) => {
    if ("item" in one) return testItem(one);
    if ("score" in one) return testScore(one);
    if ("level" in one) return known(result.levels[one.level]) ? result.levels[one.level] === one.is : undefined;
    const value = context[one.context] ?? "unknown";
    return one.in ? one.in.includes(value) : !one.not_in.includes(value);
  };
  const testItem = (one) => {
    if (one.missing) return isOpen(one.item);
    if (!given.has(one.item)) return enabled(one.item) === false ? false : undefined;
    const codes = [given.get(one.item)].flat();
    if ("is" in one) return codes[0] === one.is;
    if ("in" in one) return one.in.includes(codes[0]);
    if ("not_in" in one) return !one.not_in.includes(codes[0]);
    if ("any_in" in one) return codes.some((code) => one.any_in.includes(code));
    return OPERATIONS[operation(one)](raw(one.item), one[operation(one)]);
  };
  const testScore = (one) => {
    const name = operation(one);
    if (known(result.scores[one.score])) return OPERATIONS[name](result.scores[one.score], one[name]);
    const least = result.at_least[one.score];
    return (name === "ge" || name === "gt") && known(least) && OPERATIONS[name](least, one[name]) ? true : undefined;
  };

  const put = (id, value, isWhole) => ((isWhole ? result.scores : result.at_least)[id] = value);
  const points = (score, id) => score.points?.[id]?.[raw(id)] ?? raw(id);
  const kinds = {
    sum: (score, ids) => ids.reduce((sum, id) => sum + points(score, id), 0),
    max: (score, ids) => ids.reduce((most, id) => Math.max(most, points(score, id)), 0),
    count: (score, ids) => ids.filter((id) => raw(id) >= (score.at_least_for?.[id] ?? score.at_least)).length,
  };
  const levels = (score) => {
    const truths = score.rules.map((rule) => holds(rule.when));
    const won = truths.indexOf(true);
    const doubt = truths.indexOf(undefined);
    if (won >= 0) result.levels[score.id] = score.rules[won].level;
    else if (doubt < 0) result.levels[score.id] = score.otherwise;
    if (won >= 0 && doubt >= 0 && doubt < won) result.floor.push(score.id);
  };
  for (const score of form.score ?? []) {
    if (score.kind === "levels") levels(score);
    else if (score.kind === "groups") {
      const decided = score.groups.map((group) => (group.some((id) => given.has(id) && raw(id) > 0) ? true : group.some(isOpen) ? undefined : false));
      put(score.id, decided.filter((one) => one === true).length, !decided.includes(undefined));
    } else if (score.kind === "percent") {
      const scale = 10 ** (score.decimals ?? 0);
      if (known(result.scores[score.of])) put(score.id, halfUp(result.scores[score.of] * 100 * scale, score.max) / scale, true);
    } else if (kinds[score.kind]) {
      const answered = score.items.filter((id) => given.has(id));
      const open = score.items.filter(isOpen).length;
      const value = kinds[score.kind](score, answered);
      const isFilled = open > 0 && answered.length > 0 && score.missing?.policy === "prorate" && open <= score.missing.max_missing;
      if (isFilled) result.imputed.push(score.id);
      put(score.id, isFilled ? halfUp(value * score.items.length, answered.length) : value, isFilled || open === 0);
    }
  }
  for (const band of form.band ?? []) {
    const value = result.scores[band.score];
    const isMeant = Object.entries(band.context ?? {}).every(([key, all]) => all.includes(context[key] ?? "unknown"));
    if (known(value) && isMeant && value >= band.min && value <= band.max) result.bands[band.set ? `${band.score}/${band.set}` : band.score] = band.code;
  }
  result.alerts = (form.alert ?? []).filter((alert) => holds(alert.when) === true).map((alert) => alert.id);
  result.missing = items.filter((item) => item.required !== false && isOpen(item.id)).map((item) => item.id);
  result.unexpected = items.filter((item) => given.has(item.id) && enabled(item.id) === false).map((item) => item.id);
  if (result.missing.length > 0) result.status = "partial";
  return result;
}

/** Whether one condition of a text holds for the results by instrument. */
export function says(when, results) {
  const result = results.get(when.instrument);
  if (!result || result.error) return false;
  if (when.level) return result.levels[when.level] === when.is;
  if (when.band) return result.bands[when.band] === when.is;
  const value = result.scores[when.score];
  return known(value) && (!known(when.ge) || value >= when.ge) && (!known(when.le) || value <= when.le);
}

const page = document.querySelector("[data-check]");
if (page) {
  const { forms, say } = JSON.parse(document.querySelector("#check-data").textContent);
  const shown = document.querySelector("#result");
  const texts = [...shown.querySelectorAll("[data-say]")];
  document.querySelectorAll("[data-with-script]").forEach((one) => (one.hidden = false));
  document.querySelectorAll("[data-without-script]").forEach((one) => (one.hidden = true));

  page.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = new FormData(page);
    const answersOf = (form) => {
      const chosen = form.item.filter((item) => typed.get(item.id) !== null);
      return Object.fromEntries(chosen.map((item) => [item.id, item.type === "integer" ? Number(typed.get(item.id)) : typed.get(item.id)]));
    };
    const results = new Map(forms.map((form) => [form.id, interpret(form, answersOf(form))]));
    const holding = say.map((text) => text.when.every((when) => says(when, results)));
    texts.forEach((one, at) => (one.hidden = !holding[at]));
    const isInDanger = page.querySelector(".yes:checked") !== null;
    shown.querySelector("[data-danger]").hidden = !isInDanger;
    shown.querySelector("[data-none]").hidden = isInDanger || holding.includes(true);
    shown.hidden = false;
    shown.focus();
  });
  page.addEventListener("reset", () => (shown.hidden = true));
}
