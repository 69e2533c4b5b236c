import { Hono } from "hono";
import type { AppEnv } from "../../http/env";
import type { Account } from "../../network/account";
import type { Simulation } from "../../network/simulation";
import { ControlError, readBody, requireFound, respondRemoved } from "../body";
import { editCni } from "../edit-cni";
import { CniChanges, InterconnectChanges, SettingsChanges, SlotChange } from "../requests";

/** Endpoints that edit interconnects, CNIs, settings and slots, bypassing the API. */
export function objectRoutes(simulation: Simulation) {
  const { network } = simulation;

  function ownerOfCni(id: string): Account | undefined {
    return simulation.accounts().find(({ cnis }) => cnis.get(id) !== undefined);
  }

  return new Hono<AppEnv>()
    .put("/interconnects/:name", async (c) => {
      const name = c.req.param("name");
      const port = requireFound(simulation.port(name), `interconnect ${name}`);
      port.edits = { ...port.edits, ...(await readBody(c, InterconnectChanges)) };
      return c.json({ ...port.interconnect, ...port.edits });
    })
    .delete("/interconnects/:name", (c) => {
      const name = c.req.param("name");
      const removed = simulation.accounts().some((account) => account.removeInterconnect(name));
      return respondRemoved(c, removed, `interconnect ${name}`);
    })
    .put("/cnis/:id", async (c) => {
      const id = c.req.param("id");
      const { cnis } = requireFound(ownerOfCni(id), `CNI ${id}`);
      const record = requireFound(cnis.get(id), `CNI ${id}`);
      return c.json(cnis.overwrite(record, editCni(record.cni, await readBody(c, CniChanges))).cni);
    })
    .delete("/cnis/:id", (c) => {
      const id = c.req.param("id");
      return respondRemoved(c, ownerOfCni(id)?.cnis.remove(id) ?? false, `CNI ${id}`);
    })
    .put("/settings", async (c) => {
      const { account, ...changes } = await readBody(c, SettingsChanges);
      const [first] = simulation.accounts();
      const chosen = account === undefined ? first : simulation.account(account);
      return c.json(requireFound(chosen, `account ${account}`).settings.update(changes));
    })
    .get("/slots", (c) => {
      const items = network.slots.all().map(({ id, site, speed, facility, device }) => {
        const occupant = network.slots.occupant(id);
        return {
          id,
          occupied: occupant !== undefined,
          site,
          speed,
          facility,
          ccr_device_name: device,
          ...(occupant === undefined ? {} : { account: occupant.account }),
        };
      });
      return c.json({ items });
    })
    .put("/slots/:id", async (c) => {
      const slot = requireFound(network.slots.get(c.req.param("id")), `slot ${c.req.param("id")}`);
      const { occupied } = await readBody(c, SlotChange);
      const occupant = network.slots.occupant(slot.id);
      if (typeof occupant?.account === "string") {
        throw new ControlError(
          409,
          `Slot ${slot.id} is occupied by account ${occupant.account}. Choose a slot without an interconnect.`,
        );
      }
      if (occupied) {
        network.slots.occupy(slot.id, null, network.clock.now());
      } else {
        network.slots.release(slot.id, network.clock.now());
      }
      return c.body(null, 204);
    });
}
