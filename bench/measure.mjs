// Opens a stack of one variant with the real engine and a simulator of its own, and measures operations.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { ThrowawayStack } from "cloudflare-cni-tools";
import { childProcessorSeconds, startSimulator, watchPlugin } from "./processes.mjs";

const { slotId } = createRequire(import.meta.url)("./variants/design.js");

const lifted = fileURLToPath(new URL("variants/ours/without-budget.cjs", import.meta.url));

export const OPERATIONS = ["up", "preview", "preview-change", "refresh", "destroy"];

/** Above this number of ports, the package's rate limit delays requests. See `without-budget.cjs`. */
const PACED_ABOVE = 100;

/** Returns `count` free slots, ten on each device. */
function slots(count) {
  return Array.from({ length: count }, (_, number) => ({
    id: slotId(number),
    occupied: false,
    site: "ewr-a",
    speed: "10G",
    facility: { name: "Equinix NY1", address: ["Equinix NY1", "Newark"] },
    ccr_device_name: `ccr${Math.floor(number / 10)}.ewr-a`,
  }));
}

/** @param healthyAfter time from a port's order until it is Healthy */
export async function openTestStack(variant, ports, { healthyAfter = "1ms", env } = {}) {
  const simulator = await startSimulator("--healthy-after", healthyAfter);
  await simulator.control.setState({ slots: slots(ports) });
  const stack = await ThrowawayStack.create({
    program: fileURLToPath(new URL(`variants/${variant}`, import.meta.url)),
    env: {
      CLOUDFLARE_BASE_URL: simulator.baseUrl,
      CLOUDFLARE_ACCOUNT_ID: simulator.accountId,
      CLOUDFLARE_API_TOKEN: simulator.token,
      BENCH_PORTS: String(ports),
      ...(ports > PACED_ABOVE && variant !== "naive" && { NODE_OPTIONS: `--require=${lifted}` }),
      ...env,
    },
  });
  const close = async () => {
    await stack.dispose();
    simulator.end();
  };
  return { variant, simulator, stack, close };
}

/** Runs one operation. Returns its seconds and requests and, for `up`, the memory and the sizes of the state. */
export async function operate({ simulator, stack }, operation) {
  const before = (await simulator.control.requests()).length;
  const stopWatching = operation === "up" ? watchPlugin(stack.env.PULUMI_BACKEND_URL) : () => {};
  const used = await childProcessorSeconds();
  const begin = process.hrtime.bigint();
  if (operation === "preview-change") await stack.preview({ env: { BENCH_CHANGED: "yes" } });
  else await stack[operation]();
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const processorSeconds = (await childProcessorSeconds()) - used;
  const megabytes = stopWatching();
  const requests = (await simulator.control.requests()).length - before;
  const state = operation === "up" ? await sizes(stack) : undefined;
  return { operation, seconds, processorSeconds, requests, megabytes, state };
}

/** Returns the average size of a resource, a port, a session and the provider text, in bytes of compact JSON. */
async function sizes(stack) {
  const { stdout } = await stack.pulumi(["stack", "export"]);
  const { deployment } = JSON.parse(stdout);
  const resources = deployment.resources.filter(
    ({ type, inputs }) => inputs?.__provider !== undefined || /^(cloudflare-cni|bench):/.test(type),
  );
  const bytes = (of) => Math.round(of.reduce((sum, one) => sum + size(one), 0) / of.length);
  const sessions = resources.filter(({ inputs }) => "magic" in inputs);
  return {
    resource: bytes(resources),
    port: bytes(resources.filter((one) => !sessions.includes(one))),
    session: sessions.length > 0 ? bytes(sessions) : undefined,
    text: bytes(resources.map(({ inputs }) => inputs.__provider ?? "")),
  };
}

function size(value) {
  return Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value));
}
