/** A text, and what it says under each layer of escapes: JSON's, HTML's and the percent sign's. */

export interface Layer {
  /** In lower case, each unit as one character. */
  text: string;
  /** Where the unit begins in the text that was given; past the last unit, where that ends. */
  start(unit: number): number;
}

const MOST_LAYERS = 4;
const ESCAPE =
  /\\u([\da-f]{4})|\\x([\da-f]{2})|%([\da-f]{2})|&#x([\da-f]{1,6});?|&#(\d{1,7});?|&([a-z]{2,7});|\\([\\/"'])/giy;

/** HTML's names of the printable ASCII characters that have one. */
const ENTITIES = new Map(
  `excl ! quot " num # dollar $ percnt % amp & apos ' lpar ( rpar ) ast * plus + comma , period . sol /
  colon : semi ; lt < equals = gt > quest ? commat @ lsqb [ lbrack [ bsol \\ rsqb ] rbrack ] hat ^
  lowbar _ grave \` lcub { lbrace { verbar | vert | rcub } rbrace }`
    .split(/\s+/)
    .flatMap((word, at, words): [string, string][] =>
      at % 2 === 0 ? [[word, words[at + 1] ?? ""]] : [],
    ),
);

/** The text itself, then what is left with one layer of escapes after the other taken off. */
export function* within(text: string): Generator<Layer> {
  let units = [...text];
  let starts = startsOf(units);
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const shown = units.map(oneUnit).join("");
    const from = starts;
    yield { text: shown, start: (unit) => from[unit] ?? text.length };
    const next = decoded(
      units.map((unit) => (unit.length === 1 ? unit : "\ufffd")).join(""),
      starts,
    );
    if (next.units.length === units.length) return;
    ({ units, starts } = next);
  }
}

/** A text as the {@link Layer} that holds it has it. */
export function folded(text: string): string {
  return [...text].map(oneUnit).join("");
}

function startsOf(units: readonly string[]): number[] {
  let at = 0;
  return units.map((unit) => {
    at += unit.length;
    return at - unit.length;
  });
}

/** Lower case where that is one character too, so that positions stay. */
function oneUnit(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : "\ufffd";
}

function decoded(text: string, starts: readonly number[]): { units: string[]; starts: number[] } {
  const result: { units: string[]; starts: number[] } = { units: [], starts: [] };
  for (let at = 0; at < text.length; ) {
    ESCAPE.lastIndex = at;
    const [whole, ...parts] = ESCAPE.exec(text) ?? [];
    const character = whole === undefined ? undefined : meaning(parts);
    result.units.push(character ?? text.charAt(at));
    result.starts.push(starts[at] ?? 0);
    at += character === undefined ? 1 : (whole ?? " ").length;
  }
  return result;
}

function meaning(parts: readonly (string | undefined)[]): string | undefined {
  const [u, x, percent, hex, decimal, name, escaped] = parts;
  const digits = u ?? x ?? percent ?? hex;
  const code = digits !== undefined ? Number.parseInt(digits, 16) : Number(decimal);
  if (escaped !== undefined) return escaped;
  if (name !== undefined) return ENTITIES.get(name.toLowerCase());
  return code > 0 && code < 0x10000 ? String.fromCharCode(code) : undefined;
}
