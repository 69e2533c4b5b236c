/** SDKs and examples that are generated for other languages. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { generateSdk, hosts, SCHEMA } from "./support";

const GENERATOR = resolve(__dirname, "../../tools/engine/sdk-generator");

let folder: string;
afterEach(() => rm(folder, { recursive: true }));

it("the examples in the schema are up to date", async () => {
  folder = await mkdtemp(join(tmpdir(), "cni-examples-"));
  const written = join(folder, "examples.json");
  await promisify(execFile)(join(hosts(), "sdk-generator"), [
    ...["examples", SCHEMA, join(GENERATOR, "examples"), written],
  ]);
  // To update the examples, run this command with `examples.json` as the target, and then `node tools/schema.mjs`.
  expect(await readFile(written, "utf8")).toBe(
    await readFile(join(GENERATOR, "examples.json"), "utf8"),
  );
});

it("the SDK for .NET contains the group and a project file", async () => {
  folder = await generateSdk("dotnet");
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining(["InterconnectGroup.cs", "Pulumi.CloudflareCni.csproj"]),
  );
});
