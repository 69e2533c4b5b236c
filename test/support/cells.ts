/**
 * Many trials in one run of the engine. Each has an account and a slot of its own, so that what is done to one strikes
 * no other.
 */
import type { SimulatorOptions } from "cloudflare-cni-simulator";
import { DECLARED_BY_ENVIRONMENT, type Declaration, TestStack } from "./test-stack";

export interface Cell {
  readonly name: string;
  readonly account: string;
  readonly slot: string;
}

/** A lab with a cell for each title. */
export async function openCells(
  titles: readonly string[],
  options: SimulatorOptions = {},
): Promise<{ testStack: TestStack; cellOf: (title: string) => Cell }> {
  const accounts = titles.map((_, index) => ({ id: (index + 1).toString(16).padStart(32, "0") }));
  const testStack = await TestStack.open({
    program: DECLARED_BY_ENVIRONMENT,
    simulator: { accounts, rateLimit: false, ...options },
  });
  const slots = await testStack.simulator.control.slots();
  const cells = new Map(
    titles.map((title, index) => [
      title,
      {
        name: title.replaceAll(/\W/g, "_"),
        account: accounts[index]?.id ?? "",
        slot: slots[index]?.id ?? "",
      },
    ]),
  );
  return {
    testStack,
    cellOf: (title) => {
      const cell = cells.get(title);
      if (cell === undefined) throw new Error(`there is no cell "${title}"`);
      return cell;
    },
  };
}

export const aPort = ({ name, account, slot }: Cell): Declaration => ({
  type: "Interconnect",
  name: `${name}_port`,
  args: { accountId: account, slotId: slot },
});

export const aSession = ({ name, account }: Cell, mtu = 1500): Declaration => ({
  type: "CniBgpSession",
  name: `${name}_session`,
  args: { accountId: account, interconnect: `$${name}_port`, magic: { conduitName: name, mtu } },
});

export const someSettings = ({ name, account }: Cell, defaultAsn = 64512): Declaration => ({
  type: "CniSettings",
  name: `${name}_settings`,
  args: { accountId: account, defaultAsn },
});

export const aGate = ({ name, account }: Cell): Declaration => ({
  type: "InterconnectReady",
  name: `${name}_gate`,
  args: { accountId: account, interconnect: `$${name}_port`, states: ["Pending"], timeout: "4s" },
});

/** What is in state and at the API for a cell. */
export interface Standing {
  /** Id of each of its resources by kind: port, session, settings, gate. */
  readonly inState: Readonly<Record<string, string | undefined>>;
  readonly ports: readonly string[];
  /** MTU of each. */
  readonly sessions: readonly number[];
  readonly asn: number | undefined;
  /** Methods of the requests that changed something, or tried to. */
  readonly writes: readonly string[];
}

/** How every cell stands now. */
export async function standing(testStack: TestStack): Promise<(cell: Cell) => Standing> {
  const { resources } = await testStack.stack.state();
  const { interconnects, cnis, accounts } = await testStack.simulator.control.state();
  const requests = await testStack.simulator.control.requests();
  return ({ name, account }) => ({
    inState: Object.fromEntries(
      resources.flatMap(({ urn, id }) => {
        const resource = urn.split("::").at(-1) ?? "";
        return resource.startsWith(`${name}_`) ? [[resource.slice(name.length + 1), id]] : [];
      }),
    ),
    ports: interconnects.filter((port) => port.account === account).map((port) => port.name),
    sessions: cnis.filter((cni) => cni.account === account).map(({ magic }) => magic.mtu),
    asn: accounts.find(({ id }) => id === account)?.settings.default_asn,
    writes: requests
      .filter(({ method, path }) => method !== "GET" && path.includes(account))
      .map(({ method }) => method),
  });
}

/** A refusal as Cloudflare's gateway words it. */
export const envelope = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});

/** What a command said went wrong with a resource. */
export function errorsOf(resource: string, output: string): string[] {
  const sections = output.slice(output.lastIndexOf("Diagnostics:")).split(/^ {2}(?=\S)/m);
  return errorsIn(sections.find((text) => text.split("\n")[0]?.endsWith(`(${resource}):`)) ?? "");
}

/** What a command said went wrong; the engine's own remarks on it are left out. */
export function errorsIn(output: string): string[] {
  const found = [...output.matchAll(/^\s+(?:error: |\* )(.+)$/gm)].map(([, text]) => text ?? "");
  return [...new Set(found)].filter((text) => !/^(update failed|1 error occurred)/.test(text));
}
