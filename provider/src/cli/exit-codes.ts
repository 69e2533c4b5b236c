/** What the command ends with. The help and the manual are made from this table. */

export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  api: 3,
  safety: 4,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: readonly [ExitCode, string][] = [
  [EXIT.ok, "done, and nothing to complain about"],
  [EXIT.findings, "done, and something was found: a rule broken, an orphan, a link that is not up"],
  [EXIT.usage, "the command line or the configuration is not right; nothing was done"],
  [EXIT.api, "the API or Pulumi refused, or could not be reached"],
  [EXIT.safety, "refused because it would not be safe"],
  [EXIT.bug, "a fault of this command"],
  [EXIT.interrupted, "interrupted; what was begun is put back"],
];

export function exitCodesHelp(): string {
  const rows = EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padEnd(3)}  ${meaning}`);
  return ["Exit codes:", ...rows].join("\n");
}
