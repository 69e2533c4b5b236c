/**
 * Reads Juniper's schema of Junos 24.4, which the package junoscfg contains. The schema defines which words may follow
 * which. It does not know the conditions that a device checks between several values.
 */
import { readFileSync } from "node:fs";

interface Node {
  /** Words that may follow. */
  c?: Record<string, Node>;
  /** Whether the word has a value. */
  l?: boolean;
  /** Whether the word is a list whose entries have names. */
  L?: boolean;
  /** Whether all words of an entry are on one line. */
  o?: boolean;
  /** Whether the value appears without the word. */
  nk?: boolean;
  /** Name of a child list that lines omit. */
  t?: string;
  /** Whether the word is complete without a value. */
  p?: boolean;
  /** Index of the table with the allowed values. */
  e?: number;
}

interface Schema extends Node {
  _enums: string[][];
}

/** Returns a function that explains why Junos would refuse a line. It returns `undefined` for a valid line. */
export function readJunosSchema(): (line: string) => string | undefined {
  const schema: Schema = JSON.parse(readFileSync(process.env.JUNOS_SCHEMA ?? "", "utf8"));

  function flaw(node: Node, words: readonly string[]): string | undefined {
    const [word, ...rest] = words;
    if (word === undefined) return undefined;
    const children = node.c ?? {};
    const hidden = node.t === undefined ? undefined : children[node.t];
    const child = Object.hasOwn(children, word) ? children[word] : undefined;
    if (child === undefined) {
      if (hidden !== undefined) return entry(hidden, words);
      const unnamed = Object.values(children).find(({ nk, e }) => nk && allows(e, word));
      return unnamed === undefined ? `${word} is not allowed here` : value(node, unnamed, words);
    }
    if (child.L) return entry(child, rest);
    return child.l ? value(node, child, rest) : flaw(child, rest);
  }

  function allows(table: number | undefined, value: string): boolean {
    return table === undefined || schema._enums[table]?.includes(value) === true;
  }

  function entry(list: Node, words: readonly string[]): string | undefined {
    const [name, ...rest] = words;
    // An action precedes the name of its object, as in `community set NAME`.
    if (list.o && name !== undefined && list.c?.[name]?.p && rest.length > 0) {
      return entry(list, rest);
    }
    return name === undefined ? "a name is missing" : flaw(list, rest);
  }

  function value(parent: Node, leaf: Node, [given, ...rest]: readonly string[]) {
    if (given === undefined) return "a value is missing";
    if (!allows(leaf.e, given)) return `${given} is not one of ${schema._enums[leaf.e ?? 0]}`;
    if (rest.length > 0 && !parent.o && !leaf.nk) return `${rest.join(" ")} is unexpected`;
    return flaw(parent, rest);
  }

  return (line) => {
    const [set, ...words] = line.match(/"[^"]*"|\S+/g) ?? [];
    return set === "set" || set === "delete"
      ? flaw(schema, words)
      : "the line does not begin with set or delete";
  };
}
