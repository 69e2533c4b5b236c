import { startCommand } from "./command";

const sh = (script: string, onLine?: (line: string) => void) =>
  startCommand("sh", ["-c", script], { onLine });

it("a command returns both streams, separate and combined", async () => {
  const { done } = sh("echo one; sleep 0.1; echo two >&2; exit 3");
  await expect(done).resolves.toEqual({
    exitCode: 3,
    stdout: "one\n",
    stderr: "two\n",
    all: "one\ntwo\n",
  });
});

it("a command reports each line as soon as it is complete, even if it arrives in parts", async () => {
  const lines: string[] = [];
  await sh("printf 'a'; sleep 0.1; printf 'b\\nc\\n'; printf 'rest'", (line) => lines.push(line))
    .done;
  expect(lines).toEqual(["ab", "c", "rest"]);
});

it("a command that a signal ends has the exit code that a shell would give it", async () => {
  const running = sh("sleep 30");
  running.kill("SIGKILL");
  await expect(running.done).resolves.toMatchObject({ exitCode: 137 });
});

it("a command ends without waiting for a child process that outlives it", async () => {
  const started = Date.now();
  await sh("sleep 20 & exit 0").done;
  expect(Date.now() - started).toBeLessThan(10_000);
});

it("starting a command that does not exist rejects", async () => {
  await expect(startCommand("no-such-command", []).done).rejects.toThrow("ENOENT");
});

it("a command ends when it is killed", async () => {
  const signal = AbortSignal.abort();
  await expect(startCommand("sleep", ["30"], { signal }).done).resolves.toMatchObject({
    exitCode: 143,
  });
});
