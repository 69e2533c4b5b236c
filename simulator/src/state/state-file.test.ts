import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "..";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cni-simulator-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("acknowledged changes and the clock survive a restart", async () => {
  const data = join(folder, "state.json");
  const first = await startSimulator({ data });
  await first.control.editSettings({ default_asn: 64_512 });
  await first.control.advance("14d");
  const { accounts, clock } = await first.control.state();
  await first.close();
  expect(readdirSync(folder)).toEqual(["state.json"]);

  const second = await startSimulator({ data });
  const after = await second.control.state();
  expect(after.accounts).toEqual(accounts);
  expect(after.clock.offset).toBe(clock.offset);
  await second.close();
});

test("a state file from an earlier version, without tunnels, can be restored", async () => {
  const data = join(folder, "state.json");
  const first = await startSimulator({ data });
  await first.control.editSettings({ default_asn: 64_512 });
  await first.close();
  const saved = readFileSync(data, "utf8");
  const older = saved.replaceAll(/"(gre|ipsec)Tunnels":\s*\[\],?/g, "");
  expect(older).not.toBe(saved);
  writeFileSync(data, older);

  const second = await startSimulator({ data });
  expect((await second.control.state()).accounts).toMatchObject([
    { settings: { default_asn: 64_512 }, greTunnels: [], ipsecTunnels: [] },
  ]);
  await second.close();
});

test("only the owner can read the state file, even if it existed with a wider mode", async () => {
  const data = join(folder, "state.json");
  const mode = () => statSync(data).mode & 0o777;
  for (const asn of [64_512, 64_513]) {
    const simulator = await startSimulator({ data });
    await simulator.control.editSettings({ default_asn: asn });
    expect(mode()).toBe(0o600);
    await simulator.close();
    chmodSync(data, 0o644);
  }
  const simulator = await startSimulator({ data });
  expect(mode()).toBe(0o600);
  await simulator.close();
});

test("a second simulator cannot use the state file of a running one", async () => {
  const data = join(folder, "state.json");
  writeFileSync(`${data}.lock`, "1");
  await expect(startSimulator({ data })).rejects.toThrow(/in use by process 1/);
  // The process with this id no longer runs.
  // The lock file is empty while another process creates it.
  writeFileSync(`${data}.lock`, "");
  await expect(startSimulator({ data })).rejects.toThrow(
    `${data} is in use by a process that is starting`,
  );
  writeFileSync(`${data}.lock`, "999999999");
  await (await startSimulator({ data })).close();
});

test("a file that is not a state file stays unchanged, and the error names it", async () => {
  const data = join(folder, "notes.txt");
  writeFileSync(data, "not JSON");
  await expect(startSimulator({ data })).rejects.toThrow(
    `${data} is not a state file of this simulator`,
  );
  expect(readFileSync(data, "utf8")).toBe("not JSON");
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});

test("the temporary file of a killed process is removed, and other files stay", async () => {
  const data = join(folder, "state.json");
  writeFileSync(`${data}.1234567`, '{"half');
  writeFileSync(`${data}.bak`, "mine");
  const simulator = await startSimulator({ data });
  await simulator.close();
  expect(readdirSync(folder)).toEqual(["state.json.bak"]);
});

test("the simulator refuses to start if the folder is missing or the state file is a folder", async () => {
  const data = join(folder, "no", "state.json");
  await expect(startSimulator({ data })).rejects.toThrow(`Folder ${join(folder, "no")} not found`);
  await expect(startSimulator({ data: folder })).rejects.toThrow(`${folder} is not a regular file`);
});

test("a second simulator in the same process is refused, and close waits for pending writes", async () => {
  const data = join(folder, "state.json");
  for (const asn of [64_513, 64_514, 64_515, 64_516]) {
    const first = await startSimulator({ data });
    await expect(startSimulator({ data })).rejects.toThrow("is in use by process");
    const many = [1, 2, 3, 4, 5].map(() => first.control.editSettings({ default_asn: 1 }));
    const second = await first.close().then(() => startSimulator({ data }));
    await Promise.allSettled(many);
    await second.control.editSettings({ default_asn: asn });
    await second.close();
    expect(readFileSync(data, "utf8")).toContain(`"default_asn":${asn}`);
  }
});

test("start options override the saved state", async () => {
  const data = join(folder, "state.json");
  const first = await startSimulator({ data });
  await first.control.behave({ nullBgp: "removes" });
  await first.close();
  const behaviour = { deletion: "204" } as const;
  const second = await startSimulator({ data, behaviour, clock: "virtual" });
  expect(await second.control.behaviour()).toMatchObject({ deletion: "204", nullBgp: "removes" });
  expect((await second.control.clock()).mode).toBe("virtual");
  await second.close();
});

test("changes by a fault are saved even if the request is refused, and a failed write is reported", async () => {
  const data = join(folder, "kept", "state.json");
  mkdirSync(join(folder, "kept"));
  const { baseUrl, accountId, token, control, close } = await startSimulator({ data });
  const [slot] = await control.slots();
  await control.addFault({ preset: "slot-taken-in-between" });
  const refused = await fetch(`${baseUrl}/accounts/${accountId}/cni/interconnects`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ account: accountId, type: "direct", slot_id: slot?.id }),
  });
  expect(refused.status).toBe(400);
  expect(readFileSync(data, "utf8")).toContain(`"occupiedSlots":["${slot?.id}"]`);

  rmSync(join(folder, "kept"), { recursive: true });
  await expect(control.editSettings({ default_asn: 1 })).rejects.toThrow(
    `${data} cannot be written: ENOENT`,
  );
  await close();
});
