/**
 * Takes secrets out of a text that may be shown. An answer may quote what it was sent, escaped for
 * wherever it came through, cut, or encoded; it may also quote a key that this process never sent.
 */
import { within } from "./units";

/** Shorter secrets would be found in every other word. */
const SHORTEST_SECRET = 4;
/** The beginning or the end of a secret counts from this length. */
const SHORTEST_PART = 6;
/** The middle of one counts from this length. */
const SHORTEST_MIDDLE = 8;
const HIDDEN = "[secret]";

/** A key beside its name, whoever's it is: quoted, or up to the next delimiter. */
const NAMED_KEY =
  /(?:md5|pairing)[_ -]?key(?:[\\"']*\s*[:=]\s*|\s+)(?:\\*(["'])([\s\S]*?)(?:\\*\1|$))|(?:md5|pairing)[_ -]?key[\\"']*\s*[:=]\s*([^\s"',;&<>}\])]+)/dgi;
/** The same in JSON, where its end is certain. */
const KEY_IN_JSON = /"(?:md5_key|pairing_key)"\s*:\s*("(?:[^"\\]|\\.)*")/g;

export type Redact = (text: string) => string;

/** Takes these secrets, and every key beside its name, out of a text. */
export function redactor(secrets: Iterable<string>): Redact {
  const needles = [...new Set([...secrets].filter(isLong).flatMap(spellings))].map(needle);
  return (text) => {
    const hidden = new Uint8Array(text.length);
    for (const layer of within(text)) {
      for (const [from, to] of [
        ...needles.flatMap((find) => find(layer.text)),
        ...named(layer.text),
      ])
        hidden.fill(1, layer.start(from), layer.start(to));
    }
    return hidden.includes(1) ? withoutHidden(text, hidden) : text;
  };
}

/** The MD5 and pairing keys in a request body, or in the properties of a resource. */
export function keysIn(body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    /(_k|K)ey$/.test(name) && typeof value === "string" ? [value] : keysIn(value),
  );
}

/** The MD5 and pairing keys in an answer. */
export function keysInJson(text: string): string[] {
  return [...text.matchAll(KEY_IN_JSON)].flatMap(([, quoted = '""']) => {
    try {
      return [String(JSON.parse(quoted))];
    } catch {
      return [];
    }
  });
}

type Range = [from: number, to: number];

function isLong(secret: string): boolean {
  return secret.length >= SHORTEST_SECRET;
}

/** As it is, as a form sends it, and in hexadecimal and base64, wherever it lies in what is encoded. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].flatMap((before) => {
    const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    // What depends on neighbours of the secret is left out.
    const inner = base64.slice(Math.ceil((before * 8) / 6), ((before + bytes.length) * 8) / 6);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [secret, secret.replaceAll(" ", "+"), bytes.toString("hex"), ...encoded]
    .map((spelling) => spelling.toLowerCase())
    .filter((spelling) => spelling === secret.toLowerCase() || spelling.length >= SHORTEST_PART);
}

/** Finds a secret and parts of it. */
function needle(secret: string): (text: string) => Range[] {
  if (secret.length < SHORTEST_PART) return (text) => positions(text, secret, secret.length);
  const [head, tail] = [secret.slice(0, SHORTEST_PART), secret.slice(-SHORTEST_PART)];
  const middles = new Set<string>();
  for (let at = 0; at + SHORTEST_MIDDLE <= secret.length; at += 1) {
    middles.add(secret.slice(at, at + SHORTEST_MIDDLE));
  }
  return (text) => {
    const found: Range[] = positions(text, head, SHORTEST_PART).map(([from, to]) => {
      let end = to;
      while (end - from < secret.length && text[end] === secret[end - from]) end += 1;
      return [from, end];
    });
    for (const [from, to] of positions(text, tail, SHORTEST_PART)) {
      let start = from;
      while (start > 0 && text[start - 1] === secret[secret.length - 1 - (to - start)]) start -= 1;
      found.push([start, to]);
    }
    for (let at = 0; at + SHORTEST_MIDDLE <= text.length; at += 1) {
      const end = at + SHORTEST_MIDDLE;
      if (middles.has(text.slice(at, end))) found.push([at, end]);
    }
    return found;
  };
}

function positions(text: string, part: string, length: number): Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    found.push([at, at + length]);
  }
  return found;
}

function named(text: string): Range[] {
  return [...text.matchAll(NAMED_KEY)].flatMap(({ indices }) => {
    const range = indices?.[2] ?? indices?.[3];
    return range === undefined ? [] : [range];
  });
}

function withoutHidden(text: string, hidden: Uint8Array): string {
  let shown = "";
  for (let at = 0; at < text.length; at += 1) {
    if (!hidden[at]) shown += text[at];
    else if (!hidden[at - 1]) shown += HIDDEN;
  }
  return shown;
}
