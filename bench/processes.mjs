import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { SimulatorControl } from "cloudflare-cni-simulator";

/** Linux reports processor time in ticks of 10 ms. */
const TICKS_PER_SECOND = 100;

/** Starts a script that prints a line of JSON when it is ready. */
export async function start(file, ...options) {
  const child = spawn(process.execPath, [file, ...options], { stdio: ["pipe", "pipe", "inherit"] });
  let line = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    line += chunk;
    if (line.includes("\n")) break;
  }
  return { ...JSON.parse(line), end: () => child.kill() };
}

/** Starts the simulator in its own process. Returns the process and a typed client. */
export async function startSimulator(...options) {
  const simulator = await start(
    fileURLToPath(new URL("../simulator/bin/cni-simulator.js", import.meta.url)),
    ...["--port", "0", "--json", "--no-rate-limit", "--exit-with-parent", ...options],
  );
  const control = new SimulatorControl(new URL(simulator.baseUrl).origin, simulator.controlKey);
  return { ...simulator, control };
}

/**
 * Returns the processor time, user and system, that ended child processes and their descendants used, in seconds. Linux
 * only.
 */
export async function childProcessorSeconds() {
  const stat = await readFile("/proc/self/stat", "utf8").catch(() => "");
  // The command's name, which is in parentheses, may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

/**
 * Measures the peak memory, in MB, of a stack's plugin process until `stop` is called. Linux only.
 */
export function watchPlugin(backendUrl) {
  let plugin;
  let megabytes = 0;
  const timer = setInterval(async () => {
    plugin ??= await findPlugin(backendUrl);
    const status = await readFile(`/proc/${plugin}/status`, "utf8").catch(() => "");
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(status) ?? [];
    if (kilobytes === undefined) plugin = undefined;
    else megabytes = Math.max(megabytes, Number(kilobytes) / 1024);
  }, 100);
  return function stop() {
    clearInterval(timer);
    return megabytes;
  };
}

async function findPlugin(backendUrl) {
  const read = (pid, file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
  for (const pid of await readdir("/proc").catch(() => [])) {
    if (
      !/^\d+$/.test(pid) ||
      !/dynamic-provider|pulumi-resource-(cloudflare-cni|bench)/.test(await read(pid, "cmdline"))
    )
      continue;
    // The shell that starts the plugin has the same command line, so only a node process counts.
    if (!/^Name:\s+node/.test(await read(pid, "status"))) continue;
    if ((await read(pid, "environ")).includes(`PULUMI_BACKEND_URL=${backendUrl}\0`)) return pid;
  }
  return undefined;
}
