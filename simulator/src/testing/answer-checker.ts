import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { z } from "zod";

const Document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ responses: z.looseObject({}) })),
  ),
});

const formats = {
  "A.B.C.D/N": (text: string) => z.cidrv4().safeParse(text).success,
};

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
}

/** Forbids undocumented fields in every object schema. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (typeof schema !== "object" || schema === null) {
    return schema;
  }
  const parts = Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [key, closed(part)]),
  );
  const isObject = "type" in parts && parts.type === "object" && "properties" in parts;
  return isObject && !("additionalProperties" in parts)
    ? { ...parts, additionalProperties: false }
    : parts;
}

function pointer(...parts: string[]): string {
  return parts
    .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
    .join("/");
}

/** Validates responses against the simulator's own OpenAPI document. */
export class AnswerChecker {
  readonly #ajv = addFormats(new Ajv({ strict: false, allErrors: true, formats }));
  readonly #operations: Operation[];
  readonly #validators = new Map<string, ValidateFunction | undefined>();

  constructor(document: unknown) {
    const { paths } = Document.parse(document);
    this.#ajv.addSchema(Object(closed(document)), "api");
    this.#operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method,
        path,
        pattern: new RegExp(`^/client/v4${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
      })),
    );
  }

  /** Describes what is wrong with a JSON response. Returns `undefined` if it is valid or undocumented. */
  problemWith(method: string, pathname: string, status: number, body: unknown): string | undefined {
    const operation = this.#operations.find(
      (candidate) => candidate.method === method.toLowerCase() && candidate.pattern.test(pathname),
    );
    const validate = operation && this.#validator(operation, String(status));
    if (validate === undefined) {
      return undefined;
    }
    return validate(body)
      ? undefined
      : `${status} of ${method} ${operation?.path} does not match the document: ${this.#ajv.errorsText(validate.errors)}`;
  }

  #validator({ method, path }: Operation, status: string): ValidateFunction | undefined {
    const name = `${method} ${path} ${status}`;
    if (!this.#validators.has(name)) {
      const [validate] = [status, `${status.charAt(0)}XX`].flatMap((documented) => {
        const responses = ["paths", path, method, "responses", documented];
        const at = pointer(...responses, "content", "application/json", "schema");
        return this.#compiled(`api#/${at}`) ?? [];
      });
      this.#validators.set(name, validate);
    }
    return this.#validators.get(name);
  }

  #compiled($ref: string): ValidateFunction | undefined {
    try {
      return this.#ajv.compile({ $ref });
    } catch (error) {
      // The document has no schema for this status.
      if (error instanceof Error && error.message.includes("can't resolve reference")) {
        return undefined;
      }
      throw error;
    }
  }
}
