/** Trouble in a round: network or API faults, changes in the dashboard, and killed processes. */
import { setTimeout as sleep } from "node:timers/promises";
import type { BehaviourChanges, FaultRequest } from "cloudflare-cni-simulator";
import type { RunningCommand } from "cloudflare-cni-tools";
import { killEngine } from "./kill";
import type { Pick, Program } from "./random-program";
import type { TestStack } from "./test-stack";

/** Trouble that was arranged before the command: changes outside the program, and a way to stop the command. */
export interface Arranged {
  /** Names of the ports and sessions that somebody deleted. */
  readonly deleted?: readonly string[];
  /** Whether an object was changed outside the program, which only a refresh detects. */
  readonly elsewhere?: boolean;
  readonly stop?: (running: RunningCommand) => Promise<Stopped>;
}
/** Result of stopping a command. "not stopped" means that the command ended before it could be stopped. */
export type Stopped = "the engine is dead" | "the engine has ended" | "not stopped";

type Trouble = (testStack: TestStack, pick: Pick, before: Program) => Promise<Arranged | undefined>;

const html = { "content-type": "text/html" };
const RESPONSES: Readonly<Record<string, Omit<FaultRequest, "method" | "times">>> = {
  "answer lost": { effect: "applied", respond: { drop: true } },
  "request lost": { respond: { drop: true } },
  "connection reset": { respond: { reset: true } },
  "reset after it took effect": { effect: "applied", respond: { reset: true } },
  "502 with HTML": { respond: { status: 502, headers: html, body: "<html>Bad gateway</html>" } },
  "503 without a body": { respond: { status: 503 } },
  "500 after it took effect": { effect: "applied", respond: { status: 500 } },
  "429 for a moment": { respond: { status: 429, headers: { "retry-after": "1" } } },
  "answer cut off": { respond: { truncate: 0.5 } },
  "JSON that ends early": { respond: { garble: true } },
};

/** Injects a fault into one or two requests of a kind, or into a third of them. */
function spoil(response: Omit<FaultRequest, "method" | "times">): Trouble {
  return async ({ simulator }, pick) => {
    const method = pick(["POST", "PUT", "DELETE", "GET", undefined]);
    const howOften = pick([
      { times: 1 },
      { times: 2 },
      { probability: 0.33, seed: pick([1, 2, 3, 4, 5, 6, 7, 8]) },
    ]);
    await simulator.control.addFault({ ...response, ...howOften, ...(method && { method }) });
    return {};
  };
}

/** Injects a fault into the first one or two writes of a kind. */
function spoilWrites(response: Omit<FaultRequest, "method" | "times">): Trouble {
  return async ({ simulator }, pick) => {
    const [method, times] = [pick(["POST", "PUT", "DELETE"]), pick([1, 2])];
    await simulator.control.addFault({ ...response, method, times });
    return {};
  };
}

function behave(changes: BehaviourChanges): Trouble {
  return async ({ simulator }) => {
    await simulator.control.behave(changes);
    return {};
  };
}

/** Deletes or edits an object from an earlier round, as somebody might do in the dashboard. */
function elsewhere(
  kind: "ports" | "sessions",
  act: (testStack: TestStack, id: string) => Promise<unknown>,
  deletes = false,
): Trouble {
  return async (testStack, pick, before) => {
    if (before[kind].length === 0) return undefined;
    const { name } = pick<{ name: string }>(before[kind]);
    const type = kind === "ports" ? "Interconnect" : "CniBgpSession";
    const { resources } = await testStack.stack.state();
    const id = resources.find(({ urn }) => urn.endsWith(`:${type}::${name}`))?.id;
    if (id === undefined) throw new Error(`The state does not contain ${name}.`);
    await act(testStack, id);
    // Deleting a port also deletes its sessions.
    const carried = before.sessions.filter(({ port }) => port === name).map((one) => one.name);
    return { elsewhere: true, deleted: deletes ? [name, ...carried] : [] };
  };
}

/** Requests to slow down, and the number of the request during which the command is stopped. */
type Moment = readonly [{ readonly method?: string }, number];
const MOMENTS: readonly Moment[] = [
  ...[1, 2, 3, 5, 8].map((request): Moment => [{}, request]),
  ...[1, 1, 2].map((request): Moment => [{ method: "POST" }, request]),
  [{ method: "DELETE" }, 1],
];

