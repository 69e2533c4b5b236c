/** Test stack for programs that declare ports and sessions by name. */
import type { ThrowawayStack } from "cloudflare-cni-tools";
import {
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  freeSlots,
  TestStack,
} from "./test-stack";

/** Ways to force a replacement. Each test calls `force` before `up` and passes the returned arguments to `up`. */
export const FORCES: readonly {
  readonly name: string;
  readonly force: (testStack: TestStack, urn: string) => Promise<string[]>;
}[] = [
  {
    name: "pulumi state taint",
    force: async ({ stack }, urn) => {
      await stack.pulumi(["state", "taint", urn, "--yes"]);
      return [];
    },
  },
  { name: "up --replace", force: async (_, urn) => ["--replace", urn] },
];

export class NamedPorts {
  #testStack: TestStack | undefined;
  #slotId = "";

  /** Opens a test stack before the tests of a file and closes it after them. */
  static forThisFile(): NamedPorts {
    const ports = new NamedPorts();
    beforeAll(async () => {
      [ports.#slotId = ""] = await freeSlots("Equinix NY1");
      ports.#testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
    });
    afterAll(() => ports.#testStack?.close());
    return ports;
  }

  get testStack(): TestStack {
    if (this.#testStack === undefined)
      throw new Error("The test stack is open only while tests run.");
    return this.#testStack;
  }

  /** Empties the account and the state. */
  startOver = (): Promise<void> => this.testStack.startOver();

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
    const { interconnects, cnis } = await this.testStack.simulator.control.state();
    return { ports: interconnects.map(({ name }) => name), sessions: cnis.map(({ id }) => id) };
  };

  /** Returns the IDs of the resources in the state, by resource name. */
  inState = async (
    stack: Pick<ThrowawayStack, "state"> = this.testStack.stack,
  ): Promise<Record<string, string>> => {
    const { resources } = await stack.state();
    return Object.fromEntries(
      resources
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map(({ urn, id }) => [urn.split("::").at(-1), String(id)]),
    );
  };

  urnOf = async (name: string): Promise<string> => {
    const found = await this.testStack.resource(name);
    if (found === undefined) throw new Error(`The state does not contain a resource ${name}.`);
    return found.urn;
  };

  up = (program: Declaration[], args: string[] = []) =>
    this.testStack.stack.up({ ...declare(...program), args });

  /** Runs an `up` that must fail, and returns its output. */
  failingUp = async (program: Declaration[], args: string[] = []): Promise<string> => {
    const options = { ...declare(...program), args, expectExitCode: "any" } as const;
    const { exitCode, stdout } = await this.testStack.stack.up(options);
    expect(exitCode).not.toBe(0);
    return stdout;
  };

  expectNoChanges = (...program: Declaration[]) =>
    this.testStack.stack.preview({ ...declare(...program), args: ["--expect-no-changes"] });
}
