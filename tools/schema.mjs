// @ts-check
// Writes provider/schema.json, which describes the plugin's resources, functions and types to other languages. Everything
// in it comes from the classes, arguments and docstrings in provider/src. Run `npm run compile` first.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const PACKAGE = "cloudflare-cni";
const DYNAMIC = "pulumi-nodejs:dynamic/cloudflare-cni";
const ANY = { $ref: "pulumi.json#/Any" };
const SECRETS = new Set(["md5Key", "pairingKey", "apiToken", "apiKey"]);
/** Properties whose numbers may have a fraction. All other numbers are integers. */
const FRACTIONS = new Set([
  ...["toCustomer", "toCloudflare", "capacity", "distanceKm", "least", "most"],
]);
/** Types with so many shapes that a schema would only obscure them. */
const OPEN_TYPES = new Set(["Design", "Resource", "NotificationPolicy"]);
/** Mapped types. Their name in the schema comes from the property that has the type. */
const MAPPED = /^(Partial|Omit|Pick|Required|Extract|Exclude|Readonly|Unwrap\w*|Lifted\w*)$/;
/** Arguments that functions in other languages lack, because a plugin may not share the program's file system. */
const LOCAL_ARGUMENTS = new Set(["directory"]);

/**
 * IDs with which a resource is imported.
 *
 * @type {Readonly<Record<string, string>>}
 */
const IMPORT_IDS = {
  Interconnect: "cni-ewr-a-000001",
  CniBgpSession: "1b671a64-40d5-491e-99b0-da01ff1f3341",
  CniSettings: "0123456789abcdef0123456789abcdef",
  MagicInterconnect: "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
};

/**
 * @typedef {Record<string, unknown>} Spec part of a schema
 * @typedef {{ path: string, plain: boolean, inType: boolean, property: string }} Place where a type is used
 */

