/**
 * Junos' own schema, as Juniper publishes it for 24.4 and the package junoscfg carries it: which
 * words may follow which. What a device would say of values that go together, it does not know.
 */
import { readFileSync } from "node:fs";

interface Node {
  /** What may follow. */
  c?: Record<string, Node>;
  /** It has a value. */
  l?: boolean;
  /** It is a list, whose entries have a name. */
  L?: boolean;
  /** It is all on one line. */
  o?: boolean;
  /** Its value comes without its name. */
  nk?: boolean;
  /** A list whose name is left out. */
  t?: string;
  /** It is said by its name alone. */
  p?: boolean;
  /** Which values, by their place in the table. */
  e?: number;
}

interface Schema extends Node {
  _enums: string[][];
}

/** Says why Junos would refuse a line; undefined where it knows every word. */
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
      return unnamed === undefined ? `${word} is not known there` : value(node, unnamed, words);
    }
    if (child.L) return entry(child, rest);
    return child.l ? value(node, child, rest) : flaw(child, rest);
  }

  function allows(table: number | undefined, value: string): boolean {
    return table === undefined || schema._enums[table]?.includes(value) === true;
  }

  function entry(list: Node, words: readonly string[]): string | undefined {
    const [name, ...rest] = words;
    // An action stands before the name of what it takes, as in `community set NAME`.
    if (list.o && name !== undefined && list.c?.[name]?.p && rest.length > 0) {
      return entry(list, rest);
    }
    return name === undefined ? "a name is missing" : flaw(list, rest);
  }

  function value(parent: Node, leaf: Node, [given, ...rest]: readonly string[]) {
    if (given === undefined) return "a value is missing";
    if (!allows(leaf.e, given)) return `${given} is none of ${schema._enums[leaf.e ?? 0]}`;
    if (rest.length > 0 && !parent.o && !leaf.nk) return `${rest.join(" ")} is too much`;
    return flaw(parent, rest);
  }

  return (line) => {
    const [set, ...words] = line.match(/"[^"]*"|\S+/g) ?? [];
    return set === "set" || set === "delete"
      ? flaw(schema, words)
      : "it does not begin with set or delete";
  };
}
