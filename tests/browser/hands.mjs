// A pair of hands that counts what it does, for the step budgets: keys, clicks and taps are actions; own words are not.
// A spec that measures a flow does everything through these hands and then asks for `actions`.

/** Hands on one page. */
export class Hands {
  #page;
  #actions = [];
  #words = 0;

  constructor(page) {
    this.#page = page;
  }

  /** Presses one key or one chord (`Control+Enter`): one action. */
  async press(key) {
    this.#actions.push(`key ${key}`);
    await this.#page.keyboard.press(key);
  }

  /** Clicks what `target` (a selector or a locator) names: one action. */
  async click(target) {
    this.#actions.push(`click ${target}`);
    await this.#locate(target).click();
  }

  /** Taps, on a page that was opened with `hasTouch`: one action. */
  async tap(target) {
    this.#actions.push(`tap ${target}`);
    await this.#locate(target).tap();
  }

  /** Chooses an option of a select: two actions, opening and choosing. */
  async choose(target, value) {
    this.#actions.push(`open ${target}`, `choose ${value}`);
    await this.#locate(target).selectOption(value);
  }

  /** Types a person's own words, where the focus is: no action, but characters. */
  async ownWords(text) {
    this.#words += [...text].length;
    await this.#page.keyboard.type(text);
  }

  /** Types what is no one's own words (a number, a search): each key is an action. */
  async type(text) {
    for (const key of text) await this.press(key === " " ? "Space" : key);
  }

  /** How many actions so far. */
  get actions() {
    return this.#actions.length;
  }

  /** How many characters of own words so far. */
  get ownCharacters() {
    return this.#words;
  }

  /** Everything that was done, in order: what a failed budget shows. */
  get story() {
    return this.#actions.join(", ");
  }

  /** Throws when more was needed than the budget allows. */
  within(budget, flow) {
    if (this.actions > budget) throw new Error(`${flow} took ${this.actions} actions of at most ${budget}: ${this.story}`);
  }

  #locate(target) {
    return typeof target === "string" ? this.#page.locator(target) : target;
  }
}
