/** Name, version and schema of the package for the engine and for other languages. */
import { isObject } from "../domain/is-object";
import type { Props } from "../run/property-values";

export const PACKAGE = "cloudflare-cni";
export const { version }: { version: string } = require("../../package.json");

/** Reads the schema of the package. `tools/schema.mjs` generates it from the classes and their docstrings. */
export function readSchema(): Props {
  const schema: unknown = require("../../schema.json");
  if (!isObject(schema)) throw new Error("schema.json is not an object");
  return { ...schema, version };
}

export function outputsOf(type: string): string[] {
  const { resources } = readSchema();
  const resource = isObject(resources) ? resources[`${PACKAGE}:index:${type}`] : undefined;
  const properties = isObject(resource) ? resource.properties : undefined;
  return isObject(properties) ? Object.keys(properties) : [];
}
