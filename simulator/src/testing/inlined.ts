import type { Document } from "./openapi-shape";

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the alternatives of `oneOf` and `anyOf` as if they were properties. */
function kinds({ oneOf, anyOf }: Json): Json {
  return Object.fromEntries(
    [...list(oneOf), ...list(anyOf)].filter(isObject).map((kind) => [`|${kind.type}`, kind]),
  );
}

/** Merges the parts of an `allOf` into one schema. A later property replaces an earlier one. */
function merged(parts: readonly Json[]): Json {
  const whole: Json = Object.assign({}, ...parts);
  const required = parts.flatMap((part) => list(part.required));
  const properties = parts.flatMap(({ properties, additionalProperties, ...part }) => [
    isObject(properties) ? properties : {},
    isObject(additionalProperties) ? { "*": additionalProperties } : {},
    kinds(part),
  ]);
  const all: Json = Object.assign({}, ...properties);
  return {
    ...whole,
    ...(required.length > 0 && { required }),
    // A schema with properties is an object, even if it has no type.
    ...(Object.keys(all).length > 0 && { type: whole.type ?? "object", properties: all }),
  };
}

/**
 * Parses an OpenAPI document and resolves references and compositions, so that equivalent documents
 * become equal.
 */
export function inlined(text: string): Document {
  const document: unknown = JSON.parse(text);

  function target($ref: string): unknown {
    return $ref
      .split("/")
      .slice(1)
      .reduce((value: unknown, key) => (isObject(value) ? value[key] : undefined), document);
  }

  function walk(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map(walk);
    }
    if (!isObject(value)) {
      return value;
    }
    if (typeof value.$ref === "string") {
      return walk(target(value.$ref));
    }
    const { allOf, ...rest } = value;
    const own = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, walk(part)]));
    return merged([own, ...list(allOf).map(walk).filter(isObject)]);
  }

  // Bodies without a schema get an empty schema, `{}`.
  const whole = JSON.stringify(walk(document));
  return JSON.parse(whole.replaceAll('"application/json":{}', '"application/json":{"schema":{}}'));
}
