/** After this pause, in milliseconds, a typed letter starts a new text. */
const typingPause = 1000;

/**
 * Moves the focus in a list of options that lies in columns: arrow keys, Home, End, and typing the beginning of a name.
 */
export class OptionKeys {
  readonly #collator: Intl.Collator;
  #typed = '';
  #typedAt = -Infinity;

  /** @param locale a BCP 47 tag; typing ignores case and accents as it does */
  constructor(locale: string) {
    this.#collator = new Intl.Collator(locale, { sensitivity: 'base', usage: 'search' });
  }

  /** Returns the option that a key leads to from the current one, or `undefined` if the key does not move the focus. */
  target(event: KeyboardEvent, options: readonly HTMLElement[], current: HTMLElement): HTMLElement | undefined {
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const index = options.indexOf(current);
    switch (event.key) {
      case 'ArrowDown':
        return options[index + 1];
      case 'ArrowUp':
        return options[index - 1];
      case 'Home':
        return options[0];
      case 'End':
        return options.at(-1);
      case 'ArrowLeft':
        return nextToIt(options, current, -1);
      case 'ArrowRight':
        return nextToIt(options, current, 1);
      default:
        return this.#optionFor(event, options, index);
    }
  }

  /** Returns the next option whose name begins with the typed text. A repeated letter leads to the one after it. */
  #optionFor({ key, timeStamp }: KeyboardEvent, options: readonly HTMLElement[], index: number) {
    const isTyping = timeStamp - this.#typedAt < typingPause;
    if (Array.from(key).length !== 1 || (key === ' ' && !isTyping)) return undefined;
    this.#typed = isTyping && this.#typed !== key ? this.#typed + key : key;
    this.#typedAt = timeStamp;
    const start = this.#typed === key ? index + 1 : index;
    const ordered = [...options.slice(start), ...options.slice(0, start)];
    return ordered.find(({ textContent }) => {
      const name = textContent.trim().replace(/\s/g, ' ');
      return this.#collator.compare(name.slice(0, this.#typed.length), this.#typed) === 0;
    });
  }
}

/** Returns the option at the same height in the next column to the left (-1) or right (1). */
function nextToIt(options: readonly HTMLElement[], current: HTMLElement, side: -1 | 1): HTMLElement | undefined {
  const from = current.getBoundingClientRect();
  const distance = (option: HTMLElement) => Math.abs(option.getBoundingClientRect().top - from.top);
  return options
    .filter((option) => (option.getBoundingClientRect().left - from.left) * side > 1)
    .sort((one, other) => distance(one) - distance(other))[0];
}
