/** Helpers for running an example on the real engine. */
import { delimiter, join } from "node:path";
import type { OutageRequest, Simulator } from "cloudflare-cni-simulator";
import type { Outcome } from "pulumi-cloudflare-cni/topology";
import { TestStack, type TestStackOptions } from "../../support/test-stack";
import { EXAMPLES, PACKAGES } from "./example";

export const MD5_KEY = "a key that must not be seen";

/** Environment with stand-ins for plugins that are not installed here. */
export const STAND_INS = {
  PATH: [join(__dirname, "../plugins"), process.env.PATH].join(delimiter),
  NODE_PATH: PACKAGES,
};

export function openExample(
  example: string,
  more: Partial<TestStackOptions> = {},
): Promise<TestStack> {
  return TestStack.open({
    program: join(EXAMPLES, example),
    simulator: { healthyAfter: "1s" },
    ...more,
    config: { md5Key: { secret: MD5_KEY }, ...more.config },
  });
}

/** Conduit names of the sessions whose port is Healthy. */
export async function working({ control }: Simulator): Promise<string[]> {
  const { cnis, statuses } = await control.state();
  return cnis
    .filter(({ interconnect }) => statuses[interconnect]?.state === "Healthy")
    .map(({ magic }) => magic.conduit_name)
    .sort();
}

/** Outage that causes a failure, or `undefined` if the simulator has another way to cause it. */
export function outageOf({ failures: [failure] }: Outcome): OutageRequest | undefined {
  const { kind, name = "" } = failure ?? {};
  switch (kind) {
    case "device":
      return { device: name };
    case "facility":
      return { facility: name };
    case "pop":
      return { site: name };
    default:
      return undefined;
  }
}

export async function expectNothingLeft({
  simulator,
  stack,
}: Pick<TestStack, "simulator" | "stack">): Promise<void> {
  await stack.destroy();
  const { accounts, interconnects, cnis, occupiedSlots } = await simulator.control.state();
  const left = { routes: accounts[0]?.routes, policies: accounts[0]?.policies };
  expect({ interconnects, cnis, occupiedSlots, ...left }).toEqual({
    interconnects: [],
    cnis: [],
    occupiedSlots: [],
    routes: [],
    policies: [],
  });
}
