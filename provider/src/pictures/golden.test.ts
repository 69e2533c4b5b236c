/** Whole pictures. `UPDATE_GOLDEN=1` writes them anew, to be looked at before they are committed. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assess } from "../topology";
import { diagram } from ".";
import { THREE } from "./testing/designs";

test.each([
  ["mermaid", "three.mmd"],
  ["svg", "three.svg"],
] as const)("%s", (format, name) => {
  const file = join(__dirname, "golden", name);
  const text = diagram(THREE, assess(THREE), { format });
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
});
