/**
 * Tests the current code with the states of released versions. Each folder of `upgrade/` contains a recorded stack, the
 * state of the API at that time, the program, and `expected.json` with the names of the resources that an update changes
 * according to the changelog.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NewState } from "cloudflare-cni-simulator";
import { version } from "../provider/package.json";
import { DECLARED_BY_ENVIRONMENT, TestStack } from "./support/test-stack";
import { declared, record, SIMULATOR } from "./upgrade/record";

const RECORDS = join(__dirname, "upgrade");
const versions = () =>
  readdirSync(RECORDS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

if (process.env.RECORD) it(`records a stack of version ${version}`, record);

it("a stack is recorded for the next version to be released", () => {
  expect(versions()).toContain(version);
});

// `describe.each` would fail before the first record, because it does not accept an empty list.
for (const version of versions())
  describe(`a stack created by version ${version}`, () => {
    const read = (name: string) => JSON.parse(readFileSync(join(RECORDS, version, name), "utf8"));
    const simulator: NewState = read("simulator.json");
    const updates: string[] = read("expected.json");
    const program = declared(read("resources.json"));

    let testStack: TestStack;
    beforeAll(async () => {
      testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT, simulator: SIMULATOR });
    });
    beforeEach(async () => {
      await testStack.simulator.control.setState(simulator);
      await testStack.stack.pulumi([
        "stack",
        "import",
        "--file",
        join(RECORDS, version, "stack.json"),
      ]);
    });
    afterAll(() => testStack?.close());

    it.each(["up", "refresh"] as const)(
      "does not have a pairing key in plain text in its state after %s",
      async (command) => {
        const args = JSON.stringify(read("resources.json"));
        const keys = [...args.matchAll(/"pairingKey":("[^"]+")/g)].flatMap(([, key]) => key ?? []);
        expect(keys).not.toEqual([]);
        const before = await testStack.writes();
        await testStack.stack[command](program);
        const { stdout } = await testStack.stack.pulumi(["stack", "export"]);
        const { deployment } = JSON.parse(stdout);
        // Only `up` runs the program and so updates the outputs of the stack itself.
        const exported = JSON.stringify(deployment.resources.slice(command === "up" ? 0 : 1));
        expect(keys.filter((key) => exported.includes(key))).toEqual([]);
        expect(await testStack.writes()).toEqual(before);
        await testStack.stack.preview({ ...program, args: ["--expect-no-changes"] });
      },
    );

    it("has only the updates in the changelog, before and after a refresh, and can be destroyed completely", async () => {
      const { stack } = testStack;
      const { control } = testStack.simulator;
      const before = await testStack.writes();
      await expectNothingBut(updates);
      await stack.refresh(program);
      await expectNothingBut(updates);

      await stack.up(program);
      await stack.preview({ ...program, args: ["--expect-no-changes"] });
      if (updates.length === 0) {
        expect(await testStack.writes()).toEqual(before);
        const { interconnects, cnis } = await control.state();
        expect({ interconnects, cnis }).toEqual({
          interconnects: simulator.interconnects,
          cnis: simulator.cnis,
        });
      }

      await stack.destroy();
      const { interconnects, cnis, accounts } = await control.state();
      expect({ interconnects, cnis }).toEqual({ interconnects: [], cnis: [] });
      // The recorded state contains this original ASN.
      expect(accounts[0]?.settings).toEqual({ default_asn: 13335 });
    });

    async function expectNothingBut(names: string[]): Promise<void> {
      const { steps } = await testStack.stack.previewJson(program);
      const planned = steps
        .filter(({ op }) => op !== "same")
        .map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
      expect(planned.sort()).toEqual(names.map((name) => `update ${name}`).sort());
    }
  });
