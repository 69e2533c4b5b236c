/** Finds known secrets and parts of them in one pass over a text. The cost does not depend on the number of secrets. */

import { foldText } from "./text-layers";
import { isApiWord } from "./vocabulary";

/** Minimum length at which the beginning or end of a secret is found. */
const MIN_EDGE_LENGTH = 6;
/** Minimum length at which a part from the middle of a secret is found. */
const MIN_MIDDLE_LENGTH = 8;
/**
 * Minimum length at which a secret is also found within a longer word or number. Shorter secrets are found only as
 * separate words.
 */
const MIN_LENGTH_WITHIN_WORD = 8;
/**
 * Distance between indexed windows. At this distance, every middle part of minimum length contains at least one whole
 * window.
 */
const STRIDE = MIN_MIDDLE_LENGTH - MIN_EDGE_LENGTH + 1;

export type Range = [from: number, to: number];

interface Spelling {
  /** Characters in their original case. */
  characters: readonly string[];
  /** The same characters in lower case, like the text of a {@link Layer}. */
  text: string;
  isEncoded: boolean;
}

/** Longest match between a text and a spelling around one indexed window. */
interface Match {
  spelling: Spelling;
  /** Range in the spelling. */
  from: number;
  to: number;
  /** Range in the text. */
  start: number;
  end: number;
}

export class SecretIndex {
  readonly #secrets = new Set<string>();
  /** Secrets that `find` indexes before it searches. */
  #notIndexed: string[] = [];
  readonly #windows = new Map<string, { spelling: Spelling; from: number }[]>();
  readonly #lengths = new Set<number>();

  get size(): number {
    return this.#secrets.size;
  }

  has(secret: string): boolean {
    return this.#secrets.has(secret);
  }

  add(secret: string): void {
    this.#secrets.add(secret);
    this.#notIndexed.push(secret);
  }

  /** Finds the ranges of secrets in the text of a {@link Layer}. */
  find(text: string): Range[] {
    for (const spelling of this.#notIndexed.flatMap(spellingsOf)) this.#addToIndex(spelling);
    this.#notIndexed = [];
    const found: Range[] = [];
    for (const length of this.#lengths) {
      for (let start = 0; start + length <= text.length; start += 1) {
        const end = start + length;
        for (const { spelling, from } of this.#windows.get(text.slice(start, end)) ?? []) {
          const match = extendMatch(text, { spelling, from, to: from + length, start, end });
          if (revealsSecret(text, match)) found.push([match.start, match.end]);
        }
      }
    }
    return found;
  }

  #addToIndex(spelling: Spelling): void {
    const { text } = spelling;
    const length = Math.min(MIN_EDGE_LENGTH, text.length);
    const last = text.length - length;
    const seen = new Set<string>();
    this.#lengths.add(length);
    for (let at = 0; at < last + STRIDE; at += STRIDE) {
      const from = Math.min(at, last);
      const window = text.slice(from, from + length);
      // Each distinct window is indexed once. Otherwise, a repetitive secret would be compared once per repetition.
      if (seen.has(window) && from < last) continue;
      seen.add(window);
      const places = this.#windows.get(window) ?? [];
      places.push({ spelling, from });
      this.#windows.set(window, places);
    }
  }
}

/** Returns the spellings of a secret: plain, form-encoded, hexadecimal, and base64 at each possible offset. */
function spellingsOf(secret: string): Spelling[] {
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].flatMap((before) => {
    const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    // The first and last characters also depend on the bytes around the secret, so they are left out.
    const inner = base64.slice(Math.ceil((before * 8) / 6), ((before + bytes.length) * 8) / 6);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
  const spelling = (text: string, isEncoded: boolean): Spelling => ({
    characters: [...text],
    text: foldText(text),
    isEncoded,
  });
  return [
    ...unique([secret, secret.replaceAll(" ", "+")]).map((text) => spelling(text, false)),
    ...unique([bytes.toString("hex"), ...encoded])
      .filter((text) => text.length >= MIN_EDGE_LENGTH)
      .map((text) => spelling(text, true)),
  ];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function extendMatch(text: string, match: Match): Match {
  let { from, to, start, end } = match;
  const secret = match.spelling.text;
  while (start > 0 && from > 0 && text[start - 1] === secret[from - 1]) {
    start -= 1;
    from -= 1;
  }
  while (end < text.length && to < secret.length && text[end] === secret[to]) {
    end += 1;
    to += 1;
  }
  return { spelling: match.spelling, from, to, start, end };
}

/**
 * Whether a match reveals a secret. Words in the API's vocabulary never do. A match of whole words from the secret
 * does only if the text next to it was visibly truncated.
 */
function revealsSecret(text: string, match: Match): boolean {
  const { spelling, from, to, start, end } = match;
  const isStart = from === 0;
  const isEnd = to === spelling.text.length;
  if (!isStart && !isEnd && to - from < MIN_MIDDLE_LENGTH) return false;
  if (spelling.isEncoded) return true;
  if (spelling.text.length < MIN_LENGTH_WITHIN_WORD && isWithinWord(text, start, end)) return false;
  if (isStart && isEnd) return !isApiWord(spelling.text);
  return isCut(text, start, end) || !(isApiWord(wordAround(text, start, end)) || isWord(match));
}

function isWithinWord(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  const after = text.slice(end, end + 2);
  return (
    (isWordCharacter(text[start]) &&
      /[\p{L}\p{N}_][-.]?$/u.test(before) &&
      !/\\[nrt]$/.test(before)) ||
    (isWordCharacter(text[end - 1]) && /^[-.]?[\p{L}\p{N}_]/u.test(after))
  );
}

function isCut(text: string, start: number, end: number): boolean {
  return (
    /(?:…|\.{3})$/.test(text.slice(Math.max(0, start - 3), start)) ||
    /^(?:…|\.{3})/.test(text.slice(end, end + 3))
  );
}

/** Extends a match to whole words and removes joiners from its ends. */
function wordAround(text: string, start: number, end: number): string {
  let [from, to] = [start, end];
  while (isLetter(text[from - 1]) && isLetter(text[from])) from -= 1;
  while (isLetter(text[to - 1]) && isLetter(text[to])) to += 1;
  return withoutJoiners(text.slice(from, to));
}

/** Whether a match is one whole word of the secret, or the region of a pairing key. */
function isWord({ spelling: { characters }, from, to }: Match): boolean {
  const isInside = (at: number) => isLetter(characters[at - 1]) && isLetter(characters[at]);
  const part = withoutJoiners(characters.slice(from, to).join(""));
  return /^(?:\p{Lu}?\p{Ll}+|[a-z]+-[a-z]+\d+)$/u.test(part) && !isInside(from) && !isInside(to);
}

/**
 * Removes characters that join words in a name from both ends. Other punctuation stays, because it shows that the text
 * is not a word.
 */
function withoutJoiners(text: string): string {
  return text.replace(/^[-_. ]+|[-_. ]+$/g, "");
}

function isLetter(character = ""): boolean {
  return /^\p{L}/u.test(character);
}

function isWordCharacter(character = ""): boolean {
  return /^[\p{L}\p{N}]/u.test(character);
}
