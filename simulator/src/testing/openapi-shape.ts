/** Parts of an OpenAPI 3.0 document that a comparison needs. */
export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { content?: Content }>;
}

type Content = Record<string, { schema: Schema }>;

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  type?: string;
  format?: string;
  nullable?: boolean;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** Descriptions of fields by path. */
type Fields = Map<string, string>;

/** Describes every operation whose path contains `part`: one line per parameter, field and status. */
export function describeOperations(document: Document, part: string): Map<string, Fields> {
  const schemas = document.components.schemas;

  /** Resolves the reference of a schema and merges its parts. */
  function resolve(schema: Schema): Schema {
    if (schema.$ref !== undefined) {
      return resolve(schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});
    }
    const parts = [schema, ...(schema.allOf ?? []).map(resolve)];
    const properties = Object.fromEntries(
      parts.flatMap((part) => Object.entries(part.properties ?? {})),
    );
    return { ...schema, properties, required: parts.flatMap(({ required = [] }) => required) };
  }

  function walk(fields: Fields, path: string, schema: Schema, required: boolean): void {
    const { type, format, nullable, oneOf, discriminator, ...rest } = resolve(schema);
    const { items, properties = {}, required: names = [] } = rest;
    if (oneOf !== undefined && discriminator !== undefined) {
      const key = discriminator.propertyName;
      const mapped = Object.entries(discriminator.mapping ?? {});
      for (const variant of oneOf) {
        const [value] = mapped.find(([, ref]) => ref === variant.$ref) ?? [];
        const only = resolve(variant).properties?.[key]?.enum?.[0];
        walk(fields, `${path}/${key}=${value ?? only}`, variant, required);
      }
      return;
    }
    const values = rest.enum === undefined ? "" : ` of ${[...rest.enum].sort().join("|")}`;
    fields.set(
      path,
      `${required ? "required" : "optional"} ${nullable ? "nullable " : ""}${type} ${format ?? ""}${values}`,
    );
    for (const [name, property] of Object.entries(properties)) {
      walk(fields, `${path} ${name}`, property, names.includes(name));
    }
    if (items !== undefined) {
      walk(fields, `${path}[]`, items, true);
    }
  }

  function describe(operation: Operation): Fields {
    const fields: Fields = new Map();
    for (const { name, in: place, required = false, schema } of operation.parameters ?? []) {
      walk(fields, `${place} ${name}`, schema, required);
    }
    const { requestBody } = operation;
    for (const { schema } of Object.values(requestBody?.content ?? {})) {
      walk(fields, "body", schema, requestBody?.required ?? false);
    }
    for (const [status, { content }] of Object.entries(operation.responses)) {
      fields.set(status, "answer");
      fields.set(`${status} content`, Object.keys(content ?? {}).join());
      for (const { schema } of Object.values(content ?? {}).filter(isObject)) {
        walk(fields, status, schema, true);
      }
    }
    return fields;
  }

  return new Map(
    Object.entries(document.paths)
      .filter(([path]) => path.includes(part))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]): [string, Fields] => [
          `${method} ${path} ${operation.operationId}`,
          describe(operation),
        ]),
      ),
  );
}

// A file, which has the type string, has no fields.
function isObject({ schema }: { schema: Schema }): boolean {
  return schema.type !== "string";
}
