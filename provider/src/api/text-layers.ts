/** Decodes nested JSON, HTML and percent escapes, one layer at a time. */

export interface Layer {
  /** Decoded text in lower case. Each Unicode character is one UTF-16 unit. */
  text: string;
  /**
   * Returns the position of a decoded character in the original text. The position after the last character is the
   * length of the original text.
   */
  start(character: number): number;
}

const MAX_LAYERS = 4;
const ESCAPE =
  /\\u([\da-f]{4})|\\x([\da-f]{2})|%([\da-f]{2})|&#x([\da-f]{1,6});?|&#(\d{1,7});?|&([a-z]{2,7});|\\([\\/"'])/giy;

/** HTML names of printable ASCII characters. */
const ENTITIES = new Map(
  `excl ! quot " num # dollar $ percnt % amp & apos ' lpar ( rpar ) ast * plus + comma , period . sol /
  colon : semi ; lt < equals = gt > quest ? commat @ lsqb [ lbrack [ bsol \\ rsqb ] rbrack ] hat ^
  lowbar _ grave \` lcub { lbrace { verbar | vert | rcub } rbrace }`
    .split(/\s+/)
    .flatMap((word, at, words): [string, string][] =>
      at % 2 === 0 ? [[word, words[at + 1] ?? ""]] : [],
    ),
);

/** Yields the text itself, and then the text with one more layer of escapes decoded each time. */
export function* decodeLayers(text: string): Generator<Layer> {
  let characters = [...text];
  let starts = startsOf(characters);
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const folded = characters.map(foldCharacter).join("");
    const from = starts;
    yield { text: folded, start: (character) => from[character] ?? text.length };
    const next = decodeOnce(
      characters.map((character) => (character.length === 1 ? character : "\ufffd")).join(""),
      starts,
    );
    if (next.characters.length === characters.length) return;
    ({ characters, starts } = next);
  }
}

/** Converts a text to the form in which a {@link Layer} contains it. */
export function foldText(text: string): string {
  return [...text].map(foldCharacter).join("");
}

function startsOf(characters: readonly string[]): number[] {
  let at = 0;
  return characters.map((character) => {
    at += character.length;
    return at - character.length;
  });
}

/**
 * Converts a character to lower case. If the result has several characters, returns a placeholder, because they would
 * shift later positions.
 */
function foldCharacter(character: string): string {
  const lower = character.toLowerCase();
  return lower.length === 1 ? lower : "\ufffd";
}

function decodeOnce(
  text: string,
  starts: readonly number[],
): { characters: string[]; starts: number[] } {
  const result: { characters: string[]; starts: number[] } = { characters: [], starts: [] };
  for (let at = 0; at < text.length; ) {
    ESCAPE.lastIndex = at;
    const [whole, ...parts] = ESCAPE.exec(text) ?? [];
    const character = whole === undefined ? undefined : decodeEscape(parts);
    result.characters.push(character ?? text.charAt(at));
    result.starts.push(starts[at] ?? 0);
    at += character === undefined ? 1 : (whole ?? " ").length;
  }
  return result;
}

function decodeEscape(parts: readonly (string | undefined)[]): string | undefined {
  const [u, x, percent, hex, decimal, name, escaped] = parts;
  const digits = u ?? x ?? percent ?? hex;
  const code = digits !== undefined ? Number.parseInt(digits, 16) : Number(decimal);
  if (escaped !== undefined) return escaped;
  if (name !== undefined) return ENTITIES.get(name.toLowerCase());
  return code > 0 && code < 0x10000 ? String.fromCharCode(code) : undefined;
}
