// Baseline of the simulator's benchmark: the same framework and server with a constant response.
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(new URL("../simulator/package.json", import.meta.url));
const { Hono } = require("hono");
const { getRequestListener } = require("@hono/node-server");

const app = new Hono();
app.get("/interconnects", (c) => c.json({ items: [], next: null }));
app.get("/interconnects/:name", (c) => c.json({ name: c.req.param("name") }));
app.post("/interconnects", async (c) => c.json(await c.req.json()));

const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  console.log(JSON.stringify({ baseUrl: `http://127.0.0.1:${port}/interconnects` }));
});
process.stdin.on("end", () => process.exit(0)).resume();
