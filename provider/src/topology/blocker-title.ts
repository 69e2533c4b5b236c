import type { BlockerType } from "./blocker";

/** Converts the type of a finding to words, such as `no backup` or `MD5 missing`. */
export function titleOfBlocker(type: BlockerType): string {
  return type
    .split("_")
    .map((word) => (ACRONYMS.includes(word) ? word : word.toLowerCase()))
    .join(" ");
}

const ACRONYMS: readonly string[] = ["AWS", "BGP", "MD5", "MSS", "MTU"];
