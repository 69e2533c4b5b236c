/** Text of the API that would steer the engine, a terminal or a CI runner. */
import { aFreeSlot, DECLARED_BY_ENVIRONMENT, declare, Lab } from "./support/lab";

const HOSTILE = "<{%x%}> \u001b]52;c;aGk=\u0007\u001b[2J\n::error::obeyed";
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not come through
const STEERING = /<\{%x|\x1b\]52|\x1b\[2J|^\s*::error::/m;

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterAll(() => lab?.close());

it.each([
  ["a link status", "refresh", { status: 200, body: { state: "Down", reason: HOSTILE } }, 0],
  ["an error", "refresh", { status: 400, body: { error: HOSTILE } }, 1],
] as const)("shows %s inert in %s", async (_what, command, respond, expectExitCode) => {
  const program = declare({
    type: "Interconnect",
    name: "port",
    args: { slotId: await aFreeSlot() },
  });
  const { stack, simulator } = lab;
  await stack.up(program);
  await simulator.control.addFault({ method: "GET", path: "/status$", times: 20, respond });
  const { all, exitCode } = await stack.pulumi([command, "--yes", "--diff"], {
    ...program,
    expectExitCode: "any",
  });
  await simulator.control.clearFaults();
  expect(all).toMatch(/<\{ %x% \}>/);
  expect(all).not.toMatch(STEERING);
  expect(exitCode).toBe(expectExitCode);
});
