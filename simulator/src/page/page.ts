import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Context, Hono } from "hono";
import { presetNames, presets } from "../faults/presets";
import type { AppEnv } from "../http/env";
import { listSwitches } from "./switches";

// The package contains these files without a build step, next to `src` and `dist`.
const folder = join(__dirname, "..", "..", "page");

// None of htm's exports works in a browser without a bundler, so this uses a file inside the package.
const preact = join(dirname(require.resolve("htm/preact")), "standalone.module.js");

const scripts = [
  "app.js",
  "behaviour.js",
  "clock.js",
  "control.js",
  "facilities.js",
  "faults.js",
  "focus.js",
  "forecast.js",
  "key.js",
  "live.js",
  "maintenance.js",
  "news.js",
  "outages.js",
  "parts.js",
  "places.js",
  "ports.js",
  "requests.js",
  "sections.js",
  "sessions.js",
  "time.js",
];

/** Content security policy: only resources of this origin, and no embedding in other pages. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function createHeaders(type: string) {
  return {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
}

function file(path: string, type: string) {
  return async (c: Context<AppEnv>) =>
    c.body(await readFile(path, "utf8"), 200, createHeaders(type));
}

function json(value: unknown) {
  const text = JSON.stringify(value);
  return (c: Context<AppEnv>) => c.body(text, 200, createHeaders("application/json"));
}

/** Endpoints of the control page. The page contains no secret, because the control key is in its URL. */
export function pageRoutes(): Hono<AppEnv> {
  const page = new Hono<AppEnv>()
    .get("/", file(join(folder, "index.html"), "text/html"))
    .get("/page/style.css", file(join(folder, "style.css"), "text/css"))
    .get("/page/preact.js", file(preact, "text/javascript"))
    .get("/page/switches.json", json(listSwitches()))
    .get(
      "/page/presets.json",
      json(presetNames.map((name) => ({ name, description: presets[name].description }))),
    );
  for (const script of scripts) {
    page.get(`/page/${script}`, file(join(folder, script), "text/javascript"));
  }
  return page;
}
