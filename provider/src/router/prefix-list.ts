/** Filters as numbered rules, for FRR and EOS. */
import type { Family } from "../domain/prefix";
import type { Router } from "./router";

/** Rules for what a router announces. */
export function announceRules(router: Router, family: Family): string[] {
  return numbered(router.announce[family].map((prefix) => `permit ${prefix}`));
}

/** Rules for what a router accepts. The first one that matches decides. */
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
