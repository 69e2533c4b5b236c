/** Text of the API that a terminal, a CI runner or the engine would interpret. */
import { type Lab, newProcess, openLab } from "../testing/lab";

const HOSTILE = "<{%x%}>\u001b[2J";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

it("create refuses an id that would steer a terminal or the engine, and prints it inert", async () => {
  const [slotId] = await lab.slots();
  await lab.simulator.control.addFault({
    method: "POST",
    respond: { edit: { set: { name: HOSTILE } } },
  });
  const creating = (await lab.plugin("Interconnect")).create({ slotId, waitFor: "ordered" });
  await expect(creating).rejects.toThrow(
    /^The API answered with the id "<\{ %x% \}>\\u001b\[2J", which would steer .*Check cloudflare:baseUrl/,
  );
});

it.each(["a<{%x%}>", "a\nb", "a\tb", "a\u001b[2Jb", "a ##[error]b"])(
  "check refuses the conduit name %j",
  async (conduitName) => {
    const session = await lab.plugin("CniBgpSession");
    expect(await session.problems({ interconnect: "cni-1", magic: { conduitName } })).toEqual([
      expect.stringContaining("it must be one line without control or invisible characters"),
    ]);
  },
);

it("update does not print the old MD5 key of the state, which this run never sent", async () => {
  const { control } = lab.simulator;
  await control.behave({ md5Key: "absent" });
  const slotId = (await lab.slots())[1];
  const port = await (await lab.plugin("Interconnect")).create({ slotId, waitFor: "ordered" });
  const declared = (md5Key: string) => ({
    interconnect: port.id,
    magic: { conduitName: "ewr" },
    bgp: { customerAsn: 65_010, md5Key },
  });
  const state = await (await lab.plugin("CniBgpSession")).create(declared("the older key"));
  const later = await newProcess(lab)("CniBgpSession");
  await control.addFault({
    method: "PUT",
    respond: { status: 409, body: { error: "conflicts with the older key of it" } },
  });
  const updating = later.update(state, declared("the newer key"));
  await expect(updating).rejects.toThrow(/409 conflicts with \[secret\] of it/);
});
