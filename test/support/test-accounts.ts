/**
 * Runs many trials in one run of the engine. Each trial has its own account and slot, so that a fault does not affect the
 * other trials.
 */
import type { SimulatorOptions } from "cloudflare-cni-simulator";
import { DECLARED_BY_ENVIRONMENT, type Declaration, TestStack } from "./test-stack";

/** Isolated account for one trial, with one slot. */
export interface TestAccount {
  /** Prefix for the names of the account's resources. */
  readonly name: string;
  readonly id: string;
  readonly slotId: string;
}

/** Opens a test stack with an account for each title. */
export async function openTestAccounts(
  titles: readonly string[],
  options: SimulatorOptions = {},
): Promise<{ testStack: TestStack; accountOf: (title: string) => TestAccount }> {
  const ids = titles.map((_, index) => (index + 1).toString(16).padStart(32, "0"));
  const testStack = await TestStack.open({
    program: DECLARED_BY_ENVIRONMENT,
    simulator: { accounts: ids.map((id) => ({ id })), rateLimit: false, ...options },
  });
  const slots = await testStack.simulator.control.slots();
  const accounts = new Map(
    titles.map((title, index) => [
      title,
      {
        name: title.replaceAll(/\W/g, "_"),
        id: ids[index] ?? "",
        slotId: slots[index]?.id ?? "",
      },
    ]),
  );
  return {
    testStack,
    accountOf: (title) => {
      const account = accounts.get(title);
      if (account === undefined) throw new Error(`No test account has the title "${title}".`);
      return account;
    },
  };
}

export const declarePort = ({ name, id, slotId }: TestAccount): Declaration => ({
  type: "Interconnect",
  name: `${name}_port`,
  args: { accountId: id, slotId },
});

export const declareSession = ({ name, id }: TestAccount, mtu = 1500): Declaration => ({
  type: "CniBgpSession",
  name: `${name}_session`,
  args: { accountId: id, interconnect: `$${name}_port`, magic: { conduitName: name, mtu } },
});

export const declareSettings = ({ name, id }: TestAccount, defaultAsn = 64512): Declaration => ({
  type: "CniSettings",
  name: `${name}_settings`,
  args: { accountId: id, defaultAsn },
});

export const declareGate = ({ name, id }: TestAccount): Declaration => ({
  type: "InterconnectReady",
  name: `${name}_gate`,
  args: { accountId: id, interconnect: `$${name}_port`, states: ["Pending"], timeout: "4s" },
});

/** Objects of a test account, in the state and at the API. */
export interface AccountState {
  /** IDs of the resources in the state, by kind: port, session, settings, gate. */
  readonly inState: Readonly<Record<string, string | undefined>>;
  /** Names of the interconnects at the API. */
  readonly ports: readonly string[];
  /** MTU of each session at the API. */
  readonly sessions: readonly number[];
  readonly asn: number | undefined;
  /** Methods of all requests except GET, including failed ones. */
  readonly writes: readonly string[];
}

/** Reads the state and the API once. Returns a function that looks up an account in them. */
export async function readAccountStates(
  testStack: TestStack,
): Promise<(account: TestAccount) => AccountState> {
  const { resources } = await testStack.stack.state();
  const { interconnects, cnis, accounts } = await testStack.simulator.control.state();
  const requests = await testStack.simulator.control.requests();
  return (account) => ({
    inState: Object.fromEntries(
      resources.flatMap(({ urn, id }) => {
        const [prefix, resource] = [`${account.name}_`, urn.split("::").at(-1) ?? ""];
        return resource.startsWith(prefix) ? [[resource.slice(prefix.length), id]] : [];
      }),
    ),
    ports: interconnects.filter((port) => port.account === account.id).map((port) => port.name),
    sessions: cnis.filter((cni) => cni.account === account.id).map(({ magic }) => magic.mtu),
    asn: accounts.find(({ id }) => id === account.id)?.settings.default_asn,
    writes: requests
      .filter(({ method, path }) => method !== "GET" && path.includes(account.id))
      .map(({ method }) => method),
  });
}

/** Returns an error response in the envelope of Cloudflare's API. */
export const envelope = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});

/** Returns the errors that a command reported for a resource. */
export function errorsOf(resource: string, output: string): string[] {
  const sections = output.slice(output.lastIndexOf("Diagnostics:")).split(/^ {2}(?=\S)/m);
  return errorsIn(sections.find((text) => text.split("\n")[0]?.endsWith(`(${resource}):`)) ?? "");
}

/** Returns the errors that a command reported, without the engine's summary lines. */
export function errorsIn(output: string): string[] {
  const found = [...output.matchAll(/^\s+(?:error: |\* )(.+)$/gm)].map(([, text]) => text ?? "");
  return [...new Set(found)].filter((text) => !/^(update failed|1 error occurred)/.test(text));
}
