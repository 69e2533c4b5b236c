/**
 * Tests generated router configurations on FRR and BIRD. Usage: `node test-bgp/run.mjs [jest options]`.
 *
 * The tests run in their own mount, network and process namespaces. The kernel removes the namespaces together
 * with their last process, so that a run leaves nothing behind, even if it is killed.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { junosSchema } from "./junos-schema.mjs";

/** A file from each required Debian package. */
const PACKAGES = {
  frr: "/usr/lib/frr/bgpd",
  bird2: "/usr/sbin/bird",
  iproute2: "/usr/sbin/ip",
  "iputils-ping": "/usr/bin/ping",
  nftables: "/usr/sbin/nft",
  "util-linux": "/usr/bin/unshare",
};

const root = fileURLToPath(new URL("..", import.meta.url));
// The namespaces have no network, so the download happens before.
const schema = junosSchema(root);
const missing = Object.entries(PACKAGES)
  .filter(([, file]) => !existsSync(file))
  .map(([name]) => name);
const problems = [
  ...(process.platform === "linux" ? [] : [`Linux is required, but this is ${process.platform}`]),
  ...(process.getuid?.() === 0
    ? []
    : ["network namespaces require root: run the command with sudo"]),
  ...(missing.length === 0
    ? []
    : [`packages are missing: run apt-get install ${missing.join(" ")}`]),
  ...(schema.problem ? [`pip could not download the schema of Junos: ${schema.problem}`] : []),
];
if (problems.length > 0) {
  console.error(`test:bgp cannot run.\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  process.exit(1);
}

const script = [
  "set -e",
  // `ip netns` and FRR store their files in these folders.
  "mkdir -p /run/netns /run/frr",
  "mount -t tmpfs tmpfs /run/netns",
  "mount -t tmpfs tmpfs /run/frr",
  "export TMPDIR=/run/frr",
  // The suites run in parallel, because they mostly wait for hold times.
  'exec "$0" node_modules/jest/bin/jest.js --config test-bgp/jest.config.js --maxWorkers=3 "$@"',
].join("\n");
const { status, error } = spawnSync(
  "unshare",
  [
    ...["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"],
    ...["sh", "-c", script, process.execPath, ...process.argv.slice(2)],
  ],
  {
    cwd: root,
    stdio: "inherit",
    timeout: 480_000,
    // Other signals would not reach the processes in the namespaces.
    killSignal: "SIGKILL",
    env: { ...process.env, JUNOS_SCHEMA: schema.file },
  },
);
if (error) console.error(`test:bgp failed: ${error.message}`);
process.exit(status ?? 1);