/** Slows requests down, so that the command stops before a request takes effect or before its response arrives. */
function stop(how: (testStack: TestStack, running: RunningCommand) => Promise<Stopped>): Trouble {
  return async (testStack, pick) => {
    const { control } = testStack.simulator;
    const [which, request] = pick(MOMENTS);
    const slow = await control.addFault({
      ...which,
      probability: 1,
      effect: pick(["none", "applied"] as const),
      respond: { delay: "250ms" },
    });
    const moment = pick([0, 60, 120, 240]);
    return {
      async stop(running) {
        let ended = false;
        void running.done.then(() => {
          ended = true;
        });
        while (!ended) {
          const hits = (await control.faults()).find(({ id }) => id === slow)?.hits ?? 0;
          if (hits < request) {
            await sleep(10);
            continue;
          }
          await sleep(moment);
          return ended ? "not stopped" : how(testStack, running);
        }
        return "not stopped";
      },
    };
  };
}

async function killAll(testStack: TestStack, which = /./): Promise<void> {
  for (const { pid, command } of await testStack.stack.processes()) {
    if (!which.test(command)) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // The process has ended in the meantime.
    }
  }
}

/** Changes that somebody makes in the dashboard before the command runs. */
const DASHBOARD: Readonly<Record<string, Trouble>> = {
  "somebody deletes a port": elsewhere(
    "ports",
    ({ simulator }, id) => simulator.control.deleteInterconnect(id),
    true,
  ),
  "somebody deletes a session": elsewhere(
    "sessions",
    ({ simulator }, id) => simulator.control.deleteCni(id),
    true,
  ),
  "somebody edits a port": elsewhere("ports", ({ simulator }, id) =>
    simulator.control.editInterconnect(id, { owner: "somebody else" }),
  ),
  "somebody edits a session": elsewhere("sessions", ({ simulator }, id) =>
    simulator.control.editCni(id, {
      magic: { mtu: 1300, description: "edited" },
      bgp: { customer_asn: 65099, extra_prefixes: ["192.0.2.0/24"] },
    }),
  ),
  async "somebody edits the settings"({ simulator }, _pick, { defaultAsn }) {
    if (defaultAsn === undefined) return undefined;
    await simulator.control.editSettings({ default_asn: 64999 });
    return { elsewhere: true };
  },
};

/** Trouble that affects the same request in every run if the engine runs one step at a time. */
export const STEADY_TROUBLES: Readonly<Record<string, Trouble>> = {
  "no trouble": async () => ({}),
  ...Object.fromEntries(Object.entries(RESPONSES).map(([name, to]) => [name, spoilWrites(to)])),
  ...DASHBOARD,
};

export const TROUBLES: Readonly<Record<string, Trouble>> = {
  "no trouble": async () => ({}),
  ...DASHBOARD,
  ...Object.fromEntries(Object.entries(RESPONSES).map(([name, to]) => [name, spoil(to)])),
  "new objects are visible late": behave({ visibleAfter: "2s" }),
  "deletions take a while": behave({ deletedAfter: "2s" }),
  "slots are shown free for too long": behave({ occupationLag: "10s" }),
  async "a slot is taken in between"({ simulator }) {
    await simulator.control.addFault({ preset: "slot-taken-in-between" });
    return {};
  },

  "kill of the plugin": stop(async (testStack, running) => {
    await killAll(testStack, /dynamic-provider/);
    await testStack.simulator.control.clearFaults();
    await running.done;
    return "the engine has ended";
  }),
  "kill of everything": stop(async (testStack, running) => {
    await killEngine(testStack, running);
    return "the engine is dead";
  }),
  // The plugin continues its current operation for a while after the engine is killed.
  "kill of the engine alone": stop(async (_lab, running) => {
    running.kill("SIGKILL");
    await running.done;
    return "the engine is dead";
  }),
  "Ctrl-C": stop(async (_lab, running) => {
    running.kill("SIGINT");
    await running.done;
    return "the engine has ended";
  }),
  "Ctrl-C twice": stop(async (_lab, running) => {
    running.kill("SIGINT");
    await sleep(30);
    running.kill("SIGINT");
    await running.done;
    return "the engine is dead";
  }),
};

/** Ends the processes that a killed engine left running. */
export const endOrphans = (testStack: TestStack) => killAll(testStack);
