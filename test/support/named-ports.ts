/** A lab whose programs are ports and sessions by name, and what became of them. */
import type { ThrowawayStack } from "cloudflare-cni-tools";
import { DECLARED_BY_ENVIRONMENT, type Declaration, declare, freeSlots, Lab } from "./lab";

/** Ways to force a replacement: what has to be done before `up`, and its arguments. */
export const FORCES: [string, (lab: Lab, urn: string) => Promise<string[]>][] = [
  [
    "pulumi state taint",
    async ({ stack }, urn) => {
      await stack.pulumi(["state", "taint", urn, "--yes"]);
      return [];
    },
  ],
  ["up --replace", async (_, urn) => ["--replace", urn]],
];

export class NamedPorts {
  #lab: Lab | undefined;
  #slotId = "";

  /** Opened before the tests of a file, and as new after each of them. */
  static forThisFile(): NamedPorts {
    const ports = new NamedPorts();
    beforeAll(async () => {
      [ports.#slotId = ""] = await freeSlots("Equinix NY1");
      ports.#lab = await Lab.open({ program: DECLARED_BY_ENVIRONMENT });
    });
    afterEach(() => ports.lab.startOver());
    afterAll(() => ports.#lab?.close());
    return ports;
  }

  get lab(): Lab {
    if (this.#lab === undefined) throw new Error("the lab is open in tests only");
    return this.#lab;
  }

  port = (name: string, more: object = {}): Declaration => ({
    type: "Interconnect",
    name,
    args: { slotId: this.#slotId, ...more },
  });

  session = (name: string, on: string, more: object = {}): Declaration => ({
    type: "CniBgpSession",
    name,
    args: { interconnect: `$${on}`, magic: { conduitName: "ewr" }, ...more },
  });

  objects = async () => {
    const { interconnects, cnis } = await this.lab.simulator.control.state();
    return { ports: interconnects.map(({ name }) => name), sessions: cnis.map(({ id }) => id) };
  };

  /** The ids in the state, by name. */
  inState = async (
    stack: Pick<ThrowawayStack, "state"> = this.lab.stack,
  ): Promise<Record<string, string>> => {
    const { resources } = await stack.state();
    return Object.fromEntries(
      resources
        .filter(({ type }) => type.includes("cloudflare-cni"))
        .map(({ urn, id }) => [urn.split("::").at(-1), String(id)]),
    );
  };

  urnOf = async (name: string): Promise<string> => {
    const found = await this.lab.resource(name);
    if (found === undefined) throw new Error(`${name} is not in the state`);
    return found.urn;
  };

  up = (program: Declaration[], args: string[] = []) =>
    this.lab.stack.up({ ...declare(...program), args });

  /** The output of an `up` that has to fail. */
  failingUp = async (program: Declaration[], args: string[] = []): Promise<string> => {
    const options = { ...declare(...program), args, expectExitCode: "any" } as const;
    const { exitCode, stdout } = await this.lab.stack.up(options);
    expect(exitCode).not.toBe(0);
    return stdout;
  };

  expectNoChanges = (...program: Declaration[]) =>
    this.lab.stack.preview({ ...declare(...program), args: ["--expect-no-changes"] });
}
