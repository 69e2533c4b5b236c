import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { SimulatorControl } from "./control/client";
import { simulatorApp } from "./http/app";
import { Faults } from "./http/faults";
import { RequestLog } from "./http/request-log";
import { Simulation } from "./network/simulation";
import { configurationFrom, type SimulatorOptions } from "./options";

/** A simulator that runs. */
export interface Simulator {
  /** What to give a client of Cloudflare's API as its base URL; ends in `/client/v4`. */
  readonly baseUrl: string;
  readonly accountId: string;
  readonly token: string;
  readonly control: SimulatorControl;
  /** Ends it at once, open connections included. */
  close(): Promise<void>;
}

/**
 * Starts the CNI API on 127.0.0.1.
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
  const configuration = configurationFrom(options);
  const app = simulatorApp(configuration, {
    simulation: new Simulation(configuration.healthyAfter),
    faults: new Faults(),
    requests: new RequestLog(),
  });

  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(configuration.port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The server has no port");
  }

  const origin = `http://127.0.0.1:${address.port}`;
  return {
    baseUrl: `${origin}/client/v4`,
    accountId: configuration.accountId,
    token: configuration.token,
    control: new SimulatorControl(origin),
    async close() {
      if (server.listening) {
        const closed = once(server, "close");
        server.close();
        server.closeAllConnections();
        await closed;
      }
    },
  };
}
