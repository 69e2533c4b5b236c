import { Hono } from "hono";
import type { AppEnv } from "../../http/env";
import { isInScope } from "../../network/outages";
import type { Simulation } from "../../network/simulation";
import { windowState } from "../../state/read-state";
import { ControlError, readBody, respondRemoved } from "../body";
import { MaintenanceRequest, OutageRequest } from "../requests";

/** Endpoints for outages and maintenance of facilities, sites and devices. */
export function placeRoutes(simulation: Simulation) {
  const { network, outages, maintenance } = simulation;

  function isTunnel(name: string): boolean {
    return simulation
      .accounts()
      .some((account) => account.identifiedTunnels().some(({ names }) => names.includes(name)));
  }

  return new Hono<AppEnv>()
    .get("/outages", (c) => c.json({ items: outages.all() }))
    .post("/outages", async (c) => {
      const outage = await readBody(c, OutageRequest);
      const { facility, device, site, tunnel } = outage;
      if (tunnel !== undefined) {
        if ((facility ?? device ?? site) !== undefined) {
          throw new ControlError(400, "tunnel conflicts with facility, device and site.");
        }
        if (!isTunnel(tunnel)) {
          throw new ControlError(
            400,
            `Tunnel ${tunnel} not found. List tunnels with GET /_simulator/health.`,
          );
        }
        return c.json(outages.begin(outage));
      }
      const somewhere = network.slots
        .all()
        .some((slot) => isInScope(outage, { ...slot, facility: slot.facility.name }));
      if (!somewhere) {
        const scope =
          [facility, device, site].filter((name) => name !== undefined).join(", ") || "the outage";
        throw new ControlError(
          400,
          `No slot matches ${scope}. List facilities, devices and sites with GET /_simulator/slots.`,
        );
      }
      return c.json(outages.begin(outage));
    })
    .delete("/outages", (c) => {
      outages.endAll();
      return c.body(null, 204);
    })
    .delete("/outages/:id", (c) => {
      const id = c.req.param("id");
      return respondRemoved(c, outages.end(id), `outage ${id}`);
    })
    .get("/maintenance", (c) => c.json({ items: maintenance.all().map(windowState) }))
    .post("/maintenance", async (c) => {
      const windows = maintenance.announce(await readBody(c, MaintenanceRequest));
      return c.json({ items: windows.map(windowState) });
    })
    .delete("/maintenance", (c) => {
      maintenance.clear();
      return c.body(null, 204);
    })
    .delete("/maintenance/:id", (c) => {
      const id = c.req.param("id");
      return respondRemoved(c, maintenance.cancel(id), `maintenance window ${id}`);
    });
}
