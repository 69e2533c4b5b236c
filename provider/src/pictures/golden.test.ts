/** Complete diagrams. `UPDATE_GOLDEN=1` rewrites them; look at them before you commit. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assess } from "../topology";
import { diagram } from ".";
import { THREE } from "./testing/designs";

test.each([
  ["mermaid", "three.mmd"],
  ["svg", "three.svg"],
] as const)("the %s diagram equals its golden file", (format, name) => {
  const file = join(__dirname, "golden", name);
  const text = diagram(THREE, assess(THREE), { format });
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
});
