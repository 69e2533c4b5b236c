// @ts-check
import { readFileSync } from "node:fs";
import { StepFailure } from "./steps.mjs";

/** Throws if the platform or the Node version is not supported. */
export function requirePlatform(version = process.versions.node, platform = process.platform) {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const needed = JSON.parse(manifest).engines.node.replace(">=", "");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor, leastMinor] = needed.split(".").map(Number);
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    throw new StepFailure(
      `Node ${needed} or newer is required, but this is ${version}: https://nodejs.org`,
    );
  }
  if (platform === "win32") {
    throw new StepFailure("Only Linux and macOS are supported. On Windows, use WSL.");
  }
}
