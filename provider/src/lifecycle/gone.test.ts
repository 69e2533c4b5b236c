/** "Gone" is said only when it is certain: a state that forgets a live port leads to a second order. */
import type { ResourceType } from "../dynamic";
import type { Plugin, State } from "../testing/engine";
import { type Lab, openLab } from "../testing/lab";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const RESOURCES: [ResourceType, string][] = [
  ["Interconnect", "cni/interconnects"],
  ["CniBgpSession", "cni/cnis"],
];

describe.each(RESOURCES)("%s", (type, list) => {
  let plugin: Plugin;
  let state: State;

  beforeEach(async () => {
    await lab.simulator.control.reset();
    const port = await lab.plugin("Interconnect");
    const [slotId] = await lab.slots();
    const ordered = await port.create({ slotId });
    plugin = await lab.plugin(type);
    state =
      type === "Interconnect"
        ? ordered
        : await plugin.create({ interconnect: ordered.id, magic: { conduitName: "ewr" } });
  });

  const remove = () =>
    type === "Interconnect"
      ? lab.simulator.control.deleteInterconnect(state.id)
      : lab.simulator.control.deleteCni(state.id);
  const fail = (path: string, status: number) =>
    lab.simulator.control.addFault({ path, respond: { status, body: "no" }, times: 9 });

  it("that is not there any more leaves the state at a refresh", async () => {
    await remove();
    expect(await plugin.refresh(state)).toBeUndefined();
  });

  it("that is not there any more is deleted already", async () => {
    await remove();
    await expect(plugin.delete(state)).resolves.toBeUndefined();
  });

  it.each([401, 403, 501])("is not gone because of a %d", async (status) => {
    await fail(`${list}/`, status);
    await expect(plugin.refresh(state)).rejects.toThrow(`${status}`);
  });

  it("is not gone where a 404 stands against the list", async () => {
    await fail(`${list}/[^/]*$`, 404);
    const { id, inputs } = (await plugin.refresh(state)) ?? {};
    expect({ id, inputs }).toEqual({ id: state.id, inputs: state.inputs });
    await expect(plugin.delete(state)).rejects.toThrow("404");
  });

  it.each([403, 404])(
    "is not gone where everything answers %d: a wrong account",
    async (status) => {
      await fail(".*", status);
      await expect(plugin.refresh(state)).rejects.toThrow(`${status}`);
      await expect(plugin.delete(state)).rejects.toThrow(`${status}`);
    },
  );

  it("is deleted where only the answer is lost", async () => {
    await lab.simulator.control.addFault({
      method: "DELETE",
      effect: "applied",
      respond: { drop: true },
    });
    await expect(plugin.delete(state)).resolves.toBeUndefined();
    expect(await plugin.refresh(state)).toBeUndefined();
  });
});
