import { createCni, orderPort, slotsAt, useSimulator } from "../testing/use-simulator";
import { type PresetName, presetNames, presets } from "./presets";

const bench = useSimulator({ clock: "virtual" });
const control = () => bench().simulator.control;

async function portCount(): Promise<number> {
  return (await control().state()).interconnects.length;
}

/** Result that a caller sees: status, media type and text, or the error. */
async function seen(method: string, path: string, body?: unknown) {
  try {
    const answer = await bench().raw(method, path, body);
    const type = answer.headers.get("content-type");
    return {
      status: answer.status,
      type,
      text: await answer.text(),
      wait: answer.headers.get("retry-after"),
    };
  } catch (error) {
    return { lost: String(error) };
  }
}

async function order() {
  const [slot_id] = await slotsAt(bench(), "ewr-a");
  return { account: bench().account.account_id, type: "direct", slot_id };
}

async function preset(name: PresetName): Promise<string> {
  return control().addFault({ preset: name });
}

test("every preset can be added by name and has a description", async () => {
  expect(presetNames).toHaveLength(18);
  for (const name of presetNames) {
    expect(presets[name].description).toMatch(/^[A-Z0-9].{10,120}\.$/);
    await preset(name);
  }
  expect((await control().faults()).map(({ fault }) => fault)).toEqual(
    presetNames.map((name) => ({ preset: name })),
  );
  await expect(control().addFault(JSON.parse('{"preset": "bad-luck"}'))).rejects.toThrow(
    "answer-lost",
  );
});

test("fields of the request override those of the preset", async () => {
  await control().addFault({ preset: "answer-lost", method: "GET", times: 2 });
  await orderPort(bench()).catch(() => undefined);
  expect(await portCount()).toBe(0);
  expect(await seen("GET", "/slots")).toHaveProperty("lost");
  expect(await seen("GET", "/slots")).toMatchObject({ status: 200 });
});

describe("a preset for orders", () => {
  test.each<[PresetName, object, number]>([
    ["answer-lost", { lost: "TypeError: fetch failed" }, 1],
    ["request-lost", { lost: "TypeError: fetch failed" }, 0],
    ["connection-reset", { lost: "TypeError: fetch failed" }, 0],
    ["truncated", { lost: "TypeError: terminated" }, 1],
    ["wrong-json", { status: 200, text: expect.stringMatching(/^\{"/) }, 1],
    [
      "bad-gateway-html",
      { status: 502, type: "text/html", text: expect.stringMatching(/^<html>/) },
      0,
    ],
    ["unavailable-empty", { status: 503, type: null, text: "" }, 0],
    ["unauthorized-blip", { status: 403, text: expect.stringContaining("10000") }, 0],
    ["slot-taken-in-between", { status: 400, text: expect.stringContaining("occupied") }, 0],
  ])("%s affects exactly one order", async (name, spoilt, ports) => {
    const first = await order();
    await preset(name);
    expect(await seen("POST", "/interconnects", first)).toMatchObject(spoilt);
    expect(await portCount()).toBe(ports);
    const again = await seen("POST", "/interconnects", await order());
    expect(again).toMatchObject({ status: 200, text: expect.stringMatching(/\}$/) });
    expect(await control().faults()).toEqual([]);
  });

  test("rate-limited answers an order twice with status 429 and then lets it succeed", async () => {
    const first = await order();
    await preset("rate-limited");
    const refusal = { status: 429, wait: "1", text: expect.stringContaining('"code":971') };
    expect(await seen("POST", "/interconnects", first)).toMatchObject(refusal);
    expect(await seen("POST", "/interconnects", first)).toMatchObject(refusal);
    expect(await seen("POST", "/interconnects", first)).toMatchObject({ status: 200, wait: null });
  });

  test.each(["stalled", "slow"] as const)(
    "%s delays an order for the time in the preset",
    async (name) => {
      await preset(name);
      const caller = new AbortController();
      const answer = bench().raw("GET", "/slots", undefined, caller.signal);
      answer.catch(() => undefined);
      while ((await control().faults())[0]?.hits !== 1) {
        // Wait until the request has arrived.
      }
      await control().advance("5s");
      if (name === "slow") {
        expect((await answer).status).toBe(200);
        await control().advance("10m");
        expect(await seen("GET", "/slots")).toMatchObject({ status: 200 });
      } else {
        caller.abort();
        await expect(answer).rejects.toThrow("aborted");
      }
    },
  );

  test("not-entitled refuses orders until the fault is removed", async () => {
    const id = await preset("not-entitled");
    expect(await seen("GET", "/slots")).toMatchObject({ status: 403 });
    expect(await seen("POST", "/interconnects", {})).toMatchObject({ status: 403 });
    await control().removeFault(id);
    expect(await seen("GET", "/slots")).toMatchObject({ status: 200 });
  });
});

describe("a preset for reads", () => {
  async function fields(path: string): Promise<Record<string, unknown>> {
    return Object(await (await bench().raw("GET", path)).json());
  }

  test("not-found-for-a-while answers reads with status 404 for a while after an order", async () => {
    const early = await orderPort(bench());
    await preset("not-found-for-a-while");
    expect(await seen("GET", `/interconnects/${early}`)).toMatchObject({ status: 200 });
    const name = await orderPort(bench());
    expect(await seen("GET", `/interconnects/${name}/status`)).toMatchObject({ status: 404 });
    expect(await seen("GET", `/interconnects/${name}`)).toMatchObject({ status: 404 });
    expect(await seen("GET", "/interconnects")).toMatchObject({ status: 200 });
    await control().advance("30s");
    expect(await seen("GET", `/interconnects/${name}`)).toMatchObject({ status: 200 });
  });

  test("unknown-state returns an undocumented state three times", async () => {
    const name = await orderPort(bench());
    await preset("unknown-state");
    const states: unknown[] = [];
    while (states.length < 4) {
      states.push((await fields(`/interconnects/${name}/status`)).state);
    }
    expect(states).toEqual(["Provisioning", "Provisioning", "Provisioning", "Pending"]);
  });

  test.each<[PresetName, (port: object) => void]>([
    ["missing-fields", (port) => expect(port).not.toHaveProperty("ccr_device_name")],
    ["null-fields", (port) => expect(port).toMatchObject({ ccr_device_name: null })],
    ["extra-fields", (port) => expect(port).toHaveProperty("undocumented")],
  ])("%s changes single objects and lists", async (chosen, check) => {
    const name = await orderPort(bench());
    const before = await fields(`/interconnects/${name}`);
    await preset(chosen);
    const list = await fields("/interconnects");
    check(await fields(`/interconnects/${name}`));
    check(Object(list.items)[0]);
    expect(list).not.toHaveProperty("ccr_device_name");
    await control().clearFaults();
    expect(await fields(`/interconnects/${name}`)).toEqual(before);
  });

  test("null-fields changes the BGP settings of a CNI in the response only", async () => {
    const { id } = await createCni(bench(), await orderPort(bench()));
    await preset("null-fields");
    expect(await fields(`/cnis/${id}`)).toMatchObject({ id, bgp: { md5_key: null } });
    expect((await control().state()).cnis).toMatchObject([{ bgp: { md5_key: "not a secret" } }]);
  });
});
