/** Text of the API that would steer whoever shows it. */
import { type Lab, openLab } from "../testing/lab";

const HOSTILE = "<{%x%}>\u001b[2J";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

it("refuses an id that would steer a terminal or the engine, and shows it inert", async () => {
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
  "refuses the conduit name %j in preview",
  async (conduitName) => {
    const session = await lab.plugin("CniBgpSession");
    expect(await session.problems({ interconnect: "cni-1", magic: { conduitName } })).toEqual([
      expect.stringContaining("it must be on one line, without control characters"),
    ]);
  },
);
