import { startCommand } from "./command";

const sh = (script: string, onLine?: (line: string) => void) =>
  startCommand("sh", ["-c", script], { onLine });

it("keeps both streams apart and together", async () => {
  const { done } = sh("echo one; sleep 0.1; echo two >&2; exit 3");
  await expect(done).resolves.toEqual({
    exitCode: 3,
    stdout: "one\n",
    stderr: "two\n",
    all: "one\ntwo\n",
  });
});

it("tells lines as they come, whatever the pieces", async () => {
  const lines: string[] = [];
  await sh("printf 'a'; sleep 0.1; printf 'b\\nc\\n'; printf 'rest'", (line) => lines.push(line))
    .done;
  expect(lines).toEqual(["ab", "c", "rest"]);
});

it("has the shell's exit code for a signal", async () => {
  const running = sh("sleep 30");
  running.kill("SIGKILL");
  await expect(running.done).resolves.toMatchObject({ exitCode: 137 });
});

it("does not wait for a child that its command left behind", async () => {
  const started = Date.now();
  await sh("sleep 20 & exit 0").done;
  expect(Date.now() - started).toBeLessThan(10_000);
});

it("rejects where there is no such command", async () => {
  await expect(startCommand("no-such-command", []).done).rejects.toThrow("ENOENT");
});

it("ends when told to", async () => {
  const signal = AbortSignal.abort();
  await expect(startCommand("sleep", ["30"], { signal }).done).resolves.toMatchObject({
    exitCode: 143,
  });
});
