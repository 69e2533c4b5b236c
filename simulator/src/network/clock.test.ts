import { startSimulator } from "..";
import { Clock } from "./clock";

test("a virtual clock stands still until it is advanced, and then ends all sleeps that are due", async () => {
  const clock = new Clock("virtual");
  const begin = clock.now();
  const woken: string[] = [];
  const sleeps = ["30s", "10m", "14d"].map(async (name, index) => {
    await clock.sleep([30_000, 600_000, 14 * 86_400_000][index] ?? 0);
    woken.push(name);
  });
  clock.advance(600_000);
  await Promise.all(sleeps.slice(0, 2));
  expect(woken).toEqual(["30s", "10m"]);
  expect(clock.now() - begin).toBe(600_000);
  clock.reset();
  await sleeps[2];
});

test("a sleep ends when its signal aborts, when the clock is advanced, and in real mode when its time is over", async () => {
  const clock = new Clock("virtual");
  const aborted = new AbortController();
  const one = clock.sleep(86_400_000, aborted.signal);
  aborted.abort();
  await one;
  const short = clock.sleep(1);
  clock.mode = "real";
  await short;
  await clock.sleep(0);
});

test("a change of the mode does not change the time", () => {
  const clock = new Clock("real");
  clock.advance(3_600_000);
  const before = clock.now();
  clock.mode = "virtual";
  const stood = clock.now();
  expect(stood).toBeGreaterThanOrEqual(before);
  expect(clock.now()).toBe(stood);
  clock.mode = "real";
  expect(clock.now()).toBeGreaterThanOrEqual(stood);
  expect(clock.offset).toBeGreaterThanOrEqual(3_599_000);
});

test("a simulator can start with a virtual clock and switch to real time", async () => {
  const simulator = await startSimulator({ clock: "virtual" });
  const { control } = simulator;
  const before = await control.clock();
  expect(before.mode).toBe("virtual");
  expect((await control.clock()).now).toBe(before.now);
  expect(Date.parse((await control.advance("1h")).now) - Date.parse(before.now)).toBe(3_600_000);
  expect((await control.setClock("real")).mode).toBe("real");
  await simulator.close();
});