const root = fileURLToPath(new URL("../provider/", import.meta.url));
/** @type {Record<string, Record<string, string>>} */
const examples = JSON.parse(
  await readFile(new URL("engine/sdk-generator/examples.json", import.meta.url), "utf8"),
);
const program = ts.createProgram([`${root}src/index.ts`], {
  ...{ target: ts.ScriptTarget.ES2023, lib: ["lib.es2023.d.ts"], strict: true, noEmit: true },
  ...{ module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  ...{ types: ["node"], skipLibCheck: true, exactOptionalPropertyTypes: false },
});
const checker = program.getTypeChecker();
const exported = readExports();
const enums = readEnums();
const unions = readUnions();
/** @type {Record<string, Spec>} */
const types = {};

function readExports() {
  const file = program.getSourceFile(`${root}src/index.ts`);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error("provider/src/index.ts has no exports");
  return new Map(
    checker.getExportsOfModule(module).map((symbol) => {
      const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
      return [symbol.name, isAlias ? checker.getAliasedSymbol(symbol) : symbol];
    }),
  );
}

/** Returns the enumerations by their values. An enumeration is an exported object with a type of the same name. */
function readEnums() {
  /** @type {Map<string, { name: string, spec: Spec }>} */
  const found = new Map();
  for (const [name, symbol] of exported) {
    if ((symbol.flags & ts.SymbolFlags.Variable) === 0) continue;
    if ((symbol.flags & ts.SymbolFlags.TypeAlias) === 0) continue;
    const members = checker.getTypeOfSymbol(symbol).getProperties();
    const values = members.map((member) => {
      const type = checker.getTypeOfSymbol(member);
      return { name: member.name, value: literalOf(type), ...docs(member) };
    });
    const spec = { type: "string", enum: values, ...docs(symbol) };
    found.set(keyOfValues(values.map(({ value }) => value)), { name, spec });
  }
  return found;
}

/** Names of exported unions by their members. The compiler drops the name if a property of such a type is optional. */
function readUnions() {
  /** @type {Map<ts.Type, string>} */
  const found = new Map();
  for (const [name, symbol] of exported) {
    if ((symbol.flags & ts.SymbolFlags.TypeAlias) === 0) continue;
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (type.isUnion()) for (const member of type.types) found.set(member, name);
  }
  return found;
}

/** @param {readonly string[]} values */
function keyOfValues(values) {
  return [...values].sort().join("|");
}

/** @param {ts.Type} type */
function literalOf(type) {
  return type.isStringLiteral() ? type.value : "";
}

/** @param {string} name */
function token(name) {
  return `${PACKAGE}:index:${name}`;
}

/** @param {ts.Type} type */
function nameOf(type) {
  return (type.symbol ?? type.aliasSymbol)?.name ?? "";
}

/** @param {ts.Type} type */
function isLater(type) {
  const isOne = (/** @type {ts.Type} */ one) => /^(Promise|OutputInstance)$/.test(nameOf(one));
  return isOne(type) || (type.isIntersection() && type.types.some(isOne));
}

/**
 * Returns the type of an output's value, or `undefined` if the type is not an output.
 *
 * @param {ts.Type} type
 */
function valueOfOutput(type) {
  if (type.aliasSymbol?.name === "Output") return type.aliasTypeArguments?.[0];
  if (nameOf(type) !== "OutputInstance") return undefined;
  return isReference(type) ? checker.getTypeArguments(type)[0] : undefined;
}

/**
 * @param {ts.Type} type
 * @returns {type is ts.TypeReference}
 */
function isReference(type) {
  return "target" in type;
}

/**
 * Returns the alternatives of a type, without promises, outputs and `undefined`.
 *
 * @param {ts.Type} type
 * @returns {ts.Type[]}
 */
function alternatives(type) {
  const value = valueOfOutput(type);
  if (value !== undefined) return alternatives(value);
  const all = type.isUnion() ? type.types : [type];
  return all.filter((one) => !isLater(one) && (one.flags & ts.TypeFlags.Undefined) === 0);
}

/** @param {ts.Type} type */
function mayBeLater(type) {
  return (type.isUnion() ? type.types : [type]).some(isLater);
}

/**
 * @param {ts.Type} type
 * @param {Place} place
 * @returns {Spec}
 */
function specOf(type, place) {
  // A reference to a resource inside a type would make Python's modules import each other.
  const all = alternatives(type).filter((one) => !(place.inType && isOwnResource(one)));
  // A program cannot pass a resource of another package to a plugin.
  const closed = all.filter((one) => !OPEN_TYPES.has(nameOf(one)));
  const given = closed.length > 0 ? closed : all;
  const named = enums.get(keyOfValues(given.map(literalOf)));
  /** @type {Map<string, Spec>} */
  const specs = new Map();
  if (named !== undefined) {
    types[token(named.name)] ??= named.spec;
    specs.set(named.name, { $ref: `#/types/${token(named.name)}` });
  } else {
    const objects = given.filter(isRecord);
    if (objects.length > 1) specs.set("object", mergedSpec(objects, place));
    for (const one of given) {
      if (objects.length > 1 && objects.includes(one)) continue;
      const spec = specOfOne(one, place);
      specs.set(JSON.stringify(spec), spec);
    }
  }
  const [first = ANY, ...others] = specs.values();
  const spec = others.length === 0 ? first : { oneOf: [first, ...others] };
  return place.plain && !mayBeLater(type) ? { ...spec, plain: true } : spec;
}

/** @param {ts.Type} type */
function isRecord(type) {
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0 || type.isIntersection();
  return (
    isObject && !checker.isArrayType(type) && !isOwnResource(type) && !OPEN_TYPES.has(nameOf(type))
  );
}

/** @param {ts.Type} type */
function isOwnResource(type) {
  return type.symbol !== undefined && isResourceClass(type.symbol);
}

/**
 * @param {ts.Type} type
 * @param {Place} place
 * @returns {Spec}
 */
function specOfOne(type, place) {
  const { flags } = type;
  if (flags & ts.TypeFlags.StringLike) return { type: "string" };
  if (flags & ts.TypeFlags.NumberLike) {
    return { type: FRACTIONS.has(place.property) ? "number" : "integer" };
  }
  if (flags & ts.TypeFlags.BooleanLike) return { type: "boolean" };
  if (OPEN_TYPES.has(nameOf(type)) || flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return ANY;
  if (checker.isArrayType(type) && isReference(type)) {
    const [item] = checker.getTypeArguments(type);
    return { type: "array", items: item === undefined ? ANY : specOf(item, place) };
  }
  if (isOwnResource(type)) return { $ref: `#/resources/${token(nameOf(type))}` };
  const values = type.getStringIndexType();
  if (values !== undefined) return { type: "object", additionalProperties: specOf(values, place) };
  return mergedSpec([type], place);
}

/**
 * Merges object types into one with the properties of all of them. A property is optional if one of the types lacks it.
 *
 * @param {readonly ts.Type[]} alternatives
 * @param {Place} place
 * @returns {Spec}
 */
function mergedSpec(alternatives, place) {
  const [type] = alternatives;
  const isNamed = type?.symbol !== undefined && !type.symbol.name.startsWith("__");
  const alias =
    alternatives.length === 1
      ? (type?.aliasSymbol?.name ?? (isNamed ? type?.symbol.name : undefined))
      : type && unions.get(type);
  const isOwnName = alias !== undefined && !MAPPED.test(alias);
  const path = (isOwnName ? alias : place.path).replace(/Args$|Result$/, "");
  const key = token(path);
  if (!(key in types)) {
    types[key] = {};
    const parts = alternatives.map((one) => propertiesOf(one, { ...place, path, inType: true }));
    const names = [...new Set(parts.flatMap(({ properties }) => Object.keys(properties)))];
    types[key] = {
      ...(type?.symbol && docs(type.aliasSymbol ?? type.symbol)),
      type: "object",
      properties: Object.fromEntries(
        names.map((name) => [name, mergeSpecs(parts.map(({ properties }) => properties[name]))]),
      ),
      required: names.filter((name) => parts.every(({ required }) => required.includes(name))),
    };
  }
  return { $ref: `#/types/${key}` };
}

/** @param {readonly (Spec | undefined)[]} specs */
function mergeSpecs(specs) {
  const known = specs.flatMap((spec) => (spec === undefined ? [] : [spec]));
  // An alternative without a value for a property declares it as `undefined`.
  return known.find((spec) => spec.$ref !== ANY.$ref) ?? known[0] ?? ANY;
}

/**
 * @param {ts.Type} type
 * @param {Omit<Place, "property">} place
 * @param {(symbol: ts.Symbol) => boolean} [isWanted]
 */
function propertiesOf(type, place, isWanted = () => true) {
  /** @type {Record<string, Spec>} */
  const properties = {};
  /** @type {string[]} */
  const required = [];
  for (const symbol of checker.getPropertiesOfType(type).filter(isWanted)) {
    const { name } = symbol;
    const own = checker.getTypeOfSymbol(symbol);
    if (alternatives(own).length === 0) continue;
    const path = place.path.replace(/Args$/, "") + name.charAt(0).toUpperCase() + name.slice(1);
    properties[name] = {
      ...specOf(own, { ...place, path, property: name }),
      ...docs(symbol),
      ...(SECRETS.has(name) && { secret: true }),
    };
    const value = valueOfOutput(own) ?? own;
    const mayBeUndefined =
      value.isUnion() && value.types.some((one) => one.flags & ts.TypeFlags.Undefined);
    if (!(symbol.flags & ts.SymbolFlags.Optional) && !mayBeUndefined) required.push(name);
  }
  return { properties, required };
}

/**
 * Returns the docstring and the default of a symbol.
 *
 * @param {ts.Symbol} symbol
 */
function docs(symbol) {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tag = symbol.getJsDocTags(checker).find(({ name }) => name === "default");
  const fallback = tag === undefined ? "" : `Default: ${ts.displayPartsToString(tag.text)}`;
  const description = [text, fallback]
    .filter(Boolean)
    .join("\n\n")
    .replace(/\{@link (\S+?)\s*\}/g, "`$1`");
  return description === "" ? {} : { description };
}

/**
 * Returns the example of a resource in every language, in the format of Pulumi's documentation and SDKs.
 *
 * @param {string} resource
 */
function exampleUsage(resource) {
  const programs = Object.entries(examples[resource] ?? {});
  const blocks = programs.map(([language, text]) => `\`\`\`${language}\n${text.trim()}\n\`\`\``);
  return [
    "{{% examples %}}\n## Example Usage\n\n{{% example %}}",
    ...blocks,
    "{{% /example %}}\n{{% /examples %}}",
  ].join("\n\n");
}

/**
 * Returns the section about importing a resource.
 *
 * @param {string} resource
 */
function importUsage(resource) {
  const id = IMPORT_IDS[resource];
  if (id === undefined) return "";
  const command = `pulumi import ${token(resource)} example ${id}`;
  return `## Import\n\n\`\`\`sh\n${command}\n\`\`\``;
}

/** @param {ts.Symbol} symbol */
function basesOf(symbol) {
  return (symbol.declarations ?? []).flatMap((declaration) =>
    ts.isClassDeclaration(declaration)
      ? (declaration.heritageClauses ?? []).flatMap(({ types }) =>
          types.map(({ expression }) => expression.getText()),
        )
      : [],
  );
}

/** @param {ts.Symbol} symbol */
function isResourceClass(symbol) {
  return basesOf(symbol).some((base) => /(Custom|Component)Resource$/.test(base));
}

/** @param {string} name */
function exportedSymbol(name) {
  const symbol = exported.get(name);
  if (symbol === undefined) throw new Error(`provider/src/index.ts does not export ${name}`);
  return symbol;
}

/**
 * @param {string} name
 * @param {ts.Symbol} symbol
 * @returns {Spec}
 */
function resourceSpec(name, symbol) {
  const isComponent = basesOf(symbol).includes("pulumi.ComponentResource");
  const args = checker.getDeclaredTypeOfSymbol(exportedSymbol(`${name}Args`));
  const isOutput = (/** @type {ts.Symbol} */ property) =>
    (property.declarations ?? []).some(
      (one) => ts.isPropertyDeclaration(one) && one.parent === symbol.valueDeclaration,
    ) &&
    (valueOfOutput(checker.getTypeOfSymbol(property)) !== undefined || property.name === "routes");
  const outputs = propertiesOf(
    checker.getDeclaredTypeOfSymbol(symbol),
    { path: name, plain: false, inType: false },
    isOutput,
  );
  const alternatives = args.isUnion() ? args.types : [args];
  const inputs = mergeInputs(
    alternatives.map((one) =>
      propertiesOf(one, {
        path: isComponent ? name.replace("Interconnect", "") : name,
        plain: isComponent,
        inType: false,
      }),
    ),
  );
  return {
    description: [docs(symbol).description, exampleUsage(name), importUsage(name)]
      .filter(Boolean)
      .join("\n\n"),
    ...outputs,
    inputProperties: inputs.properties,
    requiredInputs: inputs.required,
    ...(isComponent ? { isComponent } : { aliases: [{ type: `${DYNAMIC}:${name}` }] }),
  };
}

/** @param {readonly { properties: Record<string, Spec>, required: string[] }[]} parts */
function mergeInputs(parts) {
  const names = [...new Set(parts.flatMap(({ properties }) => Object.keys(properties)))];
  return {
    properties: Object.fromEntries(
      names.map((name) => [name, mergeSpecs(parts.map(({ properties }) => properties[name]))]),
    ),
    required: names.filter((name) => parts.every(({ required }) => required.includes(name))),
  };
}

/**
 * @param {string} name
 * @param {ts.Symbol} symbol
 * @returns {Spec}
 */
function functionSpec(name, symbol) {
  const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
  const [parameter] = signature?.parameters ?? [];
  const promise = signature?.getReturnType();
  if (parameter === undefined || promise === undefined || !isReference(promise)) {
    throw new Error(`${name} is not a lookup`);
  }
  const [answer] = checker.getTypeArguments(promise);
  const path = name.charAt(0).toUpperCase() + name.slice(1);
  const place = { path, plain: false, inType: true };
  const isShared = (/** @type {ts.Symbol} */ { name }) => !LOCAL_ARGUMENTS.has(name);
  const isData = (/** @type {ts.Symbol} */ { name }) =>
    name !== "asset" && name !== "pdf" && name !== "fileName";
  return {
    ...docs(symbol),
    inputs: {
      type: "object",
      ...propertiesOf(checker.getTypeOfSymbol(parameter), place, isShared),
    },
    outputs: { type: "object", ...propertiesOf(answer ?? promise, place, isData) },
  };
}

/** @type {Record<string, Spec>} */
const resources = {};
/** @type {Record<string, Spec>} */
const functions = {};
for (const [name, symbol] of exported) {
  if (isResourceClass(symbol)) resources[token(name)] = resourceSpec(name, symbol);
  const isLookup = symbol.flags & ts.SymbolFlags.Function && /^get/.test(name);
  if (isLookup && !name.endsWith("Output")) functions[token(name)] = functionSpec(name, symbol);
}
const account = propertiesOf(checker.getDeclaredTypeOfSymbol(exportedSymbol("ProviderArgs")), {
  ...{ path: "Provider", plain: false, inType: false },
}).properties;

const schema = {
  name: PACKAGE,
  displayName: "Cloudflare Network Interconnect",
  description: "Cloudflare Network Interconnect (CNI) for Pulumi",
  keywords: ["pulumi", "cloudflare", "cni", "kind/native", "category/network"],
  license: "Apache-2.0",
  language: {
    nodejs: { packageName: "pulumi-cloudflare-cni/native", respectSchemaVersion: true },
    python: {
      packageName: "pulumi_cloudflare_cni",
      pyproject: { enabled: true },
      respectSchemaVersion: true,
    },
    go: {
      importBasePath: "pulumi-cloudflare-cni/sdk/go/cloudflarecni",
      generateResourceContainerTypes: true,
      respectSchemaVersion: true,
    },
    csharp: {
      rootNamespace: "Pulumi",
      namespaces: { [PACKAGE]: "CloudflareCni" },
      respectSchemaVersion: true,
    },
    java: {
      basePackage: "com.pulumi",
      packages: { [PACKAGE]: "cloudflarecni" },
      buildFiles: "gradle",
    },
  },
  config: { variables: account },
  provider: { inputProperties: account },
  types,
  resources,
  functions,
};
const target = process.argv[2] ?? `${root}schema.json`;
await writeFile(target, `${JSON.stringify(schema, undefined, 2)}\n`);
const sum = (/** @type {object} */ of) => Object.keys(of).length;
console.log(`${sum(resources)} resources, ${sum(functions)} functions, ${sum(types)} types`);
