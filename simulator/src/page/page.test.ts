import { z } from "zod";
import { startSimulator } from "..";
import { useSimulator } from "../testing/use-simulator";

const bench = useSimulator();

function get(path: string): Promise<Response> {
  return fetch(new URL(path, bench().simulator.pageUrl));
}

test("the page is public and does not contain the control key", async () => {
  const response = await get("/");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const text = await response.text();
  expect(text).toContain("/page/app.js");
  expect(text).not.toContain(bench().simulator.controlKey);
});

test.each(["/", "/page/app.js", "/page/style.css", "/page/preact.js", "/page/switches.json"])(
  "%s has headers that block content from other origins",
  async (path) => {
    const { headers, status } = await get(path);
    expect(status).toBe(200);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
  },
);

test("the simulator serves every module that another module of the page imports", async () => {
  const seen = new Set<string>();
  async function follow(name: string): Promise<void> {
    if (seen.has(name)) {
      return;
    }
    seen.add(name);
    const response = await get(`/page/${name}`);
    expect([name, response.status]).toEqual([name, 200]);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    const imports = (await response.text()).matchAll(/from "\.\/([\w-]+\.js)"/g);
    await Promise.all([...imports].map(([, module = ""]) => follow(module)));
  }
  await follow("app.js");
  expect(seen.size).toBeGreaterThan(10);
});

test.each([
  "/page/package.json",
  "/page/jsconfig.json",
  "/page/preact.d.ts",
  "/page/..%2fpackage.json",
  "/page/%2e%2e/package.json",
  "/page/",
])("%s is not served", async (path) => {
  expect((await get(path)).status).toBe(404);
});

test("switches.json lists every behaviour switch with its allowed values", async () => {
  const switches = z
    .array(z.looseObject({ name: z.string(), default: z.unknown() }))
    .parse(await (await get("/page/switches.json")).json());
  const behaviour = await bench().simulator.control.behaviour();
  expect(Object.fromEntries(switches.map((each) => [each.name, each.default]))).toEqual(behaviour);
  expect(switches).toContainEqual({
    name: "takenSlot",
    label: "Taken slot",
    options: ["400", "403", "409", "500"],
    default: "400",
    description: expect.stringContaining("occupied slot"),
  });
  // The default comes first, although z.toJSONSchema lists the values in another order.
  expect(switches).toContainEqual(
    expect.objectContaining({ default: "10G", options: ["10G", "10000", "10 Gbps"] }),
  );
});

test("switches.json contains the built-in defaults, not the values of the start options", async () => {
  const simulator = await startSimulator({ behaviour: { takenSlot: "409" } });
  const response = await fetch(new URL("/page/switches.json", simulator.pageUrl));
  const switches = await response.json();
  await simulator.close();
  expect(switches).toContainEqual(expect.objectContaining({ name: "takenSlot", default: "400" }));
});

test("presets.json lists presets with their descriptions", async () => {
  const presets: unknown = await (await get("/page/presets.json")).json();
  expect(presets).toContainEqual({
    name: "unavailable-empty",
    description: expect.stringContaining("503"),
  });
});
