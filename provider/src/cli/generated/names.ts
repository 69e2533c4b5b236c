/** Names of resources and variables: valid, unique, and the same in every run. */

const RESERVED = new Set(
  "arguments await break case catch class cni config const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public pulumi return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
);

/** Resource name of letters, digits, dashes, underscores and dots. */
export function resourceName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^-+|-+$/g, "") || "unnamed";
}

/** Variable name: `cni-ewr-a-000001` becomes `cniEwrA000001`. */
export function variableName(name: string): string {
  const [first = "", ...rest] = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const camel =
    first.charAt(0).toLowerCase() +
    first.slice(1) +
    rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[a-z]/.test(camel) && !RESERVED.has(camel) ? camel : `_${camel}`;
}

/** Creates a function that makes names unique: the second `a` becomes `a2`. */
export function createUniqueNames(): (name: string) => string {
  const used = new Set<string>();
  return (name) => {
    let candidate = name;
    for (let count = 2; used.has(candidate.toLowerCase()); count += 1)
      candidate = `${name}${count}`;
    used.add(candidate.toLowerCase());
    return candidate;
  };
}
