import type { Assessment, Blocker } from "../../../topology";
import { githubCommands } from "./github";

function assessment(blockers: Blocker[], met = false): Assessment {
  const none = { toCustomer: 0, toCloudflare: 0 };
  return {
    ...{ name: "a,b:c", intent: "single", configured: "none", operational: "none", met, blockers },
    ...{ structure: { metros: [] }, capacity: none, worstCase: none },
    ...{ singleFailures: [], pairs: [] },
  };
}
const blocker = (severity: Blocker["severity"], explanation: string): Blocker => ({
  ...{ type: "NO_BACKUP", severity, explanation, documentationUrl: "https://example.com" },
});

it("escapes what would end a command or its title", () => {
  expect(githubCommands([assessment([blocker("error", "50 %\nof, it: all")])])).toEqual([
    "::error title=a%2Cb%3Ac%3A NO_BACKUP::50 %25%0Aof, it: all",
  ]);
});

it("has a level for each severity, and says an intent that is missed without an error", () => {
  expect(githubCommands([assessment([blocker("warning", "w"), blocker("unknown", "u")])])).toEqual([
    "::warning title=a%2Cb%3Ac%3A NO_BACKUP::w",
    "::notice title=a%2Cb%3Ac%3A NO_BACKUP::u",
    "::error title=a%2Cb%3Ac::is to be single, and is none",
  ]);
  expect(githubCommands([assessment([], true)])).toEqual([]);
});
