/** The generated parts of the examples' READMEs; `UPDATE_EXAMPLES=1` writes them anew. */
import { join } from "node:path";
import { startSimulator } from "cloudflare-cni-simulator";
import { EXAMPLES } from "./support/example";
import { expectCurrent } from "./support/generated";
import { MD5_KEY } from "./support/life";
import { PROGRAMS } from "./support/programs";

test.each(PROGRAMS)("%s", async (example, program) => {
  const simulator = await startSimulator({ healthyAfter: "0s" });
  try {
    const rehearsal = await program(simulator);
    expect(JSON.stringify(rehearsal)).not.toContain(MD5_KEY);
    await expectCurrent(join(EXAMPLES, example, "README.md"), rehearsal);
  } finally {
    await simulator.close();
  }
});
