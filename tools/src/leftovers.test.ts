import { startCommand } from "./command";
import { processesWith } from "./leftovers";

const onLinux = process.platform === "linux" ? it : it.failing;

onLinux("processesWith finds a process by a text in its environment", async () => {
  const env = { ...process.env, CNI_LEFTOVER: "here" };
  const running = startCommand("sleep", ["30"], { env });
  await expect(processesWith("CNI_LEFTOVER=here\0")).resolves.toEqual([
    { pid: running.process.pid, command: "sleep 30" },
  ]);
  running.kill();
  await running.done;
  await expect(processesWith("CNI_LEFTOVER=here\0")).resolves.toEqual([]);
});
