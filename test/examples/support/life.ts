/** Helpers for running an example with the real engine. */
import { delimiter, join } from "node:path";
import type { OutageRequest, Simulator } from "cloudflare-cni-simulator";
import type { Outcome } from "pulumi-cloudflare-cni/topology";
import { TestStack, type TestStackOptions } from "../../support/test-stack";
import { EXAMPLES, PACKAGES } from "./example";

export const MD5_KEY = "a key that must not be seen";

/** Environment that provides stand-ins for plugins that are not installed. */
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

/** Returns the conduit names of the sessions whose port is Healthy. */
export async function working({ control }: Simulator): Promise<string[]> {
  const { cnis, statuses } = await control.state();
  return cnis
    .filter(({ interconnect }) => statuses[interconnect]?.state === "Healthy")
    .map(({ magic }) => magic.conduit_name)
    .sort();
}

/** Returns the outage that causes a failure, or `undefined` if the simulator causes the failure in another way. */
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
