/** `npm run demo`: the lifecycle of a high-availability design with the real engine, in under a minute. */
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import Table from "cli-table3";
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { scorecardText } from "pulumi-cloudflare-cni/pictures";
import type { Scorecard } from "pulumi-cloudflare-cni/topology";
import { ThrowawayStack } from "../throwaway-stack";
import { DemoAccount } from "./account";
import { command, expect, heading, pulumiLines, remark } from "./narrator";

const ROOT = resolve(__dirname, "../../..");
const PROGRAM = join(ROOT, "examples/ha-multi-location");
const FACILITIES = {
  ewr1SlotId: "Equinix NY1",
  ewr2SlotId: "Digital Realty JFK10",
  lax1SlotId: "CoreSite LA1",
};

interface Path {
  name: string;
  steering: string;
  customer: { router: string };
  interconnect: string;
  facility: string;
  site: string;
  device: string;
  speed: string;
  state: string;
  customerIp: string;
  cloudflareIp: string;
  mtu: number;
}

async function demo(simulator: Simulator, stack: ThrowawayStack): Promise<void> {
  const { control } = simulator;
  const account = new DemoAccount(simulator);
  const pathsOf = async (): Promise<Path[]> => {
    const { customerSide } = await stack.outputs();
    const paths: Path[] = JSON.parse(JSON.stringify(customerSide));
    return paths;
  };

  heading("Preview three ports, gates and BGP sessions in two metros");
  command("pulumi preview");
  const preview = await stack.preview({ onLine: pulumiLines() });
  expect(
    preview.stdout.includes("13 to create"),
    "the preview creates twelve resources and the stack",
  );
  expect((await control.state()).interconnects.length === 0, "the preview orders nothing");

  heading("Order, wait for the cross-connects, configure BGP");
  command("pulumi up");
  const waiting = new Set<string>();
  let turned: Promise<unknown> | undefined;
  const show = pulumiLines();
  await stack.up({
    onLine(line) {
      show(line);
      const [, port] = /(cni-\S+) is Pending/.exec(line) ?? [];
      if (port !== undefined) waiting.add(port);
      if (waiting.size === 3 && turned === undefined) {
        remark(
          "all three ports wait for their cross-connects, so the simulator's clock advances by two weeks",
        );
        turned = control.advance("14d");
      }
    },
  });
  await turned;
  expect(waiting.size === 3, "each gate showed what it waited for");

  heading("Check the result");
  const paths = await pathsOf();
  showPaths(paths);
  expect(
    new Set(paths.map((path) => path.device)).size === 3 &&
      paths.every((path) => path.state === "Healthy"),
    "three ports on three devices, and every link is Healthy",
  );
  const again = await stack.preview();
  expect(again.stdout.includes("13 unchanged"), "a second preview shows no changes");

  heading("Raise one session's MTU and rename a conduit");
  command("pulumi config set primaryMtu 1500; pulumi config set lax1ConduitName lax1-backup");
  const values = ["primaryMtu=1500", "lax1ConduitName=lax1-backup"];
  await stack.pulumi(["config", "set-all", ...values.flatMap((value) => ["--plaintext", value])]);
  command("pulumi preview --diff");
  const change = await stack.preview({ args: ["--diff"], onLine: pulumiLines() });
  expect(/2 to update\s+11 unchanged/.test(change.stdout), "two updates in place, no replacement");
  command("pulumi up");
  await stack.up({ onLine: pulumiLines() });
  const changed = (await control.state()).cnis.map(
    ({ magic }) => `${magic.conduit_name} ${magic.mtu}`,
  );
  expect(
    changed.sort().join(", ") === "ewr1 1500, ewr2 1500, lax1-backup 1500",
    `the API has ${changed.join(", ")}`,
  );

  heading("Take down a facility");
  await control.beginOutage({ facility: FACILITIES.ewr1SlotId, reason: "no light on the port" });
  command("pulumi refresh");
  const refresh = await stack.refresh({ onLine: pulumiLines() });
  expect(
    refresh.stdout.includes("to Down (no light on the port)"),
    "the refresh reports the outage: ewr2 (secondary) takes over, then lax1 (standby)",
  );
  await control.endOutages();

  heading("Save the Letter of Authorization for the cross-connect");
  const file = join(ROOT, "loa", "ewr1.pdf");
  const letter = await account.letter(paths[0]?.interconnect ?? "");
  await mkdir(join(ROOT, "loa"), { recursive: true });
  await writeFile(file, letter);
  expect(
    letter.subarray(0, 4).toString() === "%PDF",
    `saved as ${relative(ROOT, file)} (${letter.length} bytes)`,
  );

  const { assessment } = await stack.outputs();
  heading("Destroy the stack");
  command("pulumi destroy");
  await stack.destroy({ onLine: pulumiLines() });
  const left = await control.state();
  expect(
    left.interconnects.length + left.cnis.length + left.occupiedSlots.length === 0,
    "the account is empty again: no ports, no sessions, every slot free",
  );

  heading(
    "Show the design, from Cloudflare's devices to your routers, and the effect of each failure",
  );
  showDesign(paths, JSON.parse(JSON.stringify(assessment)));
}

