import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { SimulatorControl } from ".";

const bin = join(__dirname, "..", "bin", "cni-simulator.js");
const rounds = 50;
const writers = 8;

const Ready = z.object({ baseUrl: z.string(), accountId: z.string(), token: z.string() });
const controlKey = "kill-test";

interface Running extends z.output<typeof Ready> {
  readonly child: ChildProcess;
}

async function start(data: string): Promise<Running> {
  const options = ["--port", "0", "--json", "--no-rate-limit", "--exit-with-parent"];
  const child = spawn(
    process.execPath,
    [bin, ...options, "--data", data, "--control-key", controlKey],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  let line = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    line += chunk;
    if (line.includes("\n")) {
      break;
    }
  }
  return { child, ...Ready.parse(JSON.parse(line)) };
}

/** Names of acknowledged orders, and names whose deletion was requested. */
interface Known {
  readonly ordered: Set<string>;
  readonly deleted: Set<string>;
  readonly maybeDeleted: Set<string>;
  asked: number;
}

/** Orders and deletes ports until the simulator is killed. */
async function write({ baseUrl, accountId, token }: Running, known: Known): Promise<void> {
  const url = `${baseUrl}/accounts/${accountId}/cni/interconnects`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  for (;;) {
    known.asked += 1;
    const number = known.asked;
    const pairing_key = `${String(number).padStart(8, "0")}-0000-4000-8000-000000000000/us-east4/1`;
    const body = { account: accountId, type: "gcp_partner", bandwidth: "1G", pairing_key };
    try {
      const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      const { name } = z.object({ name: z.string() }).parse(await answer.json());
      known.ordered.add(name);
      if (number % 3 === 0) {
        known.maybeDeleted.add(name);
        const gone = await fetch(`${url}/${name}`, { method: "DELETE", headers });
        if (gone.ok) {
          known.deleted.add(name);
        }
      }
    } catch {
      return;
    }
  }
}

test(`acknowledged changes survive a kill at any of ${rounds} moments`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "cni-simulator-"));
  const data = join(folder, "state.json");
  const known: Known = {
    ordered: new Set(),
    deleted: new Set(),
    maybeDeleted: new Set(),
    asked: 0,
  };
  // The moments follow a fixed pseudo-random sequence, so that a failure can be repeated.
  let moment = 7;
  for (let round = 0; round <= rounds; round += 1) {
    const running = await start(data);
    const control = new SimulatorControl(running.baseUrl, controlKey);
    const names = new Set((await control.state()).interconnects.map(({ name }) => name));
    const lost = [...known.ordered].filter(
      (name) => !names.has(name) && !known.maybeDeleted.has(name),
    );
    const back = [...known.deleted].filter((name) => names.has(name));
    expect({ round, lost, back }).toEqual({ round, lost: [], back: [] });
    // The file is complete, no matter when the process was killed.
    if (round > 0) {
      expect(JSON.parse(readFileSync(data, "utf8"))).toMatchObject({ version: 1 });
    }
    const writing = Promise.all(Array.from({ length: writers }, () => write(running, known)));
    moment = (moment * 31 + 17) % 97;
    // On a busy machine, the first response may arrive after the kill.
    const before = known.ordered.size;
    while (known.ordered.size === before) {
      await sleep(1);
    }
    await sleep(moment);
    running.child.kill("SIGKILL");
    await Promise.all([once(running.child, "exit"), writing]);
  }
  rmSync(folder, { recursive: true });
  console.info(
    `${rounds} kills: ${known.ordered.size} orders and ${known.deleted.size} deletions acknowledged, none lost`,
  );
  expect(known.ordered.size).toBeGreaterThan(rounds);
});
