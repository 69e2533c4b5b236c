import type { Assessment, Blocker } from "../../../topology";
import { githubCommands } from "./github";

function assessment(blockers: Blocker[], met = false): Assessment {
  const range = { least: 0, most: 0, cause: "none" as const, chain: [] };
  const outage = { seen: range, silent: range };
  const none = { toCustomer: 0, toCloudflare: 0 };
  return {
    ...{ name: "a,b:c", intent: "single", configured: "none", operational: "none", met, blockers },
    ...{ structure: { metros: [] }, capacity: none, worstCase: none },
    ...{ worstOutage: { toCustomer: outage, toCloudflare: outage } },
    ...{ singleFailures: [], pairs: [] },
  };
}
const blocker = (severity: Blocker["severity"], explanation: string): Blocker => ({
  ...{ type: "NO_BACKUP", severity, explanation, documentationUrl: "https://example.com" },
});

it("githubCommands escapes characters that would end a command or its title", () => {
  expect(githubCommands([assessment([blocker("error", "50 %\nof, it: all")])])).toEqual([
    "::error title=a%2Cb%3Ac%3A NO_BACKUP::50 %25%0Aof, it: all",
  ]);
});

it("githubCommands has a level for each severity, and an error for an unmet intent without errors", () => {
  expect(githubCommands([assessment([blocker("warning", "w"), blocker("unknown", "u")])])).toEqual([
    "::warning title=a%2Cb%3Ac%3A NO_BACKUP::w",
    "::notice title=a%2Cb%3Ac%3A NO_BACKUP::u",
    '::error title=a%2Cb%3Ac::must be single but achieves only "none"',
  ]);
  expect(githubCommands([assessment([], true)])).toEqual([]);
});
