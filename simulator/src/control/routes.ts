import { type Context, Hono } from "hono";
import { SettingsRequest } from "../cni/schemas/settings";
import type { AppEnv } from "../http/env";
import type { Faults } from "../http/faults";
import type { RequestLog } from "../http/request-log";
import { strikes } from "../network/outages";
import { changeOfPlan } from "../network/plan";
import type { Simulation } from "../network/simulation";
import type { ClockReading, SimulatedState } from "./answers";
import { ControlError, readBody } from "./body";
import { editCni } from "./edit-cni";
import { ClockAdvance, CniChanges, FaultRequest, OutageRequest, PlanSteps } from "./requests";

/** What the control endpoints turn, under `/_simulator`. */
export interface Controls {
  readonly simulation: Simulation;
  readonly faults: Faults;
  readonly requests: RequestLog;
}

function clockReading({ clock }: Simulation): ClockReading {
  return { now: new Date(clock.now()).toISOString(), offset: clock.offset };
}

function stateOf(simulation: Simulation): SimulatedState {
  const { interconnects, cnis, settings, outages } = simulation;
  const ports = interconnects.all();
  return {
    clock: clockReading(simulation),
    interconnects: ports.map(({ interconnect }) => interconnect),
    statuses: Object.fromEntries(
      ports.map((port) => [port.interconnect.name, simulation.status(port)]),
    ),
    cnis: cnis.all().map(({ cni }) => cni),
    tunnels: Object.fromEntries(cnis.all().map(({ cni, tunnelId }) => [cni.id, tunnelId])),
    settings: settings.get(),
    occupiedSlots: [...interconnects.takenSlots()],
    outages: outages.all(),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new ControlError(404, `There is no ${what}`);
  }
  return value;
}

function done(c: Context, removed: boolean, what: string): Response {
  if (!removed) {
    throw new ControlError(404, `There is no ${what}`);
  }
  return c.body(null, 204);
}

export function controlRoutes({ simulation, faults, requests }: Controls): Hono<AppEnv> {
  const { clock, interconnects, cnis, outages, settings, slots } = simulation;
  const control = new Hono<AppEnv>();

  control.onError((error, c) =>
    error instanceof ControlError
      ? c.json({ error: error.message }, error.status)
      : c.json({ error: String(error) }, 500),
  );
  control.notFound((c) => c.json({ error: `There is no ${c.req.method} ${c.req.path}` }, 404));

  control.get("/clock", (c) => c.json(clockReading(simulation)));
  control.post("/clock", async (c) => {
    clock.advance((await readBody(c, ClockAdvance)).advance);
    return c.json(clockReading(simulation));
  });

  control.put("/interconnects/:name/plan", async (c) => {
    const name = c.req.param("name");
    const port = found(interconnects.get(name), `interconnect ${name}`);
    port.plan = changeOfPlan(port.plan, await readBody(c, PlanSteps), clock.now());
    return c.body(null, 204);
  });
  control.delete("/interconnects/:name", (c) => {
    const name = c.req.param("name");
    return done(c, simulation.rip(name), `interconnect ${name}`);
  });

  control.put("/cnis/:id", async (c) => {
    const id = c.req.param("id");
    const record = found(cnis.get(id), `CNI ${id}`);
    return c.json(cnis.overwrite(record, editCni(record.cni, await readBody(c, CniChanges))));
  });
  control.delete("/cnis/:id", (c) => {
    const id = c.req.param("id");
    return done(c, cnis.remove(id), `CNI ${id}`);
  });

  control.put("/settings", async (c) =>
    c.json(settings.update(await readBody(c, SettingsRequest))),
  );

  control.post("/outages", async (c) => {
    const outage = await readBody(c, OutageRequest);
    const somewhere = slots
      .all()
      .some((slot) => strikes(outage, { ...slot, facility: slot.facility.name }));
    if (!somewhere) {
      throw new ControlError(400, "There is no such facility, device or site");
    }
    return c.json(outages.begin(outage));
  });
  control.delete("/outages", (c) => {
    outages.endAll();
    return c.body(null, 204);
  });
  control.delete("/outages/:id", (c) => {
    const id = c.req.param("id");
    return done(c, outages.end(id), `outage ${id}`);
  });

  control.post("/faults", async (c) => c.json({ id: faults.add(await readBody(c, FaultRequest)) }));
  control.delete("/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });

  control.get("/state", (c) => c.json(stateOf(simulation)));
  control.get("/requests", (c) => c.json({ items: requests.all() }));
  control.post("/reset", (c) => {
    simulation.reset();
    faults.clear();
    requests.clear();
    return c.body(null, 204);
  });
  return control;
}
