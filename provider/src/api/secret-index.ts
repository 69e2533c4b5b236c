/** Finds known secrets and their parts in one pass over a text, however many secrets there are. */
import { isOfVocabulary } from "./ordinary-words";
import { folded } from "./units";

/** The beginning or the end of a secret counts from this length. */
const SHORTEST_PART = 6;
/** The middle of one counts from this length. */
const SHORTEST_MIDDLE = 8;
/** A shorter secret counts only where it is no piece of a longer word or number. */
const SHORTEST_ANYWHERE = 8;
/** Every middle that counts holds a window that begins at a multiple of this. */
const STRIDE = SHORTEST_MIDDLE - SHORTEST_PART + 1;

export type Range = [from: number, to: number];

interface Spelling {
  /** The characters as they are given. */
  units: readonly string[];
  /** The same in lower case, as a {@link Layer} has them. */
  text: string;
  isEncoded: boolean;
}

/** A part of a text that equals a part of a spelling, as long as both go on alike. */
interface Match {
  spelling: Spelling;
  /** In the spelling. */
  from: number;
  to: number;
  /** In the text. */
  start: number;
  end: number;
}

export class SecretIndex {
  readonly #secrets = new Set<string>();
  /** Those that no text was searched for yet. */
  #fresh: string[] = [];
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
    this.#fresh.push(secret);
  }

  /** Takes the text of a {@link Layer}. */
  find(text: string): Range[] {
    for (const spelling of this.#fresh.flatMap(spellings)) this.#enter(spelling);
    this.#fresh = [];
    const found: Range[] = [];
    for (const length of this.#lengths) {
      for (let start = 0; start + length <= text.length; start += 1) {
        const end = start + length;
        for (const { spelling, from } of this.#windows.get(text.slice(start, end)) ?? []) {
          const match = widen(text, { spelling, from, to: from + length, start, end });
          if (tells(text, match)) found.push([match.start, match.end]);
        }
      }
    }
    return found;
  }

  #enter(spelling: Spelling): void {
    const { text } = spelling;
    const length = Math.min(SHORTEST_PART, text.length);
    const last = text.length - length;
    const seen = new Set<string>();
    this.#lengths.add(length);
    for (let at = 0; at < last + STRIDE; at += STRIDE) {
      const from = Math.min(at, last);
      const window = text.slice(from, from + length);
      // A secret that repeats itself would otherwise be compared once for each repetition.
      if (seen.has(window) && from < last) continue;
      seen.add(window);
      const places = this.#windows.get(window) ?? [];
      places.push({ spelling, from });
      this.#windows.set(window, places);
    }
  }
}

/** As it is, as a form sends it, and in hexadecimal and base64, wherever it lies in what is encoded. */
function spellings(secret: string): Spelling[] {
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].flatMap((before) => {
    const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    // What depends on neighbours of the secret is left out.
    const inner = base64.slice(Math.ceil((before * 8) / 6), ((before + bytes.length) * 8) / 6);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
  const spelling = (text: string, isEncoded: boolean): Spelling => ({
    units: [...text],
    text: folded(text),
    isEncoded,
  });
  return [
    ...unique([secret, secret.replaceAll(" ", "+")]).map((text) => spelling(text, false)),
    ...unique([bytes.toString("hex"), ...encoded])
      .filter((text) => text.length >= SHORTEST_PART)
      .map((text) => spelling(text, true)),
  ];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function widen(text: string, match: Match): Match {
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
 * Whether a match gives a secret away. An ordinary word does not: one of the API's vocabulary, or,
 * unless a mark shows that the text was cut there, one that is a whole word within the secret.
 */
function tells(text: string, match: Match): boolean {
  const { spelling, from, to, start, end } = match;
  const isStart = from === 0;
  const isEnd = to === spelling.text.length;
  if (!isStart && !isEnd && to - from < SHORTEST_MIDDLE) return false;
  if (spelling.isEncoded) return true;
  if (spelling.text.length < SHORTEST_ANYWHERE && isWithinWord(text, start, end)) return false;
  if (isStart && isEnd) return !isOfVocabulary(spelling.text);
  return (
    isCut(text, start, end) || !(isOfVocabulary(wordAround(text, start, end)) || isWord(match))
  );
}

function isWithinWord(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  const after = text.slice(end, end + 2);
  return (
    (isWordUnit(text[start]) && /[\p{L}\p{N}_][-.]?$/u.test(before) && !/\\[nrt]$/.test(before)) ||
    (isWordUnit(text[end - 1]) && /^[-.]?[\p{L}\p{N}_]/u.test(after))
  );
}

function isCut(text: string, start: number, end: number): boolean {
  return (
    /(?:…|\.{3})$/.test(text.slice(Math.max(0, start - 3), start)) ||
    /^(?:…|\.{3})/.test(text.slice(end, end + 3))
  );
}

/** The match, up to where the word ends that it begins or ends in; without joiners around it. */
function wordAround(text: string, start: number, end: number): string {
  let [from, to] = [start, end];
  while (isLetter(text[from - 1]) && isLetter(text[from])) from -= 1;
  while (isLetter(text[to - 1]) && isLetter(text[to])) to += 1;
  return withoutJoiners(text.slice(from, to));
}

/** Whether a match is one whole word of the secret, or the region in a pairing key. */
function isWord({ spelling: { units }, from, to }: Match): boolean {
  const isInside = (at: number) => isLetter(units[at - 1]) && isLetter(units[at]);
  const part = withoutJoiners(units.slice(from, to).join(""));
  return /^(?:\p{Lu}?\p{Ll}+|[a-z]+-[a-z]+\d+)$/u.test(part) && !isInside(from) && !isInside(to);
}

/** Without what joins the words of a name; other signs show that a part is no word. */
function withoutJoiners(text: string): string {
  return text.replace(/^[-_. ]+|[-_. ]+$/g, "");
}

function isLetter(unit = ""): boolean {
  return /^\p{L}/u.test(unit);
}

function isWordUnit(unit = ""): boolean {
  return /^[\p{L}\p{N}]/u.test(unit);
}
