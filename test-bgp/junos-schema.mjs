/** Downloads the schema of Junos, which a Python package contains. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const NAME = "junoscfg";
const VERSION = "0.5.10";

/** Returns the schema file, or the reason why it is missing. */
export function junosSchema(root) {
  const cwd = join(root, `node_modules/.cache/${NAME}-${VERSION}`);
  const file = join(cwd, NAME, "validate/data/junos-structure-tree.json");
  if (existsSync(file)) return { file };
  mkdirSync(cwd, { recursive: true });
  const python = (...args) => {
    const { error, stderr } = spawnSync("python3", ["-m", ...args], { cwd, encoding: "utf8" });
    return error?.message ?? stderr;
  };
  const said = [
    python("pip", "download", "--quiet", "--no-deps", "--dest", ".", `${NAME}==${VERSION}`),
    python("zipfile", "-e", `${NAME}-${VERSION}-py3-none-any.whl`, "."),
  ];
  return existsSync(file) ? { file } : { problem: said.join("\n").trim() };
}
