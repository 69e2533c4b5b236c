/**
 * Runs generated router configurations on FRR and BIRD: `node test-bgp/run.mjs [jest options]`.
 *
 * Everything happens in mount, network and process namespaces of its own. The kernel takes them
 * down with the last process in them, so that nothing is left behind however the run ends.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { junosSchema } from "./junos-schema.mjs";

/** A file of each Debian package that is needed. */
const PACKAGES = {
  frr: "/usr/lib/frr/bgpd",
  bird2: "/usr/sbin/bird",
  iproute2: "/usr/sbin/ip",
  "iputils-ping": "/usr/bin/ping",
  nftables: "/usr/sbin/nft",
  "util-linux": "/usr/bin/unshare",
};

const root = fileURLToPath(new URL("..", import.meta.url));
// Inside there is no network.
const schema = junosSchema(root);
const missing = Object.entries(PACKAGES)
  .filter(([, file]) => !existsSync(file))
  .map(([name]) => name);
const problems = [
  ...(process.platform === "linux" ? [] : [`it needs Linux, and this is ${process.platform}`]),
  ...(process.getuid?.() === 0 ? [] : ["it needs root, for network namespaces: run it with sudo"]),
  ...(missing.length === 0 ? [] : [`packages are missing: apt-get install ${missing.join(" ")}`]),
  ...(schema.problem ? [`pip did not bring the schema of Junos: ${schema.problem}`] : []),
];
if (problems.length > 0) {
  console.error(`test:bgp cannot run.\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  process.exit(1);
}

const script = [
  "set -e",
  // `ip netns` and FRR keep their files here.
  "mkdir -p /run/netns /run/frr",
  "mount -t tmpfs tmpfs /run/netns",
  "mount -t tmpfs tmpfs /run/frr",
  "export TMPDIR=/run/frr",
  // In parallel, because most of the time goes by in hold times.
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
    // A gentler signal would not reach what runs inside.
    killSignal: "SIGKILL",
    env: { ...process.env, JUNOS_SCHEMA: schema.file },
  },
);
if (error) console.error(`test:bgp did not end well: ${error.message}`);
process.exit(status ?? 1);
