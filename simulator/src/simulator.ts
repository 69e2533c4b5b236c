import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Changes } from "./control/changes";
import { SimulatorControl } from "./control/client";
import { Faults } from "./faults/faults";
import { simulatorApp } from "./http/app";
import { isLoopback } from "./http/loopback";
import { RateLimit } from "./http/rate-limit";
import { RequestLog } from "./http/request-log";
import { Simulation } from "./network/simulation";
import {
  accountsOf,
  defaultToken,
  healthyAfter,
  type SimulatorOptions,
  validateOptions,
} from "./options";
import { StateFile } from "./state/state-file";

/** Running simulator. */
export interface Simulator {
  /** Base URL for a client of Cloudflare's API. Ends in `/client/v4`. */
  readonly baseUrl: string;
  /** URL of the control page, including the control key. */
  readonly pageUrl: string;
  readonly accountId: string;
  readonly token: string;
  /** Key that lets other processes use the controls. */
  readonly controlKey: string;
  readonly control: SimulatorControl;
  /** Stops the simulator at once and closes open connections. */
  close(): Promise<void>;
}

/**
 * Starts a simulator of the CNI API, by default on 127.0.0.1.
 *
 * @example
 * ```ts
 * import { startSimulator } from "cloudflare-cni-simulator";
 *
 * async function slots() {
 *   const simulator = await startSimulator({ healthyAfter: "30s" });
 *   const response = await fetch(`${simulator.baseUrl}/accounts/${simulator.accountId}/cni/slots`, {
 *     headers: { authorization: `Bearer ${simulator.token}` },
 *   });
 *   await simulator.close();
 *   return response.json();
 * }
 * ```
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    port = 0,
    listen = "127.0.0.1",
    token = defaultToken,
    controlKey = randomBytes(16).toString("hex"),
    data,
  } = options;
  if (!isLoopback(listen) && options.exposeToNetwork !== true) {
    throw new Error(
      `listen: ${listen} is not a loopback address, so anyone who can reach it could order, delete and read MD5 keys with a token sent in clear text. Set exposeToNetwork (--expose-to-network) to accept that.`,
    );
  }
  validateOptions(options);
  const accounts = accountsOf(options);
  const simulation = new Simulation({
    accounts,
    healthyAfter: healthyAfter(options.healthyAfter),
    behaviour: options.behaviour,
    clock: options.clock,
  });
  const file = data === undefined ? undefined : StateFile.open(data, simulation);
  // Options of this start override the saved state.
  simulation.network.behave(options.behaviour ?? {});
  simulation.network.clock.mode = options.clock ?? simulation.network.clock.mode;
  const app = simulatorApp({
    controls: {
      simulation,
      faults: new Faults(simulation.network),
      requests: new RequestLog(),
      rateLimit: new RateLimit(simulation.network, { enabled: options.rateLimit ?? true }),
      changes: new Changes(),
    },
    credentials: {
      token,
      readOnlyToken: options.readOnlyToken,
      tokens: new Map(
        accounts.flatMap(({ id, token }) => (token === undefined ? [] : [[id, token]])),
      ),
    },
    controlKey,
    exposed: options.exposeToNetwork === true,
    file,
  });

  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(port, listen);
  try {
    await once(server, "listening");
  } catch (error) {
    await file?.close();
    throw error;
  }
  const origin = `http://${hostOf(listen)}:${portOf(server.address())}`;
  const everywhere = listen === "0.0.0.0" || listen === "::";
  const own = `http://${everywhere ? "127.0.0.1" : hostOf(listen)}:${portOf(server.address())}`;
  return {
    baseUrl: `${origin}/client/v4`,
    pageUrl: `${own}/#${controlKey}`,
    accountId: accounts[0]?.id ?? "",
    token,
    controlKey,
    control: new SimulatorControl(own, controlKey),
    async close() {
      if (server.listening) {
        const closed = once(server, "close");
        server.close();
        server.closeAllConnections();
        await closed;
        await file?.close();
      }
    },
  };
}

function hostOf(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

function portOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): number {
  if (address === null || typeof address === "string") {
    throw new Error("The server has no port");
  }
  return address.port;
}