interface Judgement {
  scorecard: Scorecard;
  afterLossOf: Record<string, string>;
}

/** Prints the scorecard, the diagram and the outcomes of the failures as text. */
function showDesign(paths: readonly Path[], { scorecard, afterLossOf }: Judgement): void {
  console.log(scorecardText(scorecard).replace(/^/gm, "  "));
  const sites = [...new Set(paths.map(({ site }) => site))].toSorted();
  for (const site of sites) {
    for (const path of paths.filter((one) => one.site === site)) {
      const { facility, device, speed, name, steering, customer } = path;
      const place = `${site} · ${facility} · ${device}`.padEnd(48);
      console.log(`  ${place} ══ ${speed} ══▶ ${customer.router}: ${name}, ${steering}`);
    }
  }
  const outcomes = new Map<string, string[]>();
  for (const [lost, outcome] of Object.entries(afterLossOf)) {
    outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), lost]);
  }
  for (const [outcome, lost] of outcomes) {
    const which = lost.length > 3 ? `any one of ${lost.length} single failures` : lost.join(" or ");
    console.log(`  After ${which}, the demanded traffic is ${outcome}.`);
  }
  if (scorecard.level === "bad") throw new Error(scorecard.headline);
}

/** Table style without lines between rows. */
const WITHOUT_LINES = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

function showPaths(paths: Path[]): void {
  const table = new Table({
    head: ["path", "steering", "facility", "device", "speed", "link", "ours", "Cloudflare", "MTU"],
    style: { head: [], border: [] },
    chars: WITHOUT_LINES,
  });
  for (const path of paths) {
    table.push([
      path.name,
      path.steering,
      path.facility,
      path.device,
      path.speed,
      path.state,
      path.customerIp,
      path.cloudflareIp,
      path.mtu,
    ]);
  }
  console.log(table.toString());
}

async function main(): Promise<void> {
  const started = Date.now();
  const simulator = await startSimulator();
  console.log(`The CNI API is simulated on ${simulator.baseUrl}`);
  const account = new DemoAccount(simulator);
  let stack: ThrowawayStack | undefined;
  try {
    const slots = Object.entries(FACILITIES).map(
      async ([key, facility]) => [key, await account.freeSlot(facility)] as const,
    );
    stack = await ThrowawayStack.create({
      program: PROGRAM,
      env: account.environment,
      config: {
        ...Object.fromEntries(await Promise.all(slots)),
        primaryMtu: "1476",
        md5Key: { secret: "an example key" },
      },
    });
    await demo(simulator, stack);
    console.log(`Done in ${Math.round((Date.now() - started) / 1000)} s.`);
  } finally {
    await stack?.dispose();
    await simulator.close();
  }
}

main().catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
