/** States, outputs and logs must not contain the API token, an MD5 key or a pairing key. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DECLARED_BY_ENVIRONMENT, declare, firstFreeSlot, TestStack } from "./support/test-stack";

const TOKEN = "t0ken-that-must-stay-hidden";
const MD5_KEY = "md5 key that must stay hidden";
const PAIRING_KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1";
const VERBOSE = ["-v=9", "--logtostderr"];
/**
 * Lines of the engine's own log. From -v=7 on, the log contains every secret that passes through the engine. A token
 * from the environment does not pass through the engine, so the log must not contain it.
 */
const ENGINE_LOG = /^\{"time":.*"v":\d+\}$/gm;

async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const found = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return (await readFile(path, "utf8")).includes(text) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

describe.each([
  { name: "the environment", source: { env: { CLOUDFLARE_API_TOKEN: TOKEN } } },
  {
    name: "the stack's configuration",
    source: {
      env: { CLOUDFLARE_API_TOKEN: "" },
      config: { "cloudflare:apiToken": { secret: TOKEN } },
    },
  },
])("with the API token in $name", ({ source }) => {
  let testStack: TestStack;
  beforeAll(async () => {
    testStack = await TestStack.open({
      program: DECLARED_BY_ENVIRONMENT,
      simulator: { token: TOKEN },
      ...source,
    });
  });
  afterAll(() => testStack?.close());

  it("no output, log or file contains the API token, the MD5 key or the pairing key", async () => {
    const program = (slotId: string, mtu: number) =>
      declare(
        { type: "Interconnect", name: "port", args: { slotId } },
        {
          type: "CniBgpSession",
          name: "session",
          args: {
            interconnect: "$port",
            magic: { conduitName: "ewr", mtu },
            bgp: { customerAsn: 65010, md5Key: MD5_KEY },
          },
        },
        {
          type: "Interconnect",
          name: "google",
          args: { pairingKey: PAIRING_KEY, bandwidth: "1G", waitFor: "ordered" },
        },
      );
    const slotId = await firstFreeSlot();
    const { stack, simulator } = testStack;
    const printed: [string, string][] = [];
    const run = async (name: string, args: string[], env: object) => {
      const { all } = await stack.pulumi(args, { ...env, expectExitCode: "any" });
      printed.push([name, all]);
    };
    const yes = ["--yes", "--skip-preview"];

    await run("the first preview", ["preview", "--diff"], program(slotId, 1500));
    await run("up", ["up", ...yes], program(slotId, 1500));
    await run("preview --diff", ["preview", "--diff"], program(slotId, 1400));
    await run("preview --json", ["preview", "--json"], program(slotId, 1400));
    await run("refresh", ["refresh", ...yes], program(slotId, 1500));
    await run("refresh, verbose", ["refresh", ...yes, ...VERBOSE], program(slotId, 1500));
    await simulator.control.addFault({
      method: "PUT",
      times: 20,
      respond: { status: 400, body: { error: `bad md5_key ${MD5_KEY} for ${TOKEN}` } },
    });
    await run("a failing up, verbose", ["up", ...yes, ...VERBOSE], program(slotId, 1400));
    await simulator.control.clearFaults();
    const stateWhileUp = await filesWith(stack.backendDir, TOKEN);
    const keyWhileUp = await filesWith(stack.backendDir, MD5_KEY);
    const pairingKeyWhileUp = await filesWith(stack.backendDir, PAIRING_KEY);
    await run("destroy", ["destroy", ...yes], program(slotId, 1500));

    expect(printed.find(([name]) => name === "a failing up, verbose")?.[1]).toContain(
      "400 bad md5_key [secret] for [secret]",
    );
    const fromEnvironment = source.env.CLOUDFLARE_API_TOKEN === TOKEN;
    for (const secret of [TOKEN, MD5_KEY, PAIRING_KEY]) {
      const judged = (text: string) =>
        fromEnvironment && secret === TOKEN ? text : text.replace(ENGINE_LOG, "");
      expect(printed.filter(([, text]) => judged(text).includes(secret))).toEqual([]);
      expect(await filesWith(stack.backendDir, secret)).toEqual([]);
    }
    expect([...stateWhileUp, ...keyWhileUp, ...pairingKeyWhileUp]).toEqual([]);
    expect((await simulator.control.state()).interconnects).toEqual([]);
  });
});
