/**
 * Removes secrets from text before it is shown. A response may quote the request escaped, truncated or
 * encoded, and may also quote a key that this process never sent.
 */

import { type Range, SecretIndex } from "./secret-index";
import { decodeLayers, type Layer } from "./text-layers";
import { startsValidationRule } from "./vocabulary";

/** Minimum length of a secret. Shorter ones would match too many words. */
const MIN_SECRET_LENGTH = 4;
/** Secrets per generation. Two generations are kept, so at least this many of the newest secrets are remembered. */
const MAX_SECRETS = 500;
const PLACEHOLDER = "[secret]";

/**
 * Matches a key that follows its name. The key is either quoted or ends at the next delimiter. This finds keys that
 * this process has never sent.
 */
const NAMED_KEY =
  /(?:md5|pairing)[_ -]?key(?:[\\"']*\s*[:=]\s*|\s+)(?:\\*(["'])([\s\S]*?)(?:\\*\1|$))|(?:md5|pairing)[_ -]?key[\\"']*\s*[:=]\s*([^\s"',;&<>}\])]+)/dgi;
/** Matches a key in JSON up to its closing quote. */
const KEY_IN_JSON = /"(?:md5_key|pairing_key)"\s*:\s*("(?:[^"\\]|\\.)*")/g;

export type Redact = (text: string) => string;

/**
 * Recently used secrets to redact from text. `redact` removes whole secrets, their first or last 6 characters, any 8
 * characters from their middle, and any key that follows its name. It keeps words of the API's vocabulary and whole
 * words of a longer secret, because a gap in the text would reveal that the secret contains them. If a quoted secret is
 * cut off right after one of its words, that word remains visible unless a mark such as "…" follows.
 */
export class KnownSecrets {
  #newer = new SecretIndex();
  #older = new SecretIndex();

  /** Remembers secrets. Adding a secret again keeps it longer. */
  add(secrets: Iterable<string>): void {
    for (const secret of secrets) {
      if (secret.length < MIN_SECRET_LENGTH || this.#newer.has(secret)) continue;
      if (this.#newer.size >= MAX_SECRETS) {
        this.#older = this.#newer;
        this.#newer = new SecretIndex();
      }
      this.#newer.add(secret);
    }
  }

  readonly redact: Redact = (text) =>
    redactRanges(text, (layer) => [
      ...this.#older.find(layer.text),
      ...this.#newer.find(layer.text),
      ...findNamedKeys(layer.text),
    ]);
}

/** Redacts only keys that follow their names. */
export const redactNamed: Redact = (text) =>
  redactRanges(text, (layer) => findNamedKeys(layer.text));

/** Finds MD5 and pairing keys in a request body or in the properties of a resource. */
export function keysIn(body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    /(_k|K)ey$/.test(name) && typeof value === "string" ? [value] : keysIn(value),
  );
}

/** Finds MD5 and pairing keys in a response. */
export function keysInJson(text: string): string[] {
  return [...text.matchAll(KEY_IN_JSON)].flatMap(([, quoted = '""']) => {
    try {
      return [String(JSON.parse(quoted))];
    } catch {
      return [];
    }
  });
}

function redactRanges(text: string, find: (layer: Layer) => Range[]): string {
  const hidden = new Uint8Array(text.length);
  for (const layer of decodeLayers(text)) {
    for (const [from, to] of find(layer)) hidden.fill(1, layer.start(from), layer.start(to));
  }
  return hidden.includes(1) ? replaceHidden(text, hidden) : text;
}

function findNamedKeys(text: string): Range[] {
  return [...text.matchAll(NAMED_KEY)].flatMap(({ indices }) => {
    const [, , quoted, bare] = indices ?? [];
    const range = quoted ?? bare;
    if (range === undefined || text.startsWith(PLACEHOLDER, range[0])) return [];
    return bare !== undefined && isValidationRule(text, bare) ? [] : [range];
  });
}

/** Whether a validation rule, instead of a value, follows the name of a key. */
function isValidationRule(text: string, [from, to]: Range): boolean {
  return /:\s$/.test(text.slice(0, from).slice(-2)) && startsValidationRule(text.slice(from, to));
}

function replaceHidden(text: string, hidden: Uint8Array): string {
  let result = "";
  for (let at = 0; at < text.length; at += 1) {
    if (!hidden[at]) result += text[at];
    else if (!hidden[at - 1]) result += PLACEHOLDER;
  }
  return result;
}
