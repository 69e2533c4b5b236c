/**
 * States of released versions under the current code. Each folder of `upgrade/` is a record of the stack, the API at that
 * moment, the program, and in `expected.json` the names of the resources that are updated according to the changelog.
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

if (process.env.RECORD) it(`${version} is recorded`, record);

it("the recorded stacks include the version that is released next", () => {
  expect(versions()).toContain(version);
});

// Uses a loop, because `each` fails for an empty list, and before the first record the list is empty.
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
      "has no plain-text pairing key in its state after %s",
      async (command) => {
        const args = JSON.stringify(read("resources.json"));
        const keys = [...args.matchAll(/"pairingKey":("[^"]+")/g)].flatMap(([, key]) => key ?? []);
        expect(keys).not.toEqual([]);
        const before = await testStack.writes();
        await testStack.stack[command](program);
        const { stdout } = await testStack.stack.pulumi(["stack", "export"]);
        const { deployment } = JSON.parse(stdout);
        // The engine updates a stack's own outputs only when the program runs.
        const exported = JSON.stringify(deployment.resources.slice(command === "up" ? 0 : 1));
        expect(keys.filter((key) => exported.includes(key))).toEqual([]);
        expect(await testStack.writes()).toEqual(before);
        await testStack.stack.preview({ ...program, args: ["--expect-no-changes"] });
      },
    );

    it("previews the updates in the changelog, before and after a refresh, and is destroyed completely", async () => {
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
      // The original ASN that the record restores.
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
