/** Filters as numbered rules. FRR and EOS use them. */
import type { Family } from "../domain/prefix";
import type { Router } from "./router";

/** Returns the rules for prefixes that a router announces. */
export function announceRules(router: Router, family: Family): string[] {
  return numbered(router.announce[family].map((prefix) => `permit ${prefix}`));
}

/** Returns the rules for prefixes that a router accepts. The first matching rule applies. */
export function acceptedRules(router: Router, family: Family): string[] {
  const { own, rules } = router.accept[family];
  return numbered([
    ...own.map((prefix) => `deny ${prefix}`),
    ...rules.map(({ prefix, le }) => `permit ${prefix}${le === undefined ? "" : ` le ${le}`}`),
  ]);
}

function numbered(rules: readonly string[]): string[] {
  return rules.map((rule, index) => `seq ${index + 1} ${rule}`);
}
