/** Exit codes of the command. The help is generated from this table. */

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
  [EXIT.ok, "success, no findings"],
  [EXIT.findings, "success, with findings: a broken rule, an orphan, a link that is not up"],
  [EXIT.usage, "invalid command line or configuration; nothing was done"],
  [EXIT.api, "the API or Pulumi refused the request or could not be reached"],
  [EXIT.safety, "refused because it is not safe"],
  [EXIT.bug, "bug in this command"],
  [EXIT.interrupted, "interrupted; unfinished changes are restored"],
];

export function exitCodesHelp(): string {
  const rows = EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padEnd(3)}  ${meaning}`);
  return ["Exit codes:", ...rows].join("\n");
}
